package candidates

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// Outcome is what a commit does with a row.
type Outcome string

// The outcomes.
const (
	WillAdd   Outcome = "add"   // a new candidate
	WillEnrol Outcome = "enrol" // somebody on file, enrolled in the cohort
	WillKeep  Outcome = "keep"  // on file (and enrolled) already: nothing changes
	WillSkip  Outcome = "skip"  // the address is on file under another name: the row is left out
	Refused   Outcome = "refused"
)

// Planned is a row with what will become of it.
type Planned struct {
	ImportRow
	Outcome  Outcome
	Existing uuid.UUID          // the candidate on file, for WillEnrol and WillKeep
	Changes  []string           // the fields of theirs that the row replaces
	Faults   []fault.FieldError // Field is the column
	Warnings []fault.FieldError // worth a look, but no reason to refuse
}

// Refuse notes a fault at a column of the row.
func (p *Planned) Refuse(column, key string, pairs ...any) {
	p.Outcome = Refused
	p.Faults = append(p.Faults, fault.FieldError{Field: column, Sentence: fault.Say(key, pairs...)})
}

// Plan is what a commit of an import will do, row by row.
type Plan struct {
	Import Import
	Rows   []Planned
}

// PlanOf plans an import as things stand now. Returns Conflict when it was
// committed or forgotten: its rows are gone.
func PlanOf(tx *tenants.Tx, imp Import) (Plan, error) {
	if err := imp.open(); err != nil {
		return Plan{}, err
	}
	t, err := imp.Table()
	if err != nil {
		return Plan{}, err
	}
	choice, err := imp.Choice()
	if err != nil {
		return Plan{}, err
	}
	if err := imp.settled(t, choice.Mapping); err != nil {
		return Plan{}, err
	}
	rows := t.people(choice.Mapping, imp.Language)
	known, names, err := onFile(tx, rows)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Import: imp, Rows: make([]Planned, len(rows))}
	firstAt, firstNamed, firstOf := map[string]int{}, map[string]int{}, map[uuid.UUID]int{}
	for i, r := range rows {
		p := Planned{ImportRow: r, Outcome: WillAdd}
		p.checkFields()
		double := p.checkDouble(firstAt)
		if c, ok := known[r.Email]; ok {
			p.meet(c, choice.OnFile, func() bool { return tx.Can("edit", &c) })
			p.checkPerson(firstOf, double)
		} else if !double { // who has the same address is no namesake with another
			p.warnOfNamesakes(firstNamed, names)
		}
		plan.Rows[i] = p
	}
	return plan, nil
}

func (i Import) open() error {
	switch {
	case i.CommittedAt != nil:
		return fault.New(fault.Conflict, "import.committed")
	case i.ForgottenAt != nil:
		return fault.New(fault.Conflict, "import.forgotten")
	}
	return nil
}

func (p *Planned) checkFields() {
	err := NewCandidate{p.Name, p.Email, p.Language, p.Country, p.Reference}.check()
	if f, ok := errors.AsType[*fault.Error](err); ok {
		p.Outcome = Refused
		p.Faults = append(p.Faults, f.Fields...)
	}
	if p.Spare {
		p.Refuse("", "import.spare_cells")
	}
}

func (p *Planned) checkDouble(first map[string]int) (double bool) {
	if p.Email == "" {
		return false
	}
	if row, twice := first[p.Email]; twice {
		p.Refuse("email", "import.twice", "Row", row)
		return true
	}
	first[p.Email] = p.Number
	return false
}

// checkPerson refuses a second row of a person who is on file by two addresses.
func (p *Planned) checkPerson(first map[uuid.UUID]int, double bool) {
	if row, twice := first[p.Existing]; twice && !double {
		p.Refuse("email", "import.same_person", "Row", row)
	} else if !twice {
		first[p.Existing] = p.Number
	}
}

// meet compares a row with the candidate who has its address. Of another name,
// the row is left out where those on file stay as they are, and refused unless
// it is to replace what is on file; neither says which name that is: the one
// who imports may not see the file.
func (p *Planned) meet(c Candidate, way OnFile, mayEdit func() bool) {
	p.Existing = c.ID
	switch {
	case way == Refuse:
		p.Refuse("email", "import.on_file_refused")
	case way == Update && mayEdit():
		p.Changes = c.changed(p.over(c))
	case paging.Plain(c.Name) == paging.Plain(p.Name):
	case way == Keep:
		p.Warnings = append(p.Warnings, fault.FieldError{Field: "name", Sentence: fault.Say("import.other_name_left")})
		if p.Outcome != Refused {
			p.Outcome = WillSkip
		}
		return
	default:
		p.Refuse("name", "import.other_name")
	}
	if p.Outcome != Refused {
		p.Outcome = WillKeep
	}
}

// over is what is on file with what the row says in its place.
func (p *Planned) over(c Candidate) NewCandidate {
	in := NewCandidate{p.Name, c.Email, c.Language, c.Country, c.Reference}
	for column, to := range map[string]struct {
		field *string
		said  string
	}{"language": {&in.Language, p.Language}, "country": {&in.Country, p.Country}, "reference": {&in.Reference, p.Reference}} {
		if slices.Contains(p.Says, column) {
			*to.field = to.said
		}
	}
	return in
}

func (p *Planned) warnOfNamesakes(first map[string]int, names map[string]bool) {
	plain := paging.Plain(p.Name)
	if plain == "" {
		return
	}
	switch row, twice := first[plain]; {
	case twice:
		p.Warnings = append(p.Warnings, fault.FieldError{Field: "name", Sentence: fault.Say("import.namesake_row", "Row", row)})
	case names[plain]:
		p.Warnings = append(p.Warnings, fault.FieldError{Field: "name", Sentence: fault.Say("import.namesake")})
	}
	if _, seen := first[plain]; !seen {
		first[plain] = p.Number
	}
}

// onFile finds the candidates who have an address of the table, whom the actor
// may enrol, and which of its names are on file where the actor may see it.
func onFile(tx *tenants.Tx, rows []ImportRow) (map[string]Candidate, map[string]bool, error) {
	emails := make([]string, len(rows))
	names := make([]string, len(rows))
	for i, r := range rows {
		emails[i], names[i] = r.Email, paging.Plain(r.Name)
	}
	known, err := withEmails(tx, emails)
	if err != nil {
		return nil, nil, err
	}
	same, err := withNames(tx, names)
	if err != nil {
		return nil, nil, err
	}
	named := map[string]bool{}
	for _, c := range same {
		named[paging.Plain(c.Name)] = true
	}
	return known, named, nil
}

// Faulty says whether a row of the plan is refused, which refuses all.
func (p Plan) Faulty() bool { return p.Count(Refused) > 0 }

// Count counts the rows of an outcome.
func (p Plan) Count(o Outcome) int {
	n := 0
	for _, r := range p.Rows {
		if r.Outcome == o {
			n++
		}
	}
	return n
}

// Changed counts the people on file of whom the import changes something.
func (p Plan) Changed() int {
	n := 0
	for _, r := range p.Rows {
		if r.changes() {
			n++
		}
	}
	return n
}

func (p Planned) changes() bool { return p.Outcome != Refused && len(p.Changes) > 0 }

// Digest names what the plan does: equal digests, equal effects. A commit
// carries the digest that its preview showed.
func (p Plan) Digest() string {
	b, err := json.Marshal(struct {
		Import uuid.UUID
		Rows   []Planned
	}{p.Import.ID, p.Rows})
	if err != nil {
		return "" // a plan is texts, numbers and ids: it has a form
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
