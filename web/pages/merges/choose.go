package merges

import (
	"net/url"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// choose leads to any two records: first the one, then the other.
func (p pages) choose(m *web.Member) error {
	one := uuid.Nil
	if text := m.Query("one"); text != "" {
		var err error
		if one, err = record(text); err != nil {
			return err
		}
	}
	var c merges.Choice
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		c, err = merges.Choose(tx, one, candidates.Filter{Search: m.Query("q")}, m.Ask())
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("merge.any_two"), Crumbs: crumbs(m)}, choosePage(c, m.Query("q") != ""))
}

// oneHref is the page with one of the two chosen.
func oneHref(path templ.SafeURL, one uuid.UUID) templ.SafeURL {
	return path + templ.SafeURL("?"+url.Values{"one": {one.String()}}.Encode())
}
