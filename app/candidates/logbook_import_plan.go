package candidates

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
)

// PlannedEntry is a row of a table of mediations with what will become of it.
type PlannedEntry struct {
	Number   int               // as a spreadsheet shows it: the header is 1
	Says     map[string]string // the cells as they came, by column
	Entry    NewEntry          // what was read of them
	Outcome  Outcome           // WillAdd, WillKeep where the logbook has it already, Refused
	Named    bool              // the field reads like a name: somebody says that it is none before it is added
	Faults   []fault.FieldError
	Warnings []fault.FieldError
}

// EntryPlan is what a commit of a logbook's import will do, row by row.
type EntryPlan struct {
	Import LogbookImport
	Rows   []PlannedEntry
}

// PlanLogbook plans an import as things stand now; today is the day it is in the
// organisation's zone. Returns Conflict when it was committed or forgotten, and
// Invalid when it is not settled how the table is read.
func PlanLogbook(tx *tenants.Tx, imp LogbookImport, today time.Time) (EntryPlan, error) {
	if err := imp.open(); err != nil {
		return EntryPlan{}, err
	}
	if err := imp.Settled(); err != nil {
		return EntryPlan{}, err
	}
	t, err := imp.Table()
	if err != nil {
		return EntryPlan{}, err
	}
	choice, err := imp.Choice()
	if err != nil {
		return EntryPlan{}, err
	}
	have, err := Logbook(tx, imp.CandidateID)
	if err != nil {
		return EntryPlan{}, err
	}
	there := map[string]int{}
	for _, e := range have {
		there[same(e.HeldOn, e.Role, e.Medium, e.Hours, e.Field, e.Parties, e.Settled)]++
	}
	plan, adds, seen := EntryPlan{Import: imp, Rows: make([]PlannedEntry, len(t.Rows))}, 0, map[string]int{}
	for i, r := range t.Rows {
		p := t.mediation(r, choice, today)
		e := p.Entry
		key := same(e.HeldOn, e.Role, e.Medium, e.Hours, e.Field, e.Parties, e.Settled)
		switch {
		case p.Outcome == Refused:
		case there[key] > 0: // as often as the logbook has it
			there[key]--
			p.Outcome = WillKeep
		default:
			p.judge(seen[key], len(have)+adds)
			adds++
		}
		if seen[key] == 0 {
			seen[key] = p.Number
		}
		plan.Rows[i] = p
	}
	return plan, nil
}

// judge looks at a row that is new: twice is the row before that says the same,
// or 0.
func (p *PlannedEntry) judge(twice, before int) {
	if before >= MaxLogbook {
		p.refuse("", "logbook_import.full", "Max", MaxLogbook)
		return
	}
	if twice > 0 {
		p.Warnings = append(p.Warnings, fault.FieldError{Sentence: fault.Say("logbook_import.twice", "Row", twice)})
	}
	if LooksLikeName(p.Entry.Field) { // IMI-KE-04: a logbook never names a party
		p.Named = true
		p.Warnings = append(p.Warnings, fault.FieldError{Field: "field", Sentence: fault.Say("logbook_import.named")})
	}
}

func (p *PlannedEntry) refuse(column, key string, pairs ...any) {
	p.Outcome = Refused
	p.Faults = append(p.Faults, fault.FieldError{Field: column, Sentence: fault.Say(key, pairs...)})
}

// same is equal for two mediations that say the same.
func same(on time.Time, role, medium string, hours float64, field string, parties int, settled string) string {
	return fmt.Sprintf("%s|%s|%s|%.2f|%s|%d|%s", day(on), role, medium, hours, paging.Plain(field), parties, settled)
}

// mediation reads a row, and says what is wrong with it in the words of its
// cells.
func (t ImportTable) mediation(r sheets.Row, c EntryChoice, today time.Time) PlannedEntry {
	p := PlannedEntry{Number: r.Number, Says: map[string]string{}, Outcome: WillAdd}
	for _, column := range EntryColumns {
		if at := c.Mapping[column]; at < len(r.Cells) {
			p.Says[column] = r.Cells[at]
		}
	}
	parties := number(p.Says["parties"])
	in := NewEntry{Role: wordOf("role", p.Says["role"]), Medium: wordOf("medium", p.Says["medium"]), Hours: number(p.Says["hours"]), Field: p.Says["field"],
		Settled: wordOf("settled", p.Says["settled"]), NoName: true} // names are judged apart
	if parties == float64(int(parties)) {
		in.Parties = int(parties)
	}
	on := dayOf(p.Says["held_on"], c.Days)
	if on != nil {
		in.HeldOn = *on
	}
	p.Entry = in.tidy()
	if f, ok := errors.AsType[*fault.Error](p.Entry.check(today)); ok {
		for _, e := range f.Fields {
			p.refuse(e.Field, "logbook_import.empty")
			if cell := strings.TrimSpace(p.Says[e.Field]); cell != "" {
				p.Faults[len(p.Faults)-1].Sentence = e.Sentence
				switch {
				case e.Field == "held_on" && on == nil:
					p.Faults[len(p.Faults)-1].Sentence = fault.Say("logbook_import.day")
				case words[e.Field] != nil:
					p.Faults[len(p.Faults)-1].Sentence = fault.Say("logbook_import.word." + e.Field)
				}
			}
		}
	}
	if len(r.Cells) > len(t.Header) {
		p.refuse("", "import.spare_cells")
	}
	return p
}

// Count counts the rows of an outcome.
func (p EntryPlan) Count(o Outcome) (n int) {
	for _, r := range p.Rows {
		if r.Outcome == o {
			n++
		}
	}
	return n
}

// Named counts the rows that would be added and read like a name.
func (p EntryPlan) Named() (n int) {
	for _, r := range p.Rows {
		if r.Named {
			n++
		}
	}
	return n
}

// Faulty says whether a row of the plan is refused, which refuses all.
func (p EntryPlan) Faulty() bool { return p.Count(Refused) > 0 }

// Digest names what the plan does: equal digests, equal effects.
func (p EntryPlan) Digest() string {
	b, err := json.Marshal(struct {
		Import uuid.UUID
		Rows   []PlannedEntry
	}{p.Import.ID, p.Rows})
	if err != nil {
		return "" // a plan is texts, numbers and ids: it has a form
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
