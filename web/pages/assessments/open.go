package assessments

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/readiness"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// opening is what the page needs to open an assessment: first whom, then under
// which program.
type opening struct {
	candidate *candidates.Candidate
	found     []candidates.Candidate // while none is chosen
	programs  []programs.Program
	attempts  map[uuid.UUID]assessments.Attempt
	now       time.Time
	lacks     []readiness.Lack // of the candidate
}

// limited says whether a program's limits ask for a reason.
func (v opening) limited() bool {
	return slices.ContainsFunc(v.programs, func(p programs.Program) bool { a := v.attempts[p.ID]; return a.Over() || a.Early(v.now) })
}

func (p pages) blank(m *web.Member) error {
	v, err := p.opening(m, m.Query("candidate"))
	if err != nil {
		return err
	}
	f := forms.New()
	if of := m.Query("program"); of != "" {
		f.Set("program", of)
	} else if len(v.programs) == 1 {
		f.Set("program", v.programs[0].ID.String())
	}
	return m.Render(openPageOf(m), openPage(f, v))
}

func openPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.new"), Crumbs: crumbs(m)}
}

// opening reads the choices. A candidate who is not there is NotFound.
func (p pages) opening(m *web.Member, candidate string) (v opening, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		if !tx.Can("open", &assessments.Assessment{TenantID: tx.Tenant(), ID: tx.NewID()}) {
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
		if v.programs, err = assessments.Openable(tx); err != nil {
			return err
		}
		v.now = tx.Now()
		if v.attempts, err = assessments.AttemptsOf(tx, id); err != nil {
			return err
		}
		v.lacks, err = readiness.OfCandidate(tx, id, kinds(v.programs)...)
		return err
	})
	return v, err
}

// kinds are those of programs, each once.
func kinds(all []programs.Program) (each []string) {
	for _, p := range all {
		if !slices.Contains(each, p.Kind) {
			each = append(each, p.Kind)
		}
	}
	return each
}

func (p pages) open(m *web.Member) error {
	f := m.Form()
	in := assessments.NewAssessment{CandidateID: f.UUID("candidate"), ProgramID: f.UUID("program"), Because: f.OptionalText("because", assessments.MaxBeyond)}
	err := f.Err()
	var a assessments.Assessment
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { a, err = assessments.Open(tx, in); return err })
	}
	if err != nil {
		v, again := p.opening(m, in.CandidateID.String())
		if again != nil {
			return again
		}
		return m.Refuse(f, err, openPageOf(m), openPage(f, v))
	}
	return m.Redirect("/assessments/"+a.ID.String(), "assessment.opened", "Name", a.CandidateName)
}
