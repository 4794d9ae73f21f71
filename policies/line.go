package policies

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
)

// Line is one policy line: what holders of a role may (allow) or may not
// (deny) do to the rows of a resource that meet a condition.
type Line struct {
	Role, Domain, Resource, Action, Condition, Effect string

	at place
}

// The effects of a line.
const (
	allow = "allow"
	deny  = "deny"
)

// Inheritance is one line of the role hierarchy: who holds Role has all that
// Of has.
type Inheritance struct {
	Role, Of string

	at place
}

// place says where a line was written, for the message about a mistake in it.
type place struct {
	file      string // "policy.csv", "policy_line"
	line      int    // of the file; 0 in the table
	id        string // of the row, in the table
	condition int    // the column at which the condition starts, from 1
}

func (p place) String() string {
	if p.id != "" {
		return p.file + " " + p.id
	}
	return fmt.Sprintf("%s line %d", p.file, p.line)
}

// Mistake is what is wrong with one line.
type Mistake struct {
	At      string // "policy.csv line 12"
	Column  int    // from 1; 0: the line as a whole
	Token   string // what was met there; "" when the line as a whole is wrong
	Message string

	line   int  // of the file, for the order
	absent bool // it names what another concept would register
}

func (m Mistake) Error() string {
	var b strings.Builder
	b.WriteString(m.At)
	if m.Column > 0 {
		fmt.Fprintf(&b, ", column %d", m.Column)
	}
	if m.Token != "" {
		fmt.Fprintf(&b, ", at %q", m.Token)
	}
	return b.String() + ": " + m.Message
}

// Mistakes is every mistake of a load, in the lines' order. A load with one
// mistake is refused whole.
type Mistakes []Mistake

func (m Mistakes) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "policies: %d mistake(s), nothing is loaded:", len(m))
	for _, one := range m {
		b.WriteString("\n  " + one.Error())
	}
	return b.String()
}

// err is nil when there is no mistake.
func (m Mistakes) err() error {
	if len(m) == 0 {
		return nil
	}
	slices.SortStableFunc(m, func(a, b Mistake) int { return cmp.Compare(a.line, b.line) })
	return m
}

// mistake is one at this place.
func (p place) mistake(token, format string, args ...any) Mistake {
	return Mistake{At: p.String(), Token: token, Message: fmt.Sprintf(format, args...), line: p.line}
}

// readLines reads a file of lines and checks their shape; what they name is
// checked by the load.
func readLines(file, text string) (lines []Line, roles []Inheritance, wrong Mistakes) {
	r, written := csv.NewReader(strings.NewReader(text)), strings.Split(text, "\n")
	r.Comment, r.FieldsPerRecord, r.TrimLeadingSpace = '#', -1, true
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, roles, wrong
		}
		at := place{file: file}
		if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			at.line = bad.Line
			m := at.mistake("", "%v", bad.Err)
			m.Column = bad.Column
			wrong = append(wrong, m)
			continue
		}
		at.line, _ = r.FieldPos(0)
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		switch {
		case fields[0] == "p" && len(fields) == 7:
			line, column := r.FieldPos(5)
			if strings.HasPrefix(written[line-1][column-1:], `"`) {
				column++ // the condition starts behind the quotation mark
			}
			at.condition = column
			lines = append(lines, Line{Role: fields[1], Domain: fields[2], Resource: fields[3], Action: fields[4], Condition: fields[5], Effect: fields[6], at: at})
		case fields[0] == "g" && len(fields) == 3:
			roles = append(roles, Inheritance{Role: fields[1], Of: fields[2], at: at})
		case fields[0] == "p":
			wrong = append(wrong, at.mistake("", "has %d fields instead of 7: p, role, domain, resource, action, condition, effect (a condition with a comma stands in \"…\")", len(fields)))
		case fields[0] == "g":
			wrong = append(wrong, at.mistake("", "has %d fields instead of 3: g, role, inherited role", len(fields)))
		default:
			wrong = append(wrong, at.mistake(fields[0], "starts with neither p nor g"))
		}
	}
}

// longest is how long a condition may be, in bytes.
const longest = 2000

var word = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// shape checks what can be said of a line without knowing the resources.
func (l Line) shape() []Mistake {
	var wrong []Mistake
	bad := func(token, message string) { wrong = append(wrong, l.at.mistake(token, "%s", message)) }
	for _, w := range []struct{ what, name string }{{"role", l.Role}, {"resource", l.Resource}, {"action", l.Action}} {
		if !word.MatchString(w.name) {
			bad(w.name, "is no name of a "+w.what)
		}
	}
	if id, err := uuid.Parse(l.Domain); l.Domain != tenants.DomainOrganisations && l.Domain != tenants.DomainOversight && (err != nil || id.String() != l.Domain) {
		bad(l.Domain, "is no domain: * is every organisation, imi is oversight, and an id is one organisation")
	}
	if l.Effect != allow && l.Effect != deny {
		bad(l.Effect, "is no effect: allow or deny")
	}
	if len(l.Condition) > longest {
		bad("", fmt.Sprintf("the condition is longer than %d bytes", longest))
	}
	if !utf8.ValidString(l.Condition) || strings.ContainsRune(l.Condition, 0) {
		bad("", "the condition is no valid text")
	}
	return wrong
}
