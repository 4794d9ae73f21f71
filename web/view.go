package web

import (
	"slices"
	"strings"

	"accord/tenants"
	"accord/web/locales"
	ui "accord/web/templates"
)

// view is what the templates are told; framed adds what only a whole page
// shows: the side bar, the switcher, the flashes.
func (r *Request) view(framed bool) *ui.View {
	v := &ui.View{
		T: r.T, Door: r.route.Door, Home: r.home, Path: strings.Clone(r.c.Path()), Query: r.query(),
		Nonce: r.nonce, CSRF: csrf(r.mustSecret()), Once: func() string { return random(18) },
		Theme: r.theme, Now: r.app.config.Now(), Request: r.id,
		Name: r.Signed.Name(), Email: r.Signed.Email(), Languages: locales.Offered(),
	}
	if !framed {
		return v
	}
	v.Nav, v.Flashes = r.nav(), r.flashes()
	v.Place, v.Places = r.places()
	if r.app.config.Demo != nil {
		v.Demo = r.app.config.Demo(r.Context())
	}
	return v
}

// places are where this person is and where else they can go. Should the list
// not be had, the page still comes.
func (r *Request) places() (here ui.Place, all []ui.Place) {
	if !r.Signed.Valid() {
		return here, nil
	}
	organisations, err := r.app.config.Admission.Organisations(r.Context(), r.Signed)
	if err != nil {
		r.app.log.Warn("the switcher is empty", "request", r.id, "cause", err)
	}
	for _, o := range organisations {
		if o.ID == tenants.Oversight {
			all = append(all, ui.Place{Name: "IMI", Note: r.T.Say("ui.place.oversight"), Href: "/imi/", Current: r.route.Door == tenants.DoorOverseer},
				ui.Place{Name: "IMI", Note: r.T.Say("ui.place.own"), Href: "/o/" + o.Slug + "/", Current: r.isAt(o)})
			continue
		}
		all = append(all, ui.Place{Name: o.Name, Note: r.T.Say("ui.place.organisation"), Href: "/o/" + o.Slug + "/", Current: r.isAt(o)})
	}
	all = append(all, ui.Place{Name: r.Signed.Name(), Note: r.T.Say("ui.place.self"), Href: "/me/", Current: r.route.Door == tenants.DoorSelf})
	if i := slices.IndexFunc(all, func(p ui.Place) bool { return p.Current }); i >= 0 {
		here = all[i]
	} else if r.place != nil {
		here = ui.Place{Name: r.place.Name, Note: r.T.Say("ui.place.organisation")}
	}
	return here, all
}

func (r *Request) isAt(o tenants.Organisation) bool { return r.place != nil && r.place.ID == o.ID }
