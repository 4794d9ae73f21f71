package designs

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
)

// Text is what is said in English, in Spanish, or in both.
type Text struct {
	En string `json:"en,omitempty"`
	Es string `json:"es,omitempty"`
}

// Locales are the languages of texts.
var Locales = []string{"en", "es"}

// In is the text in a language; in the other where it is not given in it.
func (t Text) In(locale string) string {
	if said := t.Only(locale); said != "" {
		return said
	}
	return t.En + t.Es // one of them is ""
}

// Only is the text in a language, or "".
func (t Text) Only(locale string) string {
	if locale == "es" {
		return t.Es
	}
	return t.En
}

// Empty says whether nothing is said.
func (t Text) Empty() bool { return t == Text{} }

func (t Text) tidy() Text {
	return Text{strings.TrimSpace(strings.ReplaceAll(t.En, "\r\n", "\n")), strings.TrimSpace(strings.ReplaceAll(t.Es, "\r\n", "\n"))}
}

// Level describes a scale from so many points on, up to the next level.
type Level struct {
	From int  `json:"from"`
	Says Text `json:"says"`
}

// Levels describe a scale, from the fewest points up.
type Levels []Level

// At is the level that so many points are.
func (l Levels) At(points int) (at Level, found bool) {
	for _, one := range l {
		if one.From <= points {
			at, found = one, true
		}
	}
	return at, found
}

// Method is a way in which candidates are assessed, and what is said of it.
type Method struct {
	Name string `json:"name"` // one of MethodNames
	Note Text   `json:"note"`
}

// Methods are those that a design uses, in the order of MethodNames.
type Methods []Method

// Use says whether a method is among them, and what is said of it.
func (m Methods) Use(name string) (Method, bool) {
	for _, one := range m {
		if one.Name == name {
			return one, true
		}
	}
	return Method{}, false
}

// Value writes levels as JSON.
func (l Levels) Value() (driver.Value, error) { return written(l == nil, l) }

// Scan reads them back.
func (l *Levels) Scan(from any) error { return scanned(from, l) }

// Value writes methods as JSON.
func (m Methods) Value() (driver.Value, error) { return written(m == nil, m) }

// Scan reads them back.
func (m *Methods) Scan(from any) error { return scanned(from, m) }

func written(none bool, list any) (driver.Value, error) {
	if none {
		return "[]", nil
	}
	text, err := json.Marshal(list)
	return string(text), err
}

func scanned(from, into any) error {
	switch v := from.(type) {
	case string:
		return json.Unmarshal([]byte(v), into)
	case []byte:
		return json.Unmarshal(v, into)
	}
	return fmt.Errorf("designs: a list from %T", from)
}
