package spotchecks

import (
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/spotchecks"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// choosing is the page that adds a document to a demand.
type choosing struct {
	kase      spotchecks.Case
	demand    spotchecks.DemandCase
	candidate uuid.UUID
	versions  []evidence.Version // of that candidate, typed, and not there yet
}

// choose offers the documents about the candidate, those of the kind first.
func (p pages) choose(m *web.Member) error {
	c, err := p.choosing(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("request.add"), Crumbs: crumbs(m)}, choosePage(c, forms.New()))
}

func (p pages) choosing(m *web.Member) (c choosing, err error) {
	request, demand, err := of(m)
	if err != nil {
		return c, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if c.kase, err = spotchecks.Load(tx, request); err != nil {
			return err
		}
		if c.demand, err = c.kase.Demand(demand); err != nil {
			return err
		}
		s, err := submissions.Find(tx, c.kase.SubmissionID)
		if err != nil {
			return err
		}
		c.candidate = s.CandidateID
		all, err := evidence.OfCandidate(tx, s.CandidateID)
		if err != nil {
			return err
		}
		c.versions = c.demand.Addable(all)
		return nil
	})
	return c, err
}

// propose puts a chosen version against the demand.
func (p pages) propose(m *web.Member) error {
	request, demand, err := of(m)
	if err != nil {
		return err
	}
	f := m.Form()
	version := f.UUID("version")
	err = f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return spotchecks.Propose(tx, request, demand, version) })
	}
	if err != nil {
		c, broken := p.choosing(m)
		if broken != nil {
			return broken
		}
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("request.add"), Crumbs: crumbs(m)}, choosePage(c, f))
	}
	return m.Redirect("/requests/"+request.String(), "request.said.proposed")
}
