package exercises

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"accord/tenants/fault"
)

// Note is what a coach says under one heading.
type Note struct {
	Heading   string `json:"heading"`              // one of Headings, or a criterion's title
	Strengths string `json:"strengths,omitempty"`  // what went well
	ToWorkOn  string `json:"to_work_on,omitempty"` // what to practise
	Level     int    `json:"level,omitempty"`      // 1 to MaxLevel; 0: none is said
}

// Notes are what a coach says, by headings.
type Notes []Note

// Headings are the skills that feedback is given on where a program has no
// criteria of its own. The catalogue names them.
var Headings = []string{"opening", "listening", "interests", "options", "process", "closing"}

// How much a coach may say.
const (
	MaxNote  = 2000 // characters
	MaxLevel = 4
)

// Value writes notes as JSON.
func (n Notes) Value() (driver.Value, error) {
	if n == nil {
		return "[]", nil
	}
	text, err := json.Marshal(n)
	return string(text), err
}

// Scan reads them back.
func (n *Notes) Scan(from any) error {
	switch v := from.(type) {
	case string:
		return json.Unmarshal([]byte(v), n)
	case []byte:
		return json.Unmarshal(v, n)
	}
	return fmt.Errorf("exercises: notes from %T", from)
}

// tidy leaves out the headings under which nothing is said.
func (n Notes) tidy() Notes {
	kept := Notes{}
	for _, one := range n {
		one.Strengths, one.ToWorkOn = text(one.Strengths), text(one.ToWorkOn)
		if one.Strengths != "" || one.ToWorkOn != "" || one.Level != 0 {
			kept = append(kept, one)
		}
	}
	return kept
}

// check refuses what is too long, and headings that are not the round's, each
// said once. Fields are "strengths.N", "to_work_on.N" and "level.N", by the
// place of the heading.
func (n Notes) check(headings []string) error {
	var c fault.Check
	seen := map[string]bool{}
	for _, one := range n {
		at := indexOf(headings, one.Heading)
		if at < 0 || seen[one.Heading] {
			c.Field("notes", "feedback.heading")
			continue
		}
		seen[one.Heading] = true
		c.If(utf8.RuneCountInString(one.Strengths) > MaxNote, fmt.Sprintf("strengths.%d", at), "candidate.too_long", "Max", MaxNote)
		c.If(utf8.RuneCountInString(one.ToWorkOn) > MaxNote, fmt.Sprintf("to_work_on.%d", at), "candidate.too_long", "Max", MaxNote)
		c.If(one.Level < 0 || one.Level > MaxLevel, fmt.Sprintf("level.%d", at), "feedback.level")
	}
	return c.Err()
}

func indexOf(all []string, one string) int {
	for i, s := range all {
		if s == one {
			return i
		}
	}
	return -1
}

// text is what somebody wrote, its lines kept.
func text(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
}

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
