package submissions

import (
	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what a list shows, the organisation's or IMI's.
type listed struct {
	page          paging.Page[submissions.Listed]
	filter        submissions.Filter
	programs      map[uuid.UUID]programs.Program
	organisations map[uuid.UUID]organisations.Organisation // at IMI
	senders       []organisations.Organisation             // at IMI, to choose from
	adds          bool
}

func (l listed) narrowed() bool { return l.filter != submissions.Filter{} }

var statuses = []submissions.Status{submissions.InDraft, submissions.Waiting, submissions.WasReturned, submissions.WasAccepted, submissions.WasRefused, submissions.WasWithdrawn}

func (p pages) list(m *web.Member) error {
	l := listed{filter: filterOf(m.Request), adds: manages(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if l.page, err = submissions.List(tx, l.filter, m.Ask()); err != nil {
			return err
		}
		l.programs, err = submissions.ProgramsByID(tx, programsOf(l.page.Items))
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("submission.title")}, listPage(l))
}

func filterOf(r *web.Request) submissions.Filter {
	f := submissions.Filter{Words: r.Query("q")}
	for _, s := range statuses {
		if string(s) == r.Query("status") {
			f.Status = s
		}
	}
	if c, ok := standards.CertificationNamed(r.Query("certification")); ok {
		f.Certification = c.ID
	}
	return f
}

func programsOf(all []submissions.Listed) []uuid.UUID {
	ids := make([]uuid.UUID, len(all))
	for i, s := range all {
		ids[i] = s.ProgramID
	}
	return ids
}

func crumbs(m *web.Request, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("submission.title"), Href: m.Link("/submissions")}}, more...)
}

func crumbOf(m *web.Request, s submissions.Submission) ui.Crumb {
	return ui.Crumb{Label: s.Reference, Href: m.Link("/submissions/" + s.ID.String())}
}
