// Package qualifications shows what qualifies those who train, coach and
// assess: everybody's in a list, one member's held against the rules of a day,
// and the forms by which it is kept and confirmed.
package qualifications

import (
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/qualifications"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/qualifications", "qualification.list", p.list)
	door.Get("/qualifications/export", "qualification.export", p.export)
	door.Get("/qualifications/:member", "qualification.show", p.show)
	door.Get("/qualifications/:member/edit", "qualification.revise", p.revise)
	door.Post("/qualifications/:member/edit", "qualification.edit", p.edit)
	door.Post("/qualifications/:member/confirmation", "qualification.confirm", p.confirm)
	door.Get("/qualifications/:member/practice/new", "practice.new", p.blank)
	door.Post("/qualifications/:member/practice", "practice.add", p.add)
	door.Get("/qualifications/:member/practice/:practice/edit", "practice.revise", p.revisePractice)
	door.Post("/qualifications/:member/practice/:practice/edit", "practice.edit", p.editPractice)
	door.Get("/qualifications/:member/practice/:practice/remove", "practice.ask_remove", p.askRemove)
	door.Post("/qualifications/:member/practice/:practice/remove", "practice.remove", p.remove)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 45, Key: "qualification.nav", Icon: "rosette-discount-check", Path: "/qualifications",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// person is a member's page: who, what qualifies them, and what the reader may do.
type person struct {
	member  people.Membership
	record  qualifications.Record
	on      time.Time // the day they are held against
	writes  bool
	confirm bool
	own     bool // the reader's own
}

func (v person) at() string { return "/qualifications/" + v.member.ID.String() }

// load reads the member of the address. Returns NotFound for one whose
// qualifications the reader may not see.
func (p pages) load(m *web.Member) (v person, err error) {
	id, err := m.ID("member")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.member, err = qualifications.Member(tx, id); err != nil {
			return err
		}
		v.own = id == tx.Membership()
		row := qualifications.Practice{TenantID: tx.Tenant(), ID: id, MembershipID: id}
		v.writes, v.confirm = tx.Can("edit", &row), tx.Can("confirm", &row)
		v.record, err = qualifications.RecordOf(tx, id)
		return err
	})
	if v.on = v.record.Today(); err == nil {
		if on, bad := time.Parse(time.DateOnly, m.Query("on")); bad == nil && on.Year() > 1990 && on.Year() < 2200 {
			v.on = on
		}
	}
	return v, err
}

// writing is load for those who may change what stands there.
func (p pages) writing(m *web.Member) (person, error) {
	v, err := p.load(m)
	if err == nil && !v.writes {
		err = fault.Denied()
	}
	return v, err
}

// practice is the mediation of the address, which must be its member's.
func (p pages) practice(m *web.Member) (person, qualifications.Practice, error) {
	v, err := p.writing(m)
	if err != nil {
		return v, qualifications.Practice{}, err
	}
	id, err := m.ID("practice")
	if err != nil {
		return v, qualifications.Practice{}, err
	}
	for _, one := range v.record.Practices {
		if one.ID == id {
			return v, one, nil
		}
	}
	return v, qualifications.Practice{}, fault.Absent("practice")
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("qualification.nav"), Href: m.Link("/qualifications")}}, more...)
}

func pageOf(m *web.Member, v person, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, ui.Crumb{Label: v.member.Name, Href: m.Link(v.at())})}
}

// readable are the uuids of what can be confirmed.
func readable(v person) (values []string) {
	for _, o := range toConfirm(v.record) {
		values = append(values, o.value)
	}
	return values
}

// fact is one that awaits somebody's confirmation.
type fact struct {
	value    string // as the form names it
	practice *qualifications.Practice
}

func toConfirm(r qualifications.Record) (all []fact) {
	if q := r.Qualification; q.TrainedOn != nil && q.TrainingConfirmedAt == nil {
		all = append(all, fact{value: "training"})
	}
	if q := r.Qualification; q.Law != "" && q.RegistrationConfirmedAt == nil {
		all = append(all, fact{value: "registration"})
	}
	for i, one := range r.Practices {
		if one.ConfirmedAt == nil {
			all = append(all, fact{one.ID.String(), &r.Practices[i]})
		}
	}
	return all
}

// confirming is what was ticked.
func confirming(ticked []string) (in qualifications.Confirming) {
	for _, one := range ticked {
		switch one {
		case "training":
			in.Training = true
		case "registration":
			in.Registration = true
		default:
			if id, err := uuid.Parse(one); err == nil {
				in.Practices = append(in.Practices, id)
			}
		}
	}
	return in
}
