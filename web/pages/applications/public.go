package applications

import (
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// offered is a program as everybody reads it.
type offered struct {
	programs.PublishedProgram
	places  []programs.PublishedLocation
	cohorts []trainings.PublishedCohort
	now     time.Time
	zone    *time.Location
	preview bool // the organisation looks at its own
	edits   bool
	others  []trainings.Cohort // in the preview: those that could be published
}

// takes says whether somebody can apply now.
func (o offered) takes() bool {
	if !o.Stands() || o.Offer.OpenAt(o.now) {
		return o.Stands()
	}
	for _, c := range o.cohorts {
		if c.OpenAt(o.now) {
			return true
		}
	}
	return false
}

func (p pages) load(r *web.Public) (o offered, err error) {
	id, err := r.ID("id")
	if err != nil {
		return o, err
	}
	err = p.db.Public(r.Context(), func(tx *tenants.PublicTx) error {
		o.now = tx.Now()
		if o.PublishedProgram, err = programs.PublishedOne(tx, id); err != nil {
			return err
		}
		if o.places, err = programs.PublishedPlaces(tx, id); err != nil {
			return err
		}
		o.cohorts, err = trainings.PublishedOf(tx, id)
		return err
	})
	o.zone = zoneOf(o.TimeZone)
	return o, err
}

func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}

func (p pages) program(r *web.Public) error {
	o, err := p.load(r)
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: o.Title}, programPage(forms.New(), o))
}

// askLink says the same for every address.
func (p pages) askLink(r *web.Public) error {
	o, err := p.load(r)
	if err != nil {
		return err
	}
	f := r.Form()
	in := people.Asked{Program: o.ID, Name: f.Text("name", 200), Email: f.Email("email"), Locale: r.T.Locale()}
	if err = f.Err(); err == nil {
		err = people.AskToApply(r.Context(), p.db, in, people.Visit{Address: r.Address(), UserAgent: r.Header("User-Agent"), Device: r.Device(), Request: r.RequestID()})
	}
	if err != nil {
		return r.Refuse(f, err, ui.Page{Title: o.Title}, programPage(f, o))
	}
	return r.Render(ui.Page{Title: r.T.Say("application.link_sent")}, linkSentPage(o))
}

// preview shows the organisation its program as everybody would read it, with
// the cohorts that take applications, and those that could; where it assesses,
// with when it takes them itself.
func (p pages) preview(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	o := offered{preview: true, zone: m.OrganisationZone()}
	err = p.read(m, func(tx *tenants.Tx) error {
		o.now = tx.Now()
		w, err := programs.Load(tx, id)
		if err != nil {
			return err
		}
		if err = o.previewed(tx, w); err != nil {
			return err
		}
		if w.Assesses() {
			o.edits = w.Open() && tx.Can("offer", &w.Program)
			return nil
		}
		offers, err := trainings.OffersOf(tx, id)
		if err != nil {
			return err
		}
		known := map[uuid.UUID]bool{}
		for _, one := range offers {
			known[one.ID] = true
			o.cohorts = append(o.cohorts, one.Published(o.now))
		}
		open, err := trainings.OpenOf(tx, id)
		for _, c := range open {
			if o.edits = o.edits || tx.Can("offer", &c); !known[c.ID] {
				o.others = append(o.others, c)
			}
		}
		o.edits = o.edits && w.Open()
		return err
	})
	if err != nil {
		return err
	}
	page := ui.Page{Title: m.T.Say("application.public_page"), Crumbs: []ui.Crumb{{Label: m.T.Say("programs.title"), Href: m.Link("/programs")}, {Label: o.Title, Href: m.Link("/programs/" + id.String())}}}
	return m.Render(page, previewPage(o))
}
