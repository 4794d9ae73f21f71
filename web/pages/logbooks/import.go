package logbooks

import (
	"bytes"
	"time"

	"accord/app/candidates"
	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// importing is what the pages of a logbook's import show.
type importing struct {
	of    candidates.Candidate
	imp   candidates.LogbookImport
	table candidates.ImportTable
	plan  candidates.EntryPlan
	from  string // the number of the first row to show, as the address asks
}

func (v importing) at() string { return at(v.of) + "/logbook/imports" }

func (v importing) here() string { return v.at() + "/" + v.imp.ID.String() }

func importPageOf(m *web.Member, c candidates.Candidate) ui.Page {
	return ui.Page{Title: m.T.Say("logbook_import.title"), Crumbs: crumbs(m, c)}
}

func (p pages) template(m *web.Member) error {
	if err := p.read(m, func(tx *tenants.Tx) error { _, err := p.keeps(m, tx); return err }); err != nil {
		return err
	}
	as := sheets.CSV
	if m.Query("as") == string(sheets.Workbook) {
		as = sheets.Workbook
	}
	return m.Send(m.T.Say("logbook_import.template_file")+"."+string(as), as.Type(), bytes.NewReader(candidates.LogbookTemplate(m.T.Locale(), as)))
}

func (p pages) chooseFile(m *web.Member) error {
	var v importing
	if err := p.read(m, func(tx *tenants.Tx) (err error) { v.of, err = p.keeps(m, tx); return err }); err != nil {
		return err
	}
	return m.Render(importPageOf(m, v.of), filePage(forms.New(), v))
}

func (p pages) upload(m *web.Member) error {
	var v importing
	if err := p.read(m, func(tx *tenants.Tx) (err error) { v.of, err = p.keeps(m, tx); return err }); err != nil {
		return err
	}
	f := m.Form()
	in, err := file.ReadImport(f)
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { v.imp, err = candidates.UploadLogbook(tx, v.of.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, importPageOf(m, v.of), filePage(f, v))
	}
	return m.Redirect(v.here(), "")
}

// imported is the import of the address, with its plan where it can be made.
func (p pages) imported(m *web.Member) (v importing, err error) {
	id, err := m.ID("import")
	if err != nil {
		return v, err
	}
	v.from = m.Query("from")
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v.of, err = p.keeps(m, tx); err != nil {
			return err
		}
		if v.imp, err = candidates.LogbookImportOf(tx, id); err != nil {
			return err
		}
		if v.imp.CandidateID != v.of.ID {
			return fault.Absent("logbook_import")
		}
		if v.table, err = v.imp.Table(); err != nil || v.imp.CommittedAt != nil || v.imp.Settled() != nil {
			return err
		}
		v.plan, err = candidates.PlanLogbook(tx, v.imp, today(m, tx.Now()))
		return err
	})
	return v, err
}

func today(m *web.Member, now time.Time) time.Time { return now.In(m.OrganisationZone()) }

func (p pages) preview(m *web.Member) error { return p.showPlan(m, forms.New(), nil) }

func (p pages) showPlan(m *web.Member, f *forms.Form, refused error) error {
	v, err := p.imported(m)
	if err != nil {
		return err
	}
	switch {
	case v.imp.CommittedAt != nil:
		return m.Redirect(at(v.of)+"#logbook", "")
	case v.imp.Settled() != nil:
		return m.Redirect(v.here()+"/columns", "")
	case refused != nil:
		return m.Refuse(f, refused, importPageOf(m, v.of), planPage(f, v))
	}
	return m.Render(importPageOf(m, v.of), planPage(f, v))
}

func (p pages) commit(m *web.Member) error {
	v, err := p.imported(m)
	if err != nil {
		return err
	}
	f := m.Form()
	digest, noNames := f.Text("digest", 64), f.Bool("no_names")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			v.imp, err = candidates.CommitLogbook(tx, v.imp.ID, digest, noNames, today(m, tx.Now()))
			return err
		})
	}
	if err != nil {
		return p.showPlan(m, f, err)
	}
	return m.Redirect(at(v.of)+"#logbook", "logbook_import.done", "Count", v.imp.Added)
}

func (p pages) columns(m *web.Member) error {
	v, err := p.imported(m)
	if err != nil {
		return err
	}
	if v.imp.CommittedAt != nil {
		return m.Redirect(at(v.of)+"#logbook", "")
	}
	f := forms.New()
	choice, err := v.imp.Choice()
	if err != nil {
		return err
	}
	for i := range v.table.Header {
		f.Set(file.ColumnField(i), choice.Mapping.Column(i))
	}
	f.Set("days", string(choice.Days))
	return m.Render(importPageOf(m, v.of), columnsPage(f, v))
}

func (p pages) chooseColumns(m *web.Member) error {
	v, err := p.imported(m)
	if err != nil {
		return err
	}
	f := m.Form()
	c := candidates.EntryChoice{Mapping: file.ReadMapping(f, v.table, candidates.EntryColumns)}
	orders := make([]string, len(candidates.DayOrders))
	for i, o := range candidates.DayOrders {
		orders[i] = string(o)
	}
	c.Days = candidates.DayOrder(f.Choice("days", orders...))
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := candidates.ChooseLogbook(tx, v.imp.ID, c); return err })
	}
	if err != nil {
		return m.Refuse(f, err, importPageOf(m, v.of), columnsPage(f, v))
	}
	return m.Redirect(v.here(), "")
}

// faults gives the table back with what is wrong in each row.
func (p pages) faults(m *web.Member) error {
	v, err := p.imported(m)
	if err != nil {
		return err
	}
	if err := v.imp.Settled(); err != nil {
		return err
	}
	return file.GiveBack(m, v.imp.FileName, v.table, func(i int) []fault.FieldError {
		if i >= len(v.plan.Rows) {
			return nil
		}
		return append(v.plan.Rows[i].Faults, v.plan.Rows[i].Warnings...)
	})
}
