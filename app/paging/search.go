package paging

import (
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Marked letters and the plain ones they are found by, so that "nunez" finds
// Núñez and "Núñez" finds Nunez.
const (
	markedLetters = "áàâäãåéèêëíìîïóòôöõøúùûüñçýÿ"
	plainLetters  = "aaaaaaeeeeiiiioooooouuuuncyy"
)

var plainer = strings.NewReplacer(pairs()...)

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Plain is a text as searches compare it: small letters without marks.
func Plain(text string) string { return plainer.Replace(strings.ToLower(strings.TrimSpace(text))) }

// Containing is the condition that every word of a search stands in one of
// the columns, whatever its case and accents. A search without words is no
// condition: nil.
func Containing(search string, columns ...string) clause.Expression {
	return eachWord(search, func(like string) clause.Expression {
		var one []clause.Expression
		for _, c := range columns {
			one = append(one, containing{column: c, like: like})
		}
		return clause.Or(one...)
	})
}

// ContainingPlain is Containing of one column that is kept in plain letters, as
// app.plain of the database writes them.
func ContainingPlain(search, column string) clause.Expression {
	return eachWord(search, func(like string) clause.Expression {
		return clause.Like{Column: clause.Column{Table: clause.CurrentTable, Name: column}, Value: like}
	})
}

// Found are rows that a question finds, asked within another: their ids. It
// finds them all, and once, however many there are.
type Found struct{ Query *gorm.DB }

// Are is the condition that a column names one of them.
func (f Found) Are(column string) clause.Expression {
	return clause.Expr{SQL: "? = any(array(?))", Vars: []any{clause.Column{Table: clause.CurrentTable, Name: column}, f.Query}}
}

// eachWord joins what is asked of each word of a search; nil without words.
func eachWord(search string, ask func(like string) clause.Expression) clause.Expression {
	var all []clause.Expression
	for _, word := range strings.Fields(Plain(search)) {
		all = append(all, ask("%"+likeEscaper.Replace(word)+"%"))
	}
	if len(all) == 0 {
		return nil
	}
	return clause.And(all...)
}

type containing struct{ column, like string }

// Build writes the comparison.
func (c containing) Build(b clause.Builder) {
	_, _ = b.WriteString("translate(lower(")
	b.WriteQuoted(clause.Column{Table: clause.CurrentTable, Name: c.column})
	_, _ = b.WriteString("), '" + markedLetters + "', '" + plainLetters + "') like ")
	b.AddVar(b, c.like)
}

func pairs() []string {
	plain := []rune(plainLetters)
	var p []string
	for i, r := range []rune(markedLetters) {
		p = append(p, string(r), string(plain[i]))
	}
	return p
}
