package web

import (
	"slices"
	"strings"

	"accord/tenants"
	ui "accord/web/templates"
)

// Group is a heading of the side bar: a key of the catalogue.
type Group string

// The headings, in their order.
const (
	First          Group = "" // without a heading: the overview
	Training       Group = "nav.group.training"
	Assessment     Group = "nav.group.assessment"
	Review         Group = "nav.group.review"
	Register       Group = "nav.group.register"
	Quality        Group = "nav.group.quality"
	Administration Group = "nav.group.administration"
)

var groups = []Group{First, Training, Assessment, Review, Register, Quality, Administration}

// Nav is a line of the side bar (on public pages: of the head). A concept
// registers its own beside its routes.
type Nav struct {
	Door  tenants.Door
	Group Group
	Order int    // within the group
	Key   string // of the catalogue
	Icon  string
	Path  string         // behind the door: "/cohorts"
	Away  string         // in place of Path: behind another door of the same people, "/o/imi/people"
	Roles []tenants.Role // who sees it; none: everybody there
	Sole  tenants.Role   // who holds this role and no other sees this line and no other, and lands there

	MemberCount   func(*Member) int   // how many wait, shown when above 0
	OverseerCount func(*Overseer) int // the same at IMI
}

// Nav adds a line to the side bar.
func (a *App) Nav(n Nav) {
	a.navs = append(a.navs, n)
	slices.SortStableFunc(a.navs, func(x, y Nav) int {
		if d := slices.Index(groups, x.Group) - slices.Index(groups, y.Group); d != 0 {
			return d
		}
		return x.Order - y.Order
	})
}

// nav is the side bar as this person sees it.
func (r *Request) nav() []ui.Group {
	var all []ui.Group
	current := r.currentNav()
	last := Group("none yet")
	for i, n := range r.app.navs {
		if !r.sees(n) {
			continue
		}
		if n.Group != last {
			g := ui.Group{}
			if n.Group != First {
				g.Label = r.T.Say(string(n.Group))
			}
			all, last = append(all, g), n.Group
		}
		g := &all[len(all)-1]
		g.Links = append(g.Links, ui.Link{Label: r.T.Say(n.Key), Icon: n.Icon, Href: r.hrefOf(n), Current: i == current, Count: r.waiting(n)})
	}
	return all
}

func (r *Request) hrefOf(n Nav) string {
	if n.Away != "" {
		return n.Away
	}
	return r.home + n.Path
}

// sees says whether a line belongs in this request's side bar.
func (r *Request) sees(n Nav) bool {
	if sole, is := r.sole(); is && n.Key != sole.Key {
		return false
	}
	return n.Door == r.route.Door && (len(n.Roles) == 0 || r.actor != nil && r.actor.HasRole(n.Roles...))
}

// sole is the one line of whoever holds one role alone that has a page of its own.
func (r *Request) sole() (Nav, bool) {
	if r.actor == nil {
		return Nav{}, false
	}
	roles := r.actor.Roles()
	for _, n := range r.app.navs {
		if n.Sole != "" && n.Door == r.route.Door && len(roles) == 1 && roles[0] == n.Sole {
			return n, true
		}
	}
	return Nav{}, false
}

// Landing is where somebody lands who holds one role alone that has a page of
// its own; "" for everybody else.
func (r *Request) Landing() string {
	n, _ := r.sole()
	return n.Path
}

// currentNav is the line whose path is the longest beginning of the page's.
func (r *Request) currentNav() int {
	best, at := -1, strings.TrimPrefix(r.c.Path(), r.home)
	for i, n := range r.app.navs {
		if n.Away != "" {
			continue
		}
		within := at == n.Path || strings.HasPrefix(at, strings.TrimSuffix(n.Path, "/")+"/") && n.Path != "/"
		if within && r.sees(n) && (best < 0 || len(n.Path) > len(r.app.navs[best].Path)) {
			best = i
		}
	}
	return best
}

func (r *Request) waiting(n Nav) int {
	switch actor := r.actor.(type) {
	case tenants.Member:
		if n.MemberCount != nil {
			return n.MemberCount(&Member{r, actor})
		}
	case tenants.Overseer:
		if n.OverseerCount != nil {
			return n.OverseerCount(&Overseer{r, actor})
		}
	}
	return 0
}
