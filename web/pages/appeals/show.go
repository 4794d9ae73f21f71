package appeals

import (
	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/journal"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is an appeal as its page shows it. To a panellist who has not declared it
// is their place alone.
type shown struct {
	appeals.Appeal
	result appeals.Result
	appeals.Deliberation
	seat      *appeals.Panellist // the reader's own
	choices   []appeals.Choice   // for those who name the panel
	names     bool
	withdraws bool
	decides   bool
	earlier   []earlier // drafts that another took the place of
	events    []journal.AuditLog
}

// earlier is a draft that another took the place of, and who dissented from it.
type earlier struct {
	appeals.Ruling
	dissents []appeals.PanelVote
}

// earlierOf are the drafts before the last, with their dissents: they stay on
// record.
func earlierOf(tx *tenants.Tx, drafts []appeals.Ruling) (all []earlier, err error) {
	if len(drafts) < 2 {
		return nil, nil
	}
	drafts = drafts[:len(drafts)-1]
	votes, err := appeals.VotesOn(tx, drafts)
	for _, r := range drafts {
		e := earlier{Ruling: r}
		for _, v := range votes {
			if v.RulingID == r.ID && !v.Agrees {
				e.dissents = append(e.dissents, v)
			}
		}
		all = append(all, e)
	}
	return all, err
}

// undeclared says that the reader is to declare first, and sees nothing but the
// name until then: also who manages programs.
func (v shown) undeclared() bool {
	return v.seat != nil && v.seat.DeclaredAt == nil && v.seat.EndedAt == nil
}

func (v shown) candidate() string {
	if v.undeclared() {
		return v.seat.CandidateName
	}
	return v.result.CandidateName
}

func (p pages) load(m *web.Member) (v shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error { v, err = loaded(tx, id); return err })
}

func loaded(tx *tenants.Tx, id uuid.UUID) (v shown, err error) {
	seat, err := appeals.Seat(tx, id)
	if err == nil {
		v.seat = &seat
	} else if !fault.Is(err, fault.NotFound) {
		return v, err
	}
	v.Appeal, err = appeals.Get(tx, id)
	if v.seat != nil && fault.Is(err, fault.NotFound) {
		if v.seat.EndedAt != nil {
			return v, err
		}
		return v, nil
	}
	if err != nil {
		return v, err
	}
	if v.result, err = appeals.ResultOf(tx, v.AssessmentID); err != nil {
		return v, err
	}
	if v.Deliberation, err = appeals.Deliberate(tx, id); err != nil {
		return v, err
	}
	open := v.State == appeals.Lodged
	v.withdraws, v.decides = open && tx.Can("withdraw", &v.Appeal), open && tx.Can("decide", &v.Appeal)
	v.names = open && tx.Can("name", &appeals.Panellist{TenantID: tx.Tenant(), ID: tx.NewID(), AppealID: id, CandidateID: v.CandidateID})
	if v.names {
		if v.choices, err = appeals.Choices(tx, id); err != nil {
			return v, err
		}
	}
	ever, err := appeals.EverOn(tx, id)
	if err != nil {
		return v, err
	}
	told := []uuid.UUID{id}
	for _, p := range ever {
		told = append(told, p.ID)
	}
	drafts, err := appeals.Rulings(tx, id)
	if err != nil {
		return v, err
	}
	for _, r := range drafts {
		told = append(told, r.ID)
	}
	if v.earlier, err = earlierOf(tx, drafts); err != nil {
		return v, err
	}
	v.events, err = journal.OfSubject(tx, tx.Tenant(), told...)
	return v, err
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, v), showPage(forms.New(), v))
}

func pageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("appeal.of", "Name", v.candidate()), Crumbs: crumbs(m)}
}

// act does what a button of the page asks for, and shows the page again.
func (p pages) act(m *web.Member, told string, do func(tx *tenants.Tx, f *forms.Form, id uuid.UUID) error) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	id, f := v.Appeal.ID, m.Form()
	if v.undeclared() {
		id = v.seat.AppealID
	}
	if err = p.write(m, func(tx *tenants.Tx) error { return do(tx, f, id) }); err != nil {
		return m.Refuse(f, err, pageOf(m, v), showPage(f, v))
	}
	return m.Redirect(at(id), told)
}

func (p pages) name(m *web.Member) error {
	return p.act(m, "appeal.named", func(tx *tenants.Tx, f *forms.Form, id uuid.UUID) error {
		who := f.UUID("member")
		if err := f.Err(); err != nil {
			return err
		}
		_, err := appeals.Name(tx, id, who)
		return err
	})
}

func (p pages) remove(m *web.Member) error {
	who, err := m.ID("panellist")
	if err != nil {
		return err
	}
	return p.act(m, "appeal.removed", func(tx *tenants.Tx, _ *forms.Form, id uuid.UUID) error {
		seat, err := appeals.PanellistOf(tx, who)
		if err == nil && seat.AppealID != id {
			err = fault.Absent("panellist")
		}
		if err == nil {
			_, err = appeals.Remove(tx, who)
		}
		return err
	})
}

func (p pages) declare(m *web.Member) error {
	return p.act(m, "appeal.declared", func(tx *tenants.Tx, f *forms.Form, id uuid.UUID) error {
		if !f.Bool("none") {
			f.Fail("none", "assessment.declare_required")
		}
		err := f.Err()
		if err == nil {
			_, err = appeals.Declare(tx, id)
		}
		return err
	})
}

func (p pages) list(m *web.Member) error {
	var l listed
	err := p.read(m, func(tx *tenants.Tx) (err error) { l, err = listOf(tx, m); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("appeal.nav")}, listPage(l))
}
