package consents

import (
	"slices"

	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/evidence"
	"accord/app/standards"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// held is what a candidate was told and said, as the organisation sees it.
type held struct {
	consents.Standing
	candidate candidates.Candidate
	notes     bool // the reader can note what came on paper
	papers    []evidence.Version
}

// Section is what a candidate was told and said, in their file: for those who
// keep it, and for who works on it whether they may record.
func Section() file.Section {
	return file.Section{Order: 30, Aside: true, Key: "consent.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		probe := consents.RecordingConsent{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, How: consents.OnPaper}
		if !tx.Can("read", &probe) {
			return nil, nil
		}
		h := held{candidate: c, notes: tx.Can("answer", &probe)}
		var err error
		h.Standing, err = consents.Of(tx, c.ID)
		return section(h), err
	}}
}

func (p pages) load(m *web.Member) (h held, err error) {
	id, err := m.ID("id")
	if err != nil {
		return h, err
	}
	return h, p.read(m, func(tx *tenants.Tx) error {
		if h.candidate, err = candidates.Get(tx, id); err != nil {
			return err
		}
		if err := tx.Allow("answer", &consents.RecordingConsent{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: id, How: consents.OnPaper}); err != nil {
			return err
		}
		if h.Standing, err = consents.Of(tx, id); err != nil {
			return err
		}
		all, err := evidence.OfCandidate(tx, id)
		h.papers = slices.DeleteFunc(all, func(v evidence.Version) bool {
			return v.State == evidence.Refused || !slices.Contains([]string{standards.KindConsent, standards.KindPrivacy, standards.KindOther}, v.Kind)
		})
		return err
	})
}

func (h held) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("consent.note"), Crumbs: fileCrumbs(m, h.candidate)}
}

func (p pages) blankPaper(m *web.Member) error {
	h, err := p.load(m)
	if err != nil {
		return err
	}
	language := "en"
	if h.candidate.Language == "es" {
		language = "es"
	}
	return m.Render(h.page(m), notePage(forms.New().Set("language", language), h))
}

func (p pages) note(m *web.Member) error {
	h, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	what := f.Choice("what", whats...)
	said := consents.Said{Language: f.Choice("language", consents.Languages...), Document: f.OptionalUUID("document")}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			if what == "acknowledged" {
				_, err := consents.Acknowledge(tx, h.candidate.ID, idOf(h.Privacy), said)
				return err
			}
			_, err := consents.Reply(tx, consents.NewAnswer{Candidate: h.candidate.ID, Notice: idOf(h.Recording), Answer: consents.Answer(what), Said: said})
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, h.page(m), notePage(f, h))
	}
	return m.Redirect("/candidates/"+h.candidate.ID.String(), "consent.noted")
}
