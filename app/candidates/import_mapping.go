package candidates

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// Columns are what a column of a table can be taken for, in the order of the
// template; name and email must be there. A family name is put after the name.
var Columns = []string{"name", "family_name", "email", "language", "country", "reference"}

// shape is what the columns of a kind of table can be taken for.
type shape struct {
	columns  []string            // in the order of the template
	required []string            // those that must be there
	headings map[string][]string // what each may be called, in English and Spanish, in plain letters
	cell     func(string) bool   // what stands in a row, and never in a header
	noHeader string              // what is said then
}

// ofPeople is the shape of a table of candidates.
var ofPeople = shape{columns: Columns, required: []string{"name", "email"}, cell: func(h string) bool { return strings.Contains(h, "@") }, noHeader: "import.no_header",
	headings: map[string][]string{
		"name": {"name", "full name", "candidate", "trainee", "first name", "given name", "given names", "forename",
			"nombre", "nombres", "nombre completo", "nombre y apellidos", "candidato", "candidata", "participante"},
		"family_name": {"family name", "last name", "surname", "surnames", "apellido", "apellidos"},
		"email":       {"email", "e-mail", "email address", "e-mail address", "mail", "correo", "correo electronico", "direccion de correo"},
		"language":    {"language", "idioma", "lengua"},
		"country":     {"country", "pais"},
		"reference":   {"reference", "ref", "number", "id", "referencia", "numero", "codigo", "matricula"},
	}}

// OnFile is what becomes of a row whose person is on file already.
type OnFile string

// The ways.
const (
	Keep   OnFile = "keep"   // they stay as they are
	Update OnFile = "update" // what the row says replaces what is on file; an empty cell replaces nothing
	Refuse OnFile = "refuse" // the row is a fault
)

// OnFiles lists them in the order forms offer them.
var OnFiles = []OnFile{Keep, Update, Refuse}

// Mapping says which column of a table, from 0, is taken for what.
type Mapping map[string]int

// Choice is how a table is to be read.
type Choice struct {
	Mapping Mapping
	OnFile  OnFile
}

// guess finds the place of each column by its heading; of two that are called
// the same the first counts.
func (s shape) guess(header []string) (Mapping, error) {
	m := Mapping{}
	for i, h := range header {
		column := s.named(h)
		if column == "" && s.cell(h) { // a row where the headings should be
			return nil, fault.New(fault.Invalid, s.noHeader)
		}
		if _, twice := m[column]; column != "" && !twice {
			m[column] = i
		}
	}
	return m, nil
}

// missing is the first column that must be there and is not; "" when all are.
func (s shape) missing(m Mapping) string {
	for _, column := range s.required {
		if _, there := m[column]; !there {
			return column
		}
	}
	return ""
}

// Column is what a place of the table is taken for; "" when it is left out.
func (m Mapping) Column(place int) string {
	for column, at := range m {
		if at == place {
			return column
		}
	}
	return ""
}

func (c Choice) check(t ImportTable) error {
	var check fault.Check
	ofPeople.check(&check, c.Mapping, t)
	check.If(!slices.Contains(OnFiles, c.OnFile), "on_file", "import.on_file_unknown")
	return check.Err()
}

// check says of each column whether it can be taken so.
func (s shape) check(check *fault.Check, m Mapping, t ImportTable) {
	taken := map[int]string{}
	for _, column := range s.columns {
		at, there := m[column]
		if !there {
			continue
		}
		_, twice := taken[at]
		check.If(at < 0 || at >= len(t.Header) || twice, column, "import.column_wrong")
		taken[at] = column
	}
	for column := range m {
		check.If(!slices.Contains(s.columns, column), "columns", "import.column_wrong")
	}
	if column := s.missing(m); column != "" {
		check.Field("columns", "import.column_missing."+column)
	}
}

// Choose settles how an import is read. Returns Invalid when a column that must
// be there is not or two are the same, Conflict when it is committed or
// forgotten.
func Choose(tx *tenants.Tx, id uuid.UUID, c Choice) (Import, error) {
	imp, done, err := Begin(tx, id)
	if err != nil {
		return imp, err
	}
	if done {
		return imp, fault.New(fault.Conflict, "import.committed")
	}
	if err := imp.open(); err != nil {
		return imp, err
	}
	t, err := imp.Table()
	if err != nil {
		return imp, err
	}
	if err := c.check(t); err != nil {
		return imp, err
	}
	if imp.Mapping, err = json.Marshal(c.Mapping); err != nil {
		return imp, err
	}
	imp.OnFile, imp.Chosen = c.OnFile, true
	tx.Record(tenants.Event{Action: "import.chosen", Resource: "candidate_import", Subject: imp.ID, Detail: map[string]any{"on_file": c.OnFile}})
	return imp, update(tx, &imp, "Mapping", "OnFile", "Chosen")
}

// Choice is how the import is read as things stand.
func (i Import) Choice() (c Choice, err error) {
	c.OnFile = i.OnFile
	return c, json.Unmarshal(i.Mapping, &c.Mapping)
}

// settled says whether the columns are clear; the fault names what is not.
func (i Import) settled(t ImportTable, m Mapping) error {
	if i.Chosen {
		return nil
	}
	switch ofPeople.missing(m) {
	case "name":
		return atFile(fault.New(fault.Invalid, "import.no_name", "Found", found(t.Header)))
	case "email":
		return atFile(fault.New(fault.Invalid, "import.no_email", "Found", found(t.Header)))
	}
	return m.whole(t)
}

// whole says whether every column of the table is taken for something; the
// fault names those that are not.
func (m Mapping) whole(t ImportTable) error {
	var unknown []string
	for i, h := range t.Header {
		if m.Column(i) == "" {
			unknown = append(unknown, shown(h))
		}
	}
	if len(unknown) > 0 {
		return atFile(fault.New(fault.Invalid, "import.heading_unknown", "Headings", strings.Join(unknown, ", ")))
	}
	return nil
}

// Settled says whether a plan can be made: Invalid names the columns that a
// person must place first.
func (i Import) Settled() error {
	t, err := i.Table()
	if err != nil {
		return err
	}
	c, err := i.Choice()
	if err != nil {
		return err
	}
	return i.settled(t, c.Mapping)
}

func (s shape) named(heading string) string {
	plain := strings.Join(strings.Fields(paging.Plain(strings.Trim(heading, "*:"))), " ")
	for _, column := range s.columns {
		if slices.Contains(s.headings[column], plain) {
			return column
		}
	}
	return ""
}

func found(header []string) string {
	all := make([]string, 0, len(header))
	for _, h := range header {
		all = append(all, shown(h))
	}
	return strings.Join(all, ", ")
}

// shown is a heading as a message quotes it.
func shown(heading string) string {
	r := []rune(oneLine(heading))
	if len(r) > 30 {
		return "“" + string(r[:30]) + "…”"
	}
	return "“" + string(r) + "”"
}
