package evidence

import (
	"net/url"
	"strconv"

	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// purpose is what IMI's people open a disclosed document for, as the
// organisation's journal says it.
const purpose = "to read a disclosed document"

// view shows a document in the page. The reading is noted.
func (p pages) view(m *web.Member) error {
	v, address, err := p.opened(m, true)
	if err != nil {
		return err
	}
	page := ui.Page{Title: m.T.Say("evidence.view"), Crumbs: []ui.Crumb{{Label: m.T.Say("evidence.nav"), Href: m.Link("/evidence")}, {Label: v.Title, Href: m.Link("/evidence/" + v.ID.String())}}}
	var at *int
	if n, err := strconv.Atoi(m.Query("at")); err == nil && n >= 0 {
		at = &n
	}
	return m.Render(page, viewPage(v, At(v, address, at), m.Link("/evidence/"+v.ID.String())))
}

// At is the address at which a document opens at a place: the second of a
// recording, the page of anything else; nil: where it begins.
func At(v evidence.Version, address *url.URL, place *int) string {
	shown := *address
	switch {
	case v.IsImage():
	case v.IsVideo() && place != nil:
		shown.Fragment = "t=" + strconv.Itoa(*place)
	case v.IsVideo():
	default:
		shown.Fragment = "navpanes=0&view=FitH"
		if place != nil {
			shown.Fragment += "&page=" + strconv.Itoa(*place)
		}
	}
	return shown.String()
}

// file leads to the document's bytes, to keep them, or with ?view=1 to show
// them. The reading is noted.
func (p pages) file(m *web.Member) error {
	_, address, err := p.opened(m, m.Query("view") == "1")
	if err != nil {
		return err
	}
	return m.Away(address)
}

func (p pages) opened(m *web.Member, view bool) (v evidence.Version, address *url.URL, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, nil, err
	}
	err = p.write(m, func(tx *tenants.Tx) (err error) { v, err = evidence.Open(tx, id, view); return err })
	if err != nil {
		return v, nil, err
	}
	address, err = p.room.Address(m.Context(), v, view)
	return v, address, err
}

// viewDisclosed is view for IMI: what is disclosed, while its case is open.
func (p pages) viewDisclosed(o *web.Overseer) error {
	v, address, err := p.openedDisclosed(o, true)
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: v.Title}, viewPage(v, At(v, address, nil), ""))
}

// fileDisclosed is file for IMI.
func (p pages) fileDisclosed(o *web.Overseer) error {
	_, address, err := p.openedDisclosed(o, o.Query("view") == "1")
	if err != nil {
		return err
	}
	return o.Away(address)
}

func (p pages) openedDisclosed(o *web.Overseer, view bool) (v evidence.Version, address *url.URL, err error) {
	id, err := o.ID("id")
	if err != nil {
		return v, nil, err
	}
	err = p.room.DB.Oversee(o.Context(), o.Overseer, purpose, func(tx *tenants.OversightTx) (err error) {
		v, err = evidence.OpenDisclosed(tx, id, view)
		return err
	})
	if err != nil {
		return v, nil, err
	}
	address, err = p.room.Address(o.Context(), v, view)
	return v, address, err
}
