package register

import (
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
)

// ProgramFilter narrows the public list of recognised programs.
type ProgramFilter struct {
	Kind     string // CMTP, QAP, …
	Country  string // ISO 3166-1 alpha-2
	Language string // ISO 639-1
	Online   bool   // only those that are offered online
	Words    string // of title, organisation or city
}

var byTitle = paging.Order{Name: "title", Columns: []paging.Column{{Name: "title", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}

// Programs lists the programs that IMI recognises now and that are not closed.
func Programs(tx *tenants.PublicTx, f ProgramFilter, ask paging.Ask) (paging.Page[programs.PublishedProgram], error) {
	q := tx.DB().Where("withdrawn_on is null and closed_on is null")
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	if f.Language != "" {
		q = q.Where("? = any(string_to_array(languages, ' '))", f.Language)
	}
	if f.Country != "" {
		q = q.Where("country = ? or id in (?)", f.Country, tx.DB().Model(&programs.PublishedLocation{}).Select("program_id").Where("country = ?", f.Country))
	}
	if f.Online {
		q = q.Where("online")
	}
	if named := paging.Containing(f.Words, "title", "organisation", "city"); named != nil {
		q = q.Where(named)
	}
	return paging.List(q, ask, byTitle, func(p programs.PublishedProgram) []any { return []any{p.Title, p.ID} })
}

// ProgramCountries lists the countries in which there are recognised programs.
func ProgramCountries(tx *tenants.PublicTx) ([]string, error) {
	var codes []string
	err := tx.DB().Model(&programs.PublishedProgram{}).Where("withdrawn_on is null and country <> ''").Distinct().Order("country").Pluck("country", &codes).Error
	return codes, err
}
