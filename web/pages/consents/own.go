package consents

import (
	"context"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/evidence"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

// Own is what somebody was told and said, on a page of their own, and where its
// two forms go.
type Own struct {
	consents.Standing
	Candidate uuid.UUID
	Base      string // where the forms post: beneath it "/acknowledgement" and "/answer"
	Locale    string // in which they read
	Form      *forms.Form
}

// Load reads it.
func Load(tx *tenants.Tx, candidate uuid.UUID, base, locale string) (o Own, err error) {
	o = Own{Candidate: candidate, Base: base, Locale: locale, Form: forms.New()}
	o.Standing, err = consents.Of(tx, candidate)
	return o, err
}

// ReadAcknowledgement and ReadAnswer read the two forms.
func ReadAcknowledgement(f *forms.Form, locale string) func(tx *tenants.Tx, candidate uuid.UUID) error {
	notice := f.UUID("notice")
	return func(tx *tenants.Tx, candidate uuid.UUID) error {
		_, err := consents.Acknowledge(tx, candidate, notice, consents.Said{Language: locale})
		return err
	}
}

// ReadAnswer reads the form by which somebody answers.
func ReadAnswer(f *forms.Form, locale string) func(tx *tenants.Tx, candidate uuid.UUID) error {
	in := consents.NewAnswer{Notice: f.UUID("notice"), Answer: consents.Answer(f.Choice("answer", string(consents.Given), string(consents.Refused), string(consents.Withdrawn))), Said: consents.Said{Language: locale}}
	return func(tx *tenants.Tx, candidate uuid.UUID) error {
		in.Candidate = candidate
		_, err := consents.Reply(tx, in)
		return err
	}
}

// ownView is the page of a link to one's own consents.
type ownView struct {
	Own
	name   string
	link   tenants.Link
	member tenants.Member
}

// admit admits the holder of the link of the address, and says that the answer
// is theirs alone. Returns NotFound when the link ended or never was.
func (p pages) admit(r *web.Public) (v ownView, err error) {
	r.Unlisted()
	v.link, err = p.db.LinkOf(r.Context(), r.Param("token"))
	if err == nil && (v.link.Act != consents.ActConsent || v.link.Slug != r.Param("organisation")) {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	if err != nil {
		return v, err
	}
	if v.member, err = p.db.GuestMember(r.Context(), v.link, uuid.Nil, r.RequestID()); err != nil {
		return v, err
	}
	return v, p.reload(r, &v)
}

func (p pages) reload(r *web.Public, v *ownView) error {
	return p.db.Read(r.Context(), v.member, func(tx *tenants.Tx) error {
		c, err := candidates.Get(tx, v.link.Subject)
		if fault.Is(err, fault.NotFound) { // of another address by now, or of nobody
			return fault.New(fault.NotFound, "fault.link_gone")
		}
		if err != nil {
			return err
		}
		v.name = c.Name
		v.Own, err = Load(tx, c.ID, "/o/"+v.link.Slug+"/consents/"+r.Param("token"), r.T.Locale())
		return err
	})
}

func (p pages) own(r *web.Public) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: r.T.Say("consent.own")}, ownPage(v))
}

func (p pages) acknowledge(r *web.Public) error {
	return p.change(r, "notice.acknowledged_now", ReadAcknowledgement)
}

func (p pages) answer(r *web.Public) error {
	return p.change(r, "consent.answered_now", ReadAnswer)
}

func (p pages) change(r *web.Public, said string, read func(*forms.Form, string) func(*tenants.Tx, uuid.UUID) error) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	f := r.Form()
	do := read(f, r.T.Locale())
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), v.member, func(tx *tenants.Tx) error { return do(tx, v.Candidate) })
	}
	if err != nil {
		if gone := p.reload(r, &v); gone != nil { // answered in another tab meanwhile: they see what is
			return gone
		}
		v.Form = f
		return r.Refuse(f, err, ui.Page{Title: r.T.Say("consent.own")}, ownPage(v))
	}
	return r.Redirect(v.Base, said)
}

// orderOwn is after the sessions and the logbook, before the certificate.
const orderOwn = personalpages.OrderSessions + 30

// OwnSection is what a trainee was told and said, on their personal page.
func OwnSection() personalpages.Section {
	return personalpages.Section{Order: orderOwn, Key: "consent.own", ID: "consents",
		Load: func(g *personalpages.Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
			o, err := Load(tx, t.Standing.Enrolment.CandidateID, g.Base()+"/consents", g.T.Locale())
			return Cards(o), err
		}}
}

func (p pages) acknowledgePersonal(r *web.Public) error {
	return p.changePersonal(r, "notice.acknowledged_now", ReadAcknowledgement)
}

func (p pages) answerPersonal(r *web.Public) error {
	return p.changePersonal(r, "consent.answered_now", ReadAnswer)
}

func (p pages) changePersonal(r *web.Public, said string, read func(*forms.Form, string) func(*tenants.Tx, uuid.UUID) error) error {
	g, err := personalpages.Admit(p.db, r)
	if err != nil {
		return err
	}
	f := r.Form()
	do := read(f, r.T.Locale())
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), g.Member, func(tx *tenants.Tx) error {
			e, err := trainings.EnrolmentOf(tx, g.Enrolment)
			if err != nil {
				return err
			}
			return do(tx, e.CandidateID)
		})
	}
	if err != nil {
		return err
	}
	return g.Back("consents", said)
}

func paperOptions(ctx context.Context, all []evidence.Version) []ui.Option {
	options := []ui.Option{{Value: "", Label: ui.T(ctx, "consent.no_paper")}}
	for _, v := range all {
		options = append(options, ui.Option{Value: v.DocumentID.String(), Label: v.Title})
	}
	return options
}

func idOf(n *consents.Notice) uuid.UUID {
	if n == nil {
		return uuid.Nil
	}
	return n.ID
}
