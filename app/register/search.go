package register

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// Shortest is how many letters a search for a holder needs: the register is
// for finding somebody, not for reading everybody off.
const Shortest = 2

var byHolder = paging.Order{Name: "holder", Columns: []paging.Column{{Name: "holder_key", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}

// Search finds the published credentials of holders whose names have words
// that begin with the words of name, in any order, whatever their case and
// accents. Returns Invalid when name is too short or too long.
func Search(tx *tenants.PublicTx, name, certification string, ask paging.Ask) (paging.Page[PublishedCredential], error) {
	name = strings.TrimSpace(name)
	words := wordsOf(name)
	var check fault.Check
	check.If(utf8.RuneCountInString(strings.Join(words, "")) < Shortest, "name", "register.name_short", "Min", Shortest)
	check.If(utf8.RuneCountInString(name) > 100, "name", "register.name_long", "Max", 100)
	if err := check.Err(); err != nil {
		return paging.Page[PublishedCredential]{}, err
	}
	for i := range words {
		words[i] += ":*"
	}
	q := tx.DB().Where("holder_words @@ to_tsquery('simple', ?)", strings.Join(words, " & "))
	if certification != "" {
		q = q.Where("certification = ?", certification)
	}
	return paging.List(q, ask, byHolder, func(p PublishedCredential) []any { return []any{p.HolderKey, p.ID} })
}

// wordsOf are the words of a search, folded, with letters and digits only:
// nothing else reaches the query's own language.
func wordsOf(name string) []string {
	return strings.FieldsFunc(paging.Plain(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
