package candidates

import (
	"database/sql/driver"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxNamesakes is how many people of one name are shown.
const MaxNamesakes = 20

// Get reads one candidate. Returns NotFound when the actor may not see them.
func Get(tx tenants.Transaction, id uuid.UUID) (Candidate, error) {
	var c Candidate
	err := tx.DB().Where("id = ?", id).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, fault.Absent("candidate")
	}
	return c, err
}

// ByEmail finds a candidate whom the actor may enrol by their exact address, or
// by that of a record that was merged into theirs: a trainer can take on
// somebody whose file they do not see.
func ByEmail(tx *tenants.Tx, email string) (Candidate, error) {
	found, err := withEmails(tx, []string{email})
	if err != nil {
		return Candidate{}, err
	}
	c, ok := found[email]
	if !ok {
		return c, fault.Absent("candidate")
	}
	return c, nil
}

// Stays answers which record stays of a candidate who was merged into another,
// for whom the actor may enrol; uuid.Nil where there is none.
func Stays(tx *tenants.Tx, id uuid.UUID) (uuid.UUID, error) {
	var found []Candidate
	if err := tx.For("enrol").Where("id = ? and merged_into is not null", id).Find(&found).Error; err != nil || len(found) == 0 {
		return uuid.Nil, err
	}
	last, err := followed(tx, found)
	if err != nil {
		return uuid.Nil, err
	}
	return last[0].ID, nil
}

// ByIDs reads candidates by their ids; those the actor may not see are left out.
func ByIDs(tx tenants.Transaction, ids []uuid.UUID) (map[uuid.UUID]Candidate, error) {
	all := make(map[uuid.UUID]Candidate, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	var rows []Candidate
	if err := tx.DB().Where("id in ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	for _, c := range rows {
		all[c.ID] = c
	}
	return all, nil
}

// AccessOf reads a candidate's access to their file, or the invitation to it,
// that has not ended. Returns NotFound where there is none.
func AccessOf(tx tenants.Transaction, candidate uuid.UUID) (Access, error) {
	return one[Access](tx, "candidate_access", "candidate_id = ? and ended_at is null", candidate)
}

func access(tx tenants.Transaction, id uuid.UUID) (Access, error) {
	return one[Access](tx, "candidate_access", "id = ?", id)
}

// ContactOf reads how a candidate is reached. Returns NotFound where they have
// said nothing.
func ContactOf(tx tenants.Transaction, candidate uuid.UUID) (Contact, error) {
	return one[Contact](tx, "candidate_contact", "candidate_id = ?", candidate)
}

// Mine reads the file of who is signed in. Returns NotFound where they have none here.
func Mine(tx *tenants.Tx) (Candidate, error) {
	if tx.Person() == uuid.Nil {
		return Candidate{}, fault.Absent("candidate")
	}
	return one[Candidate](tx, "candidate", "person_id = ? and merged_into is null", tx.Person())
}

// WithoutAccess reads a page of the candidates who were not invited to sign in.
func WithoutAccess(tx *tenants.Tx, ask paging.Ask) (paging.Page[Candidate], error) {
	have := tx.DB().Model(&Access{}).Select("candidate_id").Where("ended_at is null")
	return paging.List(tx.DB().Where("id not in (?)", have), ask, byName, func(c Candidate) []any { return []any{c.Name, c.ID} })
}

func one[M any](tx tenants.Transaction, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func entry(tx *tenants.Tx, id uuid.UUID) (LogbookEntry, error) {
	var e LogbookEntry
	err := tx.DB().Where("id = ? and removed_at is null", id).First(&e).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return e, fault.Absent("logbook_entry")
	}
	return e, err
}

func request(tx tenants.Transaction, id uuid.UUID) (RefereeRequest, error) {
	var r RefereeRequest
	err := tx.DB().Where("id = ?", id).First(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, fault.Absent("referee_request")
	}
	return r, err
}

func requestsOf(tx tenants.Transaction, candidate uuid.UUID) ([]RefereeRequest, error) {
	var all []RefereeRequest
	err := tx.DB().Where("candidate_id = ?", candidate).Order("asked_at desc, id desc").Limit(200).Find(&all).Error
	return all, err
}

func itemsOf(tx tenants.Transaction, requests []uuid.UUID) ([]RefereeItem, error) {
	var all []RefereeItem
	err := tx.DB().Where("request_id in ?", requests).Order("held_on desc, id desc").Find(&all).Error
	return all, err
}

func openItems(tx tenants.Transaction, entries []uuid.UUID) ([]RefereeItem, error) {
	var all []RefereeItem
	err := tx.DB().Where("entry_id in ? and state = ?", entries, Asked).Order("request_id, id").Find(&all).Error
	return all, err
}

func askedSince(tx tenants.Transaction, candidate uuid.UUID, since time.Time) (n int64, err error) {
	err = tx.DB().Model(&RefereeRequest{}).Where("candidate_id = ? and asked_at > ?", candidate, since).Count(&n).Error
	return n, err
}

// ImportOf reads an import. Returns NotFound when it is not the actor's.
func ImportOf(tx *tenants.Tx, id uuid.UUID) (Import, error) {
	var i Import
	err := tx.DB().Where("id = ?", id).First(&i).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return i, fault.Absent("candidate_import")
	}
	return i, err
}

// LogbookImportOf reads a logbook's import. Returns NotFound when it is not the
// actor's.
func LogbookImportOf(tx *tenants.Tx, id uuid.UUID) (LogbookImport, error) {
	var i LogbookImport
	err := tx.DB().Where("id = ?", id).First(&i).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return i, fault.Absent("logbook_import")
	}
	return i, err
}

func entriesOf(tx tenants.Transaction, candidate uuid.UUID, ids []uuid.UUID) ([]LogbookEntry, error) {
	q := tx.DB().Where("candidate_id = ? and removed_at is null", candidate)
	if ids != nil {
		q = q.Where("id in ?", ids)
	}
	var entries []LogbookEntry
	err := q.Order("held_on desc, id desc").Limit(MaxLogbook).Find(&entries).Error
	return entries, err
}

// ExemptionsOf reads the exemptions of a candidate, the newest first; withdrawn
// ones are among them.
func ExemptionsOf(tx *tenants.Tx, candidate uuid.UUID) ([]Exemption, error) {
	var all []Exemption
	err := tx.DB().Where("candidate_id = ?", candidate).Order("decided_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

func exemption(tx *tenants.Tx, id uuid.UUID) (Exemption, error) {
	var e Exemption
	err := tx.DB().Where("id = ?", id).First(&e).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return e, fault.Absent("exemption")
	}
	return e, err
}

func verify(tx *tenants.Tx, ids []uuid.UUID) error {
	return tx.DB().Model(&LogbookEntry{}).Where("id in ?", ids).
		Updates(map[string]any{"verified_at": tx.Now(), "verified_by": membership(tx)}).Error
}

// All reads the whole list by name, for an export. Returns Invalid when it is
// longer than paging.MaxEvery.
func All(tx *tenants.Tx, f Filter) ([]Candidate, error) {
	return paging.Whole[Candidate](listed(tx, f).Order("name, id"))
}

// Found are all whom a search finds, for a list of what is theirs.
func Found(tx *tenants.Tx, search string) paging.Found {
	return paging.Found{Query: listed(tx, Filter{Search: search}).Model(&Candidate{}).Select("id")}
}

func listed(tx *tenants.Tx, f Filter) *gorm.DB {
	q := tx.DB()
	if found := paging.ContainingPlain(f.Search, "found_by"); found != nil {
		q = q.Where(found)
	}
	if f.Language != "" {
		q = q.Where("language = ?", f.Language)
	}
	if f.But != uuid.Nil {
		q = q.Where("id <> ?", f.But)
	}
	return q
}

// withEmails finds candidates by addresses, each under the address that found
// them: it may be that of a record that was merged into theirs.
func withEmails(tx *tenants.Tx, emails []string) (map[string]Candidate, error) {
	var found []Candidate
	if err := tx.For("enrol").Where("email = any(?)", array(emails)).Find(&found).Error; err != nil {
		return nil, err
	}
	stay, err := followed(tx, found)
	known := make(map[string]Candidate, len(found))
	for i, c := range stay {
		known[found[i].Email] = c
	}
	return known, err
}

// followed puts in place of each record that was merged the one that stays.
func followed(tx *tenants.Tx, found []Candidate) ([]Candidate, error) {
	stay := slices.Clone(found)
	for {
		var into []uuid.UUID
		for _, c := range stay {
			if c.MergedInto != nil {
				into = append(into, *c.MergedInto)
			}
		}
		if len(into) == 0 {
			return stay, nil
		}
		var next []Candidate
		if err := tx.For("enrol").Where("id in ?", into).Find(&next).Error; err != nil {
			return nil, err
		}
		byID := make(map[uuid.UUID]Candidate, len(next))
		for _, c := range next {
			byID[c.ID] = c
		}
		for i, c := range stay {
			if c.MergedInto == nil {
				continue
			}
			n, ok := byID[*c.MergedInto]
			if !ok {
				return nil, fault.Absent("candidate")
			}
			stay[i] = n
		}
	}
}

// withNames finds whoever the actor sees under one of the names, which are in
// plain letters.
func withNames(tx *tenants.Tx, plain []string) ([]Candidate, error) {
	var found []Candidate
	err := tx.DB().Select("tenant_id", "id", "name").Where("name_plain = any(?)", array(plain)).Find(&found).Error
	return found, err
}

// Namesakes are the candidates whom the actor sees under a name, whatever its
// case and accents; at most MaxNamesakes.
func Namesakes(tx *tenants.Tx, name string) ([]Candidate, error) {
	var found []Candidate
	err := tx.DB().Where("name_plain = ?", paging.Plain(oneLine(name))).Order("name, id").Limit(MaxNamesakes).Find(&found).Error
	return found, err
}

// array binds texts as one value ("= any($1)"), where a list would bind one
// value each and be prepared anew for every length.
type array []string

// Value hands the texts to the driver as they are: it knows arrays.
func (a array) Value() (driver.Value, error) { return []string(a), nil }

// insert writes a new row, or a slice of them.
func insert(tx *tenants.Tx, rows any) error { return tx.DB().CreateInBatches(rows, 500).Error }

// update writes the named fields of a row.
func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}

// attest brings what a referee said, of all that they said it of, into what
// they were asked and into the logbook: two statements, however many they are.
func attest(tx *tenants.Tx, r RefereeRequest, as RefereeState, items []RefereeItem) error {
	if len(items) == 0 {
		return nil
	}
	ids, entries, reasons := make([]string, len(items)), make([]uuid.UUID, len(items)), make([]string, len(items))
	for n, i := range items {
		ids[n], entries[n], reasons[n] = i.ID.String(), i.EntryID, i.Reason
	}
	err := tx.DB().Model(&RefereeItem{}).Where("id = any(cast(cast(? as text[]) as uuid[]))", array(ids)).
		Updates(map[string]any{"state": as, "reason": gorm.Expr("(cast(? as text[]))[array_position(cast(? as text[]), cast(id as text))]", array(reasons), array(ids))}).Error
	if err != nil {
		return err
	}
	said := map[string]any{"referee_id": r.ID, "referee_name": r.Name, "verified_at": tx.Now()}
	if as == Disputed {
		delete(said, "verified_at")
		said["disputed_at"] = tx.Now()
	}
	return tx.DB().Model(&LogbookEntry{}).Where("id in ?", entries).Updates(said).Error
}
