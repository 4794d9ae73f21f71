package standards

import (
	"slices"
	"time"

	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is the catalogue of certifications.
type listed struct {
	entries []entry
	ours    bool // an organisation's: its own first
}

// entry is one certification of the catalogue.
type entry struct {
	standards.Certification
	inForce standards.RuleSet // none where its ID is ""
	toCome  []standards.RuleSet
	own     bool // the organisation has a program for it
}

func entries(all standards.RuleSets, day time.Time, kinds []string) []entry {
	var list []entry
	for _, c := range standards.Certifications() {
		e := entry{Certification: c, own: slices.Contains(kinds, c.Program)}
		e.inForce, _ = all.InForce(c.ID, day)
		for _, r := range all.Of(c.ID) {
			if r.EffectiveFrom.After(day) {
				e.toCome = append(e.toCome, r)
			}
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		switch {
		case a.own == b.own:
			return 0
		case a.own:
			return -1
		}
		return 1
	})
	return list
}

// list is an organisation's catalogue.
func (p pages) list(m *web.Member) error {
	l := listed{ours: true}
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		all, err := standards.Load(tx)
		if err != nil {
			return err
		}
		kinds, err := kindsOf(tx)
		l.entries = entries(all, today(m, tx.Now()), kinds)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("standards.title")}, listPage(l))
}

// catalogue is IMI's.
func (p pages) catalogue(o *web.Overseer) error {
	var l listed
	err := p.look(o, func(tx *tenants.OversightTx) error {
		all, err := standards.Load(tx)
		if err != nil {
			return err
		}
		day, err := dayAtIMI(tx)
		l.entries = entries(all, day, nil)
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("standards.title")}, listPage(l))
}

// kindsOf are the kinds of the programs that an organisation has open.
func kindsOf(tx *tenants.Tx) ([]string, error) {
	all, err := programs.List(tx)
	var kinds []string
	for _, p := range all {
		if p.ClosedAt == nil {
			kinds = append(kinds, p.Kind)
		}
	}
	return kinds, err
}

// today is the day in the organisation's zone.
func today(m *web.Member, now time.Time) time.Time {
	zone, err := time.LoadLocation(m.Organisation().TimeZone)
	if err != nil {
		zone = time.UTC
	}
	return standards.DayOf(now, zone)
}

// dayAtIMI is the day in IMI's own zone.
func dayAtIMI(tx *tenants.OversightTx) (time.Time, error) {
	o, err := organisations.Find(tx, tenants.Oversight)
	return standards.DayOf(tx.Now(), o.Zone()), err
}
