package assessments

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what the list shows: the reader's own queue, and for managers all
// assessments.
type listed struct {
	assesses    bool // the reader judges
	tasks       []assessments.Task
	moderations []assessments.Moderating // that wait for the reader
	manages     bool
	page        paging.Page[assessments.Item]
	filter      assessments.Filter
	programs    map[uuid.UUID]programs.Program
}

func (l listed) narrowed() bool { return l.filter != assessments.Filter{} }

func (p pages) list(m *web.Member) error {
	if m.OnlyCandidate() { // what they are told of theirs is in their own file
		return m.Redirect("/file", "")
	}
	l := listed{assesses: m.HasRole(tenants.RoleAssessor), manages: manages(m), filter: filterOf(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if l.programs, err = assessments.Programs(tx); err != nil {
			return err
		}
		if l.assesses {
			if l.tasks, err = assessments.Mine(tx); err != nil {
				return err
			}
		}
		if l.moderations, err = assessments.Moderations(tx); err != nil {
			return err
		}
		if l.manages {
			l.page, err = assessments.List(tx, l.filter, m.Ask())
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("assessment.title")}, listPage(l))
}

func filterOf(m *web.Member) assessments.Filter {
	f := assessments.Filter{Name: m.Query("q")}
	switch s := assessments.Stage(m.Query("stage")); s {
	case assessments.Undecided, assessments.Unassigned, assessments.Judging, assessments.Disputed, assessments.Testing, assessments.Judged, assessments.Decided, assessments.SetAside:
		f.Stage = s
	}
	f.Waiting, f.Recent = m.Query("waiting") != "", m.Query("recent") != ""
	switch o := assessments.Outcome(m.Query("outcome")); o {
	case assessments.Passed, assessments.Failed:
		f.Outcome = o
	}
	if id, err := uuid.Parse(m.Query("program")); err == nil {
		f.ProgramID = id
	}
	return f
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("assessment.title"), Href: m.Link("/assessments")}}, more...)
}

func crumbOf(m *web.Member, a assessments.Assessment) ui.Crumb {
	return ui.Crumb{Label: a.CandidateName, Href: m.Link("/assessments/" + a.ID.String())}
}
