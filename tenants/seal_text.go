package tenants

import (
	"errors"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants/fault"
)

// A caller's SQL stands between parentheses of ours, or at the end of a
// statement. Text that closes those parentheses, hides what follows, or starts
// another query would get round the seal; so every clause is read once more as
// it is written, before anything is sent.

// sealText makes each clause of every statement answer to balanced.
func sealText(db *gorm.DB) {
	for _, name := range []string{"SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "FOR", "INSERT", "VALUES", "ON CONFLICT", "UPDATE", "SET", "DELETE", "RETURNING"} {
		db.ClauseBuilders[name] = func(c clause.Clause, b clause.Builder) {
			checked(b, c.Build)
		}
	}
}

// checked builds a part of a statement and refuses the statement when that
// part does not stand by itself.
func checked(b clause.Builder, build func(clause.Builder)) {
	stmt, ok := b.(*gorm.Statement)
	if !ok {
		build(b)
		return
	}
	from := stmt.SQL.Len()
	build(b)
	if err := balanced(stmt.SQL.String()[from:]); err != nil {
		_ = stmt.AddError(fault.New(fault.Internal, "fault.internal").Because(err))
		_ = stmt.WriteByte(0) // of a subquery GORM takes the text and not the error: whatever holds it is refused by this
	}
}

// balanced says whether a part of a statement stands by itself: it closes what
// it opens and nothing else, has no comment, no second statement and no string
// whose end is not plain to see, and joins no other query to its own.
func balanced(part string) error {
	if strings.IndexByte(part, 0) >= 0 {
		return errors.New("tenants: a part that was refused")
	}
	depth := 0
	for i := 0; i < len(part); i++ {
		two := part[i:min(i+2, len(part))]
		switch ch := part[i]; {
		case ch == '\'' || ch == '"':
			end := strings.IndexByte(part[i+1:], ch) // a doubled quote begins another string at once
			if end < 0 {
				return errors.New("tenants: a string that does not end")
			}
			inside := part[i+1 : i+1+end]
			if ch == '\'' && strings.Contains(inside, `\`) {
				return errors.New("tenants: a string with a backslash; bind it")
			}
			i += end + 1
		case two == "--" || two == "/*" || ch == ';':
			return errors.New("tenants: a comment or a second statement")
		case ch == '$' && !(i+1 < len(part) && '0' <= part[i+1] && part[i+1] <= '9'):
			return errors.New("tenants: a string between dollars; bind it")
		case ch == '(':
			depth++
		case ch == ')':
			if depth--; depth < 0 {
				return errors.New("tenants: it closes a parenthesis that it did not open")
			}
		case isLetter(ch):
			word := i
			for i+1 < len(part) && (isLetter(part[i+1]) || '0' <= part[i+1] && part[i+1] <= '9' || part[i+1] == '$') {
				i++
			}
			if w := strings.ToLower(part[word : i+1]); depth == 0 && (w == "union" || w == "intersect" || w == "except") {
				return errors.New("tenants: another query joined to this one")
			}
		}
	}
	if depth != 0 {
		return errors.New("tenants: it opens a parenthesis that it does not close")
	}
	return nil
}

func isLetter(ch byte) bool {
	return 'a' <= ch && ch <= 'z' || 'A' <= ch && ch <= 'Z' || ch == '_' || ch >= 0x80
}
