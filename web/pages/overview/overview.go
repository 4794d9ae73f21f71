// Package overview shows what is due and what comes next: an organisation's
// first page, and IMI's. Concepts bring the parts; a reader sees those that
// have something to say to them.
package overview

import (
	"slices"

	"github.com/a-h/templ"

	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// Place is where on the page a part stands.
type Place int

// The places: tiles of figures (ui.Stat) across the top, the main matter, and
// what stands beside it.
const (
	Tile Place = iota
	Main
	Aside
)

// Part is what a concept brings to an organisation's overview. Load runs in
// the page's one reading transaction, with a constant number of queries, and
// answers nil when there is nothing to say to this reader.
type Part struct {
	Place Place
	Order int
	Load  func(m *web.Member, tx *tenants.Tx) (templ.Component, error)
}

// PartIMI is what a concept brings to IMI's overview.
type PartIMI struct {
	Place Place
	Order int
	Load  func(o *web.Overseer, tx *tenants.OversightTx) (templ.Component, error)
}

type pages struct {
	db    *tenants.DB
	parts []Part
	imi   []PartIMI
}

// Routes registers the pages with what the concepts bring.
func Routes(app *web.App, db *tenants.DB, parts []Part, imi []PartIMI) {
	p := pages{db: db,
		parts: append([]Part{{Aside, 90, latest}}, parts...),
		imi:   append([]PartIMI{{Tile, 10, figures}, {Main, 50, proposals}, {Aside, 50, invitations}, {Aside, 90, latestIMI}}, imi...),
	}
	slices.SortStableFunc(p.parts, func(a, b Part) int { return a.Order - b.Order })
	slices.SortStableFunc(p.imi, func(a, b PartIMI) int { return a.Order - b.Order })
	app.Member().Get("/", "overview.show", p.member)
	app.Overseer().Get("/", "overview.oversight", p.oversight)
	app.Nav(web.Nav{Door: tenants.DoorMember, Order: 0, Key: "overview.nav", Icon: "layout-dashboard", Path: "/",
		Roles: slices.Concat(tenants.OrganisationRoles, tenants.OversightRoles)})
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Order: 0, Key: "overview.nav", Icon: "layout-dashboard", Path: "/"})
}

// shown is an overview with its parts in their places.
type shown struct {
	kind, title        string
	tiles, main, aside []templ.Component
}

func (s *shown) add(at Place, part templ.Component) {
	switch {
	case part == nil:
	case at == Tile:
		s.tiles = append(s.tiles, part)
	case at == Main:
		s.main = append(s.main, part)
	default:
		s.aside = append(s.aside, part)
	}
}

func (p pages) member(m *web.Member) error {
	if to := m.Landing(); to != "" {
		return m.Redirect(to, "")
	}
	if m.OnlyCandidate() { // theirs is their own file
		return m.Go(string(m.Link("/file")))
	}
	s := shown{kind: m.Organisation().Name, title: m.T.Say("overview.title")}
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		if err := s.programs(m, tx); err != nil {
			return err
		}
		for _, part := range p.parts {
			c, err := part.Load(m, tx)
			if err != nil {
				return err
			}
			s.add(part.Place, c)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: s.title}, page(s))
}

func (p pages) oversight(o *web.Overseer) error {
	s := shown{kind: "IMI", title: o.T.Say("overview.title")}
	err := p.db.OverseeRead(o.Context(), o.Overseer, "see what waits", func(tx *tenants.OversightTx) error {
		for _, part := range p.imi {
			c, err := part.Load(o, tx)
			if err != nil {
				return err
			}
			s.add(part.Place, c)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: s.title}, page(s))
}
