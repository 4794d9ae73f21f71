package record

import (
	"crypto/sha256"
	"encoding/json"
	"time"
)

// Words are the same words in both languages.
type Words struct{ EN, ES string }

// In are the words in a language; those that are English in one that Accord does not write.
func (w Words) In(language string) string {
	if language == "es" {
		return w.ES
	}
	return w.EN
}

// Sheet is what one record says.
type Sheet struct {
	Title        Words
	Organisation string
	Subject      string // whom or what it is about
	Blocks       []Block
}

// Block is a part of a sheet: Facts, Table or Text.
type Block interface{ draw(*pen) }

// Facts are labels with their values.
type Facts []Fact

// Fact is a label with its value.
type Fact struct {
	Label Words
	Value string
}

// Table is rows under headings. A row has as many cells as there are columns.
type Table struct {
	Title   Words
	Columns []Column
	Rows    [][]string
	Total   []string // a last row, set apart; nil: none
	Empty   Words    // what stands there without rows
}

// Column is a heading, how wide it is beside the others, and whether its cells are figures.
type Column struct {
	Label   Words
	Share   float64
	Figures bool
}

// Text is a heading over paragraphs.
type Text struct {
	Title Words
	Body  string
}

// Sealed is what is known at the moment of sealing.
type Sealed struct {
	At      time.Time
	Zone    *time.Location // the organisation's
	Version int
}

// Hash covers what the sheet says, and nothing of how or when it is printed.
func (s Sheet) Hash() []byte {
	type named struct {
		Kind  string
		Block Block
	}
	blocks := make([]named, len(s.Blocks))
	for i, b := range s.Blocks {
		blocks[i] = named{kindOf(b), b}
	}
	b, _ := json.Marshal(struct { // values of these types always have a form
		Form, Organisation, Subject string
		Title                       Words
		Blocks                      []named
	}{"accord record 1", s.Organisation, s.Subject, s.Title, blocks})
	h := sha256.Sum256(b)
	return h[:]
}

func kindOf(b Block) string {
	switch b.(type) {
	case Facts:
		return "facts"
	case Table:
		return "table"
	}
	return "text"
}
