package applications

import (
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/consents"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// applicant is whoever came by a link to apply.
type applicant struct {
	*web.Public
	applications.Own
	link   tenants.Link
	member tenants.Member
	zone   *time.Location
	read   *consents.Notice // which they accepted
}

func (a applicant) base() string { return "/o/" + a.link.Slug + "/apply/" + a.Param("token") }

// admitGuest admits the holder of the link of the address, and says that the
// answer is theirs alone. Returns NotFound when the link ended or never was.
func (p pages) admitGuest(r *web.Public) (a applicant, err error) {
	r.Unlisted()
	a.Public = r
	a.link, err = p.db.LinkOf(r.Context(), r.Param("token"))
	if err == nil && (a.link.Act != tenants.ActApply || a.link.Slug != r.Param("organisation")) {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	if err != nil {
		return a, err
	}
	if a.member, err = p.db.GuestMember(r.Context(), a.link, uuid.Nil, r.RequestID()); err != nil {
		return a, err
	}
	a.zone = zoneOf(a.link.TimeZone)
	return a, p.db.Read(r.Context(), a.member, func(tx *tenants.Tx) (err error) {
		if a.Own, err = applications.Read(tx, a.link); err == nil && a.Application != nil {
			a.read, err = noticeRead(tx, *a.Application)
		}
		return err
	})
}

func (a applicant) page() ui.Page { return ui.Page{Title: a.T.Say("application.yours")} }

func (p pages) own(r *web.Public) error {
	a, err := p.admitGuest(r)
	if err != nil {
		return err
	}
	f := forms.New().Set("name", a.link.Name).Set("language", a.T.Locale())
	if is := a.Application; is != nil && is.State == applications.Draft {
		f = forms.New().Set("name", is.Name).Set("language", is.Language).Set("country", is.Country).Set("profession", is.Profession).
			Set("motivation", is.Motivation).Set("training", is.Training)
		if is.CohortID != nil {
			f.Set("cohort", is.CohortID.String())
		}
		if a.Notice != nil && is.NoticeID != nil && *is.NoticeID == a.Notice.ID {
			f.Set("notice", "on")
		}
	}
	if f.Value("cohort") == "" && len(a.Cohorts) == 1 {
		f.Set("cohort", a.Cohorts[0].ID.String())
	}
	if spoken := a.Program.Offer.Spoken(); len(spoken) == 1 {
		f.Set("language", spoken[0])
	}
	return r.Render(a.page(), ownPage(f, a))
}

// fill saves a draft, or hands it in: the button says which.
func (p pages) fill(r *web.Public) error {
	a, err := p.admitGuest(r)
	if err != nil {
		return err
	}
	f := r.Form()
	act := f.Choice("act", "save", "submit")
	in := applications.Form{Cohort: f.OptionalUUID("cohort"), Name: f.OptionalText("name", 200), Language: f.OptionalText("language", 2),
		Country: f.OptionalText("country", 2), Profession: f.OptionalText("profession", applications.MaxProfession),
		Motivation: f.OptionalText("motivation", applications.MaxWords), Training: f.OptionalText("training", applications.MaxWords)}
	if notice := f.OptionalUUID("notice_version"); f.Bool("notice") {
		in.Notice, in.NoticeIn = notice, r.T.Locale()
	}
	verb, said := applications.Save, "application.saved_now"
	if act == "submit" {
		verb, said = applications.Submit, "application.submitted_now"
	}
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), a.member, func(tx *tenants.Tx) error { _, err := verb(tx, a.link, in); return err })
	}
	if err != nil {
		return r.Refuse(f, err, a.page(), ownPage(f, a))
	}
	return r.Redirect(a.base(), said)
}

func (p pages) answer(r *web.Public) error {
	a, err := p.admitGuest(r)
	if err != nil {
		return err
	}
	f := r.Form()
	answer := f.OptionalText("answer", applications.MaxWords)
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), a.member, func(tx *tenants.Tx) error { return applications.Answer(tx, a.link, answer) })
	}
	if err != nil {
		return r.Refuse(f, err, a.page(), ownPage(f, a))
	}
	return r.Redirect(a.base(), "application.answered_now")
}

func (p pages) askWithdraw(r *web.Public) error {
	a, err := p.admitGuest(r)
	if err != nil {
		return err
	}
	if a.Application == nil || !a.Application.Open() {
		return fault.New(fault.Conflict, "application.over")
	}
	return r.Render(a.page(), withdrawPage(forms.New(), a))
}

func (p pages) withdraw(r *web.Public) error {
	a, err := p.admitGuest(r)
	if err != nil {
		return err
	}
	f := r.Form()
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), a.member, func(tx *tenants.Tx) error { return applications.Withdraw(tx, a.link) })
	}
	if err != nil {
		return r.Refuse(f, err, a.page(), withdrawPage(f, a))
	}
	return r.Redirect(a.base(), "application.withdrawn_now")
}
