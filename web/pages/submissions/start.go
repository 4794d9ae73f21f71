package submissions

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// starting is what the page needs to put somebody forward: first whom, then
// under which program.
type starting struct {
	candidate *candidates.Candidate
	found     []candidates.Candidate
	programs  []programs.Program
}

func (p pages) blank(m *web.Member) error {
	v, err := p.starting(m, m.Query("candidate"))
	if err != nil {
		return err
	}
	f := forms.New()
	if len(v.programs) == 1 {
		f.Set("program", v.programs[0].ID.String())
	}
	return m.Render(startPageOf(m), startPage(f, v))
}

func startPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("submission.new"), Crumbs: crumbs(m.Request)}
}

// starting reads the choices. A candidate who is not there is NotFound.
func (p pages) starting(m *web.Member, candidate string) (v starting, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		if !tx.Can("prepare", &submissions.Submission{TenantID: tx.Tenant(), ID: tx.NewID()}) {
			return fault.Denied()
		}
		if candidate == "" {
			page, err := candidates.List(tx, candidates.Filter{Search: m.Query("q")}, paging.Ask{Limit: 20})
			v.found = page.Items
			return err
		}
		id, _ := uuid.Parse(candidate) // what is no id is nobody's
		c, err := candidates.Get(tx, id)
		if err != nil {
			return err
		}
		v.candidate = &c
		v.programs, err = submissions.Openable(tx)
		return err
	})
	return v, err
}

func (p pages) start(m *web.Member) error {
	f := m.Form()
	candidate, program := f.UUID("candidate"), f.UUID("program")
	err := f.Err()
	var s submissions.Submission
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { s, err = submissions.Start(tx, candidate, program); return err })
	}
	if err != nil {
		v, again := p.starting(m, candidate.String())
		if again != nil {
			return again
		}
		return m.Refuse(f, err, startPageOf(m), startPage(f, v))
	}
	return m.Redirect("/submissions/"+s.ID.String(), "")
}
