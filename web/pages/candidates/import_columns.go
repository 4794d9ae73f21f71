package candidates

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// ColumnsOf is what the page of an import's columns shows.
type ColumnsOf struct {
	Table  candidates.ImportTable
	Into   Into
	Import uuid.UUID
	Name   string // the file's
}

// ShowColumns begins the form as the import is read now.
func ShowColumns(imp candidates.Import, into Into) (*forms.Form, ColumnsOf, error) {
	f := forms.New()
	t, err := imp.Table()
	if err != nil {
		return f, ColumnsOf{}, err
	}
	choice, err := imp.Choice()
	if err != nil {
		return f, ColumnsOf{}, err
	}
	for i := range t.Header {
		f.Set(ColumnField(i), choice.Mapping.Column(i))
	}
	f.Set("on_file", string(choice.OnFile))
	return f, ColumnsOf{Table: t, Into: into, Import: imp.ID, Name: imp.FileName}, nil
}

// ReadChoice reads the form of the columns.
func ReadChoice(f *forms.Form, t candidates.ImportTable) (candidates.Choice, error) {
	c := candidates.Choice{Mapping: ReadMapping(f, t, candidates.Columns)}
	ways := make([]string, len(candidates.OnFiles))
	for i, w := range candidates.OnFiles {
		ways[i] = string(w)
	}
	c.OnFile = candidates.OnFile(f.Choice("on_file", ways...))
	return c, f.Err()
}

// ReadMapping reads what each column of a table is taken for.
func ReadMapping(f *forms.Form, t candidates.ImportTable, columns []string) candidates.Mapping {
	m := candidates.Mapping{}
	for i := range t.Header {
		column := f.OptionalChoice(ColumnField(i), columns...)
		if column == "" {
			continue
		}
		if _, twice := m[column]; twice {
			f.Fail(ColumnField(i), "import.column_twice")
			continue
		}
		m[column] = i
	}
	return m
}

// ColumnField is the field of the form that asks what a column is, from 0.
func ColumnField(i int) string { return fmt.Sprintf("column-%d", i) }

func (p pages) columns(m *web.Member) error {
	imp, err := p.imported(m)
	if err != nil {
		return err
	}
	f, v, err := ShowColumns(imp, importInto(m))
	if err != nil {
		return err
	}
	return m.Render(importPageOf(m), ColumnsForm(f, v))
}

func (p pages) chooseColumns(m *web.Member) error {
	imp, err := p.imported(m)
	if err != nil {
		return err
	}
	_, v, err := ShowColumns(imp, importInto(m))
	if err != nil {
		return err
	}
	f := m.Form()
	choice, err := ReadChoice(f, v.Table)
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := candidates.Choose(tx, imp.ID, choice); return err })
	}
	if err != nil {
		return m.Refuse(f, err, importPageOf(m), ColumnsForm(f, v))
	}
	return m.Redirect(v.Into.Form+"/"+imp.ID.String(), "")
}

// errors gives the table back with what is wrong in each row.
func (p pages) errors(m *web.Member) error {
	imp, err := p.imported(m)
	if err != nil {
		return err
	}
	var plan candidates.Plan
	if err := p.read(m, func(tx *tenants.Tx) (err error) { plan, err = candidates.PlanOf(tx, imp); return err }); err != nil {
		return err
	}
	return SendFaults(m, plan)
}

// mostRows is how far a table that is given back keeps its empty rows: one that
// is nothing but line ends is not unfolded.
const mostRows = 2 * candidates.MaxImportRows

// SendFaults gives an import's table back with what is wrong in each row.
func SendFaults(m *web.Member, plan candidates.Plan) error {
	t, err := plan.Import.Table()
	if err != nil {
		return err
	}
	return GiveBack(m, plan.Import.FileName, t, func(i int) []fault.FieldError { return append(plan.Rows[i].Faults, plan.Rows[i].Warnings...) })
}

// GiveBack gives a table back as it came, empty rows and all, so that its rows
// have the numbers of the page; and in a last column what is wrong with each
// row, or worth a look.
func GiveBack(m *web.Member, file string, t candidates.ImportTable, said func(row int) []fault.FieldError) error {
	ctx := ui.With(m.Context(), m.View())
	rows := make([][]string, 0, len(t.Rows)+t.HeaderAt)
	empty := make([]string, len(t.Header)+1)
	upTo := func(number int) {
		for number <= mostRows && len(rows) < number-1 {
			rows = append(rows, empty)
		}
	}
	upTo(t.HeaderAt)
	rows = append(rows, append(slices.Clone(t.Header), m.T.Say("import.fault_column")))
	for i, r := range t.Rows {
		row := make([]string, len(t.Header), len(t.Header)+1)
		copy(row, r.Cells)
		var sentences []string
		for _, e := range said(i) {
			sentence := ui.Say(ctx, e.Sentence)
			if e.Field != "" {
				sentence = m.T.Say("import.column."+e.Field) + ": " + sentence
			}
			sentences = append(sentences, sentence)
		}
		upTo(r.Number)
		rows = append(rows, append(row, strings.Join(sentences, " ")))
	}
	name := strings.TrimSuffix(file, path.Ext(file))
	return m.ReturnTable(m.T.Say("import.errors_file", "File", cmp.Or(name, "import")), t.Separator, rows)
}

// imported is the import of the address that goes into the list.
func (p pages) imported(m *web.Member) (imp candidates.Import, err error) {
	id, err := m.ID("import")
	if err != nil {
		return imp, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if imp, err = candidates.ImportOf(tx, id); err == nil && imp.CohortID != nil {
			return fault.Absent("candidate_import")
		}
		return err
	})
	return imp, err
}
