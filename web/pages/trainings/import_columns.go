package trainings

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	candidatespages "accord/web/pages/candidates"
)

func (p pages) columns(m *web.Member) error {
	c, imp, err := p.imported(m)
	if err != nil {
		return err
	}
	f, v, err := candidatespages.ShowColumns(imp, into(m, c))
	if err != nil {
		return err
	}
	return m.Render(importPageOf(m, c), candidatespages.ColumnsForm(f, v))
}

func (p pages) chooseColumns(m *web.Member) error {
	c, imp, err := p.imported(m)
	if err != nil {
		return err
	}
	_, v, err := candidatespages.ShowColumns(imp, into(m, c))
	if err != nil {
		return err
	}
	f := m.Form()
	choice, err := candidatespages.ReadChoice(f, v.Table)
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := candidates.Choose(tx, imp.ID, choice); return err })
	}
	if err != nil {
		return m.Refuse(f, err, importPageOf(m, c), candidatespages.ColumnsForm(f, v))
	}
	return m.Redirect(at(c)+"/import/"+imp.ID.String(), "")
}

func (p pages) commitWatched(m *web.Member, id uuid.UUID, digest string) (imp candidates.Import, err error) {
	ctx, stop := candidates.Watch(m.Context(), id)
	defer stop()
	err = p.db.Write(ctx, m.Member, func(tx *tenants.Tx) (err error) { imp, err = trainings.CommitImport(tx, id, digest); return err })
	return imp, err
}

func (p pages) importProgress(m *web.Member) error {
	_, imp, err := p.imported(m)
	if err != nil {
		return err
	}
	return candidatespages.ShowProgress(m, imp)
}

// errors gives the table back with what is wrong in each row.
func (p pages) errors(m *web.Member) error {
	_, imp, err := p.imported(m)
	if err != nil {
		return err
	}
	var plan candidates.Plan
	if err := p.read(m, func(tx *tenants.Tx) (err error) { plan, err = trainings.PlanImport(tx, imp); return err }); err != nil {
		return err
	}
	return candidatespages.SendFaults(m, plan)
}

// imported is the address's cohort and the import into it.
func (p pages) imported(m *web.Member) (c trainings.Cohort, imp candidates.Import, err error) {
	if c, _, err = p.cohort(m, "enrol"); err != nil {
		return c, imp, err
	}
	id, err := m.ID("import")
	if err != nil {
		return c, imp, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if imp, err = candidates.ImportOf(tx, id); err == nil && (imp.CohortID == nil || *imp.CohortID != c.ID) {
			return fault.Absent("candidate_import")
		}
		return err
	})
	return c, imp, err
}
