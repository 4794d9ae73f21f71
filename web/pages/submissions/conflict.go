package submissions

import (
	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) askConflict(o *web.Overseer) error {
	v, err := p.reviewed(o)
	if err != nil {
		return err
	}
	return o.Render(conflictPageOf(o, v), conflictPage(forms.New(), v))
}

func conflictPageOf(o *web.Overseer, v review) ui.Page {
	return ui.Page{Title: o.T.Say("review.conflict"), Crumbs: crumbs(o.Request, crumbOf(o.Request, v.submission))}
}

// declareConflict closes a program's submissions to the reader.
func (p pages) declareConflict(o *web.Overseer) error {
	v, err := p.reviewed(o)
	if err != nil {
		return err
	}
	f := o.Form()
	reason := f.NeededText("reason", 1000, "review.conflict_required")
	if err = f.Err(); err == nil {
		err = p.oversee(o, func(tx *tenants.OversightTx) error {
			_, err := submissions.DeclareConflict(tx, v.submission.ProgramID, reason)
			return err
		})
	}
	if err != nil {
		return o.Refuse(f, err, conflictPageOf(o, v), conflictPage(f, v))
	}
	return o.Redirect("/submissions", "review.conflict_declared", "Program", v.program.Title)
}

// conflicted is a list of declared conflicts.
type conflicted struct {
	all           []submissions.Conflict
	programs      map[uuid.UUID]programs.Program
	organisations map[uuid.UUID]organisations.Organisation
	reader        uuid.UUID
	ends          bool
}

func (p pages) conflicts(o *web.Overseer) error {
	v := conflicted{reader: o.Membership(), ends: o.HasRole(tenants.RoleIMIAdministrator)}
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		if v.all, err = submissions.Conflicts(tx); err != nil {
			return err
		}
		var of, by []uuid.UUID
		for _, c := range v.all {
			of, by = append(of, c.ProgramID), append(by, c.TenantID)
		}
		if v.programs, err = submissions.ProgramsByID(tx, of); err != nil {
			return err
		}
		v.organisations, err = submissions.Organisations(tx, by)
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("conflict.title")}, conflictsPage(v))
}

func (p pages) endConflict(o *web.Overseer) error {
	id, err := o.ID("id")
	if err != nil {
		return err
	}
	if err := o.Form().Err(); err != nil {
		return err
	}
	err = p.oversee(o, func(tx *tenants.OversightTx) error { _, err := submissions.EndConflict(tx, id); return err })
	if err != nil {
		return err
	}
	return o.Redirect("/conflicts", "conflict.ended")
}
