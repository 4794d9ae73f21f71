// Package materials shows what a cohort is given to read: to its staff, who
// give it, and to its trainees, on their personal page.
package materials

import (
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/materials"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

type pages struct {
	db   *tenants.DB
	room *evidence.Room
}

// Routes registers the pages.
func Routes(app *web.App, room *evidence.Room) {
	p := pages{room.DB, room}
	door := app.Member()
	door.Get("/cohorts/:id/materials", "material.list", p.list)
	door.Get("/cohorts/:id/materials/new", "material.new", p.blank)
	door.Post("/cohorts/:id/materials", "material.add", p.add)
	door.Post("/cohorts/:id/materials/:material/removal", "material.remove", p.remove)
	app.Public().Get(personalpages.Place+"/materials/:material", "material.own", p.own)
}

// shown is a cohort's materials.
type shown struct {
	cohort   trainings.Cohort
	all      []materials.Material
	versions []evidence.Version // of the cohort's documents, to choose from
	can      bool
	now      func(materials.Material) bool // whether one is shown by now
}

func (p pages) load(m *web.Member) (v shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		if v.cohort, err = trainings.Get(tx, id); err != nil {
			return err
		}
		now := tx.Now()
		v.now = func(x materials.Material) bool { return !x.VisibleFrom.After(now) }
		v.can = tx.Can("add", &materials.Material{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: id})
		if v.all, err = materials.OfCohort(tx, id); err != nil {
			return err
		}
		docs, err := evidence.OfCohort(tx, id)
		for _, d := range docs {
			if d.State == evidence.Typed {
				v.versions = append(v.versions, d)
			}
		}
		return err
	})
	return v, err
}

func (p pages) list(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("material.nav"), Crumbs: crumbs(m, v)}, listPage(v))
}

func (p pages) blank(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !v.can {
		return fault.Denied()
	}
	return m.Render(newPageOf(m, v), newPage(forms.New().Set("kind", "link"), v))
}

func (p pages) add(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := materials.NewMaterial{Title: f.OptionalText("title", 2*materials.MaxTitle), Note: f.OptionalText("note", 2*materials.MaxNote),
		Address: f.OptionalText("address", 2*materials.MaxLink), Version: f.OptionalUUID("version"), From: f.OptionalDate("from")}
	var x materials.Material
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) (err error) { x, err = materials.Add(tx, v.cohort.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, newPageOf(m, v), newPage(f, v))
	}
	return m.Redirect(at(v.cohort)+"/materials", "material.is_added", "Title", x.Title)
}

func (p pages) remove(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	id, err := m.ID("material")
	if err != nil {
		return err
	}
	f := m.Form()
	var x materials.Material
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
			if x, err = materials.Find(tx, id); err != nil {
				return err
			}
			if x.CohortID != v.cohort.ID {
				return fault.Absent("cohort_material")
			}
			_, err = materials.Remove(tx, id)
			return err
		})
	}
	if err != nil {
		return err
	}
	return m.Redirect(at(v.cohort)+"/materials", "material.is_removed", "Title", x.Title)
}

// own leads a trainee to a document that their cohort was given. The reading is
// noted.
func (p pages) own(r *web.Public) error {
	g, err := personalpages.Admit(p.db, r)
	if err != nil {
		return err
	}
	id, err := uuid.Parse(r.Param("material"))
	if err != nil {
		return fault.Absent("cohort_material")
	}
	var version evidence.Version
	err = p.db.Write(r.Context(), g.Member, func(tx *tenants.Tx) error {
		x, err := materials.Find(tx, id)
		if err != nil {
			return err
		}
		if x.DocumentVersionID == nil {
			return fault.Absent("cohort_material")
		}
		version, err = evidence.Open(tx, *x.DocumentVersionID, false)
		return err
	})
	if err != nil {
		return err
	}
	address, err := p.room.Address(r.Context(), version, false)
	if err != nil {
		return err
	}
	return r.Away(address)
}

func at(c trainings.Cohort) string { return "/cohorts/" + c.ID.String() }

func crumbs(m *web.Member, v shown, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}, {Label: v.cohort.Title, Href: m.Link(at(v.cohort))}}, more...)
}

func newPageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("material.new"), Crumbs: crumbs(m, v, ui.Crumb{Label: m.T.Say("material.nav"), Href: m.Link(at(v.cohort) + "/materials")})}
}
