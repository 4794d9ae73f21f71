package appeals

import (
	"context"
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// ownView is a candidate's page: what they are told, and their appeal.
type ownView struct {
	appeals.Result
	appeal   *appeals.Appeal // the one that counts
	contests bool
	form     *forms.Form
	link     tenants.Link
	member   tenants.Member
	base     string // the page's address; the acts stand beneath it
	kind     string // whose result it is, for the head
}

// zone is the one that the result's deadlines run in.
func (v ownView) zone() *time.Location {
	name := v.member.Organisation().TimeZone
	if v.Particulars != nil {
		name = v.Particulars.Zone
	}
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}

// admit admits the holder of a result's link, and says that the answer is theirs
// alone. Returns NotFound when the link ended or never was.
func (p pages) admit(r *web.Public) (v ownView, err error) {
	r.Unlisted()
	v.form = forms.New()
	v.link, err = p.db.LinkOf(r.Context(), r.Param("token"))
	if err == nil && (v.link.Act != appeals.ActResult || v.link.Slug != r.Param("organisation")) {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	if err != nil {
		return v, err
	}
	v.base, v.kind = "/o/"+v.link.Slug+"/result/"+r.Param("token"), v.link.Organisation
	if v.member, err = p.db.GuestMember(r.Context(), v.link, uuid.Nil, r.RequestID()); err != nil {
		return v, err
	}
	return v, p.reload(r.Context(), &v, v.link.Subject)
}

func (p pages) reload(ctx context.Context, v *ownView, assessment uuid.UUID) error {
	return p.db.Read(ctx, v.member, func(tx *tenants.Tx) (err error) {
		if v.Result, err = appeals.ResultOf(tx, assessment); err != nil {
			return err
		}
		all, err := appeals.OfAssessment(tx, v.ID)
		v.appeal = nil
		for i, a := range all {
			if a.State != appeals.Withdrawn {
				v.appeal = &all[i]
			}
		}
		v.contests = v.appeal == nil && v.Contestable(tx.Now())
		return err
	})
}

func (p pages) own(r *web.Public) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: r.T.Say("result.page")}, ownPage(v))
}

func (p pages) contest(r *web.Public) error { return p.change(r, "appeal.lodged_now", lodges) }

func (p pages) withdrawOwn(r *web.Public) error {
	return p.change(r, "appeal.withdrawn_now", takesBack)
}

func lodges(tx *tenants.Tx, v ownView) error {
	in := readAppeal(v.form, v.ID)
	if err := v.form.Err(); err != nil {
		return err
	}
	_, err := appeals.Lodge(tx, in)
	return err
}

func takesBack(tx *tenants.Tx, v ownView) error {
	if !v.form.Bool("sure") {
		v.form.Fail("sure", "appeal.sure_required")
		return v.form.Err()
	}
	if v.appeal == nil {
		return fault.New(fault.Conflict, "appeal.over")
	}
	_, err := appeals.Withdraw(tx, v.appeal.ID)
	return err
}

func (p pages) change(r *web.Public, told string, do func(tx *tenants.Tx, v ownView) error) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	v.form = r.Form()
	err = p.db.Write(r.Context(), v.member, func(tx *tenants.Tx) error { return do(tx, v) })
	if fault.Is(err, fault.Conflict) { // done in another tab meanwhile: they see what is
		if gone := p.reload(r.Context(), &v, v.ID); gone != nil {
			return gone
		}
	}
	if err != nil {
		return r.Refuse(v.form, err, ui.Page{Title: r.T.Say("result.page")}, ownPage(v))
	}
	return r.Redirect(v.base, told)
}
