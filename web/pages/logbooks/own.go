package logbooks

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// ownView is what a referee is asked, and what they said.
type ownView struct {
	candidates.Refereed
	form   *forms.Form
	link   tenants.Link
	member tenants.Member
	token  string
}

func (v ownView) base() string { return "/o/" + v.link.Slug + "/referee/" + v.token }

// admit admits the holder of a referee's link, and says that the answer is
// theirs alone. Returns NotFound when the link ended or never was.
func (p pages) admit(r *web.Public) (v ownView, err error) {
	r.Unlisted()
	v.form, v.token = forms.New(), r.Param("token")
	v.link, err = p.db.LinkOf(r.Context(), v.token)
	if err == nil && (v.link.Act != candidates.ActReferee || v.link.Slug != r.Param("organisation")) {
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
	return p.db.Read(r.Context(), v.member, func(tx *tenants.Tx) (err error) {
		v.Refereed, err = candidates.RefereeOf(tx, v.link.Subject)
		return err
	})
}

func (p pages) own(r *web.Public) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: r.T.Say("referee.page")}, ownPage(v))
}

func (p pages) answer(r *web.Public) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	f := r.Form()
	v.form = f
	in := candidates.Testimony{Declared: f.OptionalText("declared", candidates.MaxDeclared), NoName: f.Bool("no_name")}
	for _, i := range v.Items {
		// What is asked no more may still stand in a page that was open before.
		says, reason := f.OptionalChoice("said_"+i.ID.String(), string(candidates.Confirmed), string(candidates.Disputed)), f.OptionalText("reason_"+i.ID.String(), candidates.MaxReason)
		if says != "" || reason != "" || i.State == candidates.Asked {
			in.Sayings = append(in.Sayings, candidates.Saying{Item: i.ID, Says: candidates.RefereeState(says), Reason: reason})
		}
	}
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), v.member, func(tx *tenants.Tx) error { _, err := candidates.Answer(tx, v.ID, in); return err })
	}
	if fault.Is(err, fault.Conflict) { // answered in another tab, withdrawn or changed meanwhile: they see what is
		if gone := p.reload(r, &v); gone != nil {
			return gone
		}
	}
	if err != nil {
		return r.Refuse(f, err, ui.Page{Title: r.T.Say("referee.page")}, ownPage(v))
	}
	return r.Redirect(v.base(), "referee.thanks")
}
