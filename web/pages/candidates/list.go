package candidates

import (
	"accord/app/candidates"
	"accord/app/merges"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what the list shows.
type listed struct {
	page   paging.Page[candidates.Candidate]
	filter candidates.Filter
	adds   bool // whether the reader may add to it
	alike  int  // pairs of records that may be one person's, up to mostAlike
}

// mostAlike is how far likely duplicates are counted.
const mostAlike = 100

func (l listed) narrowed() bool { return l.filter != candidates.Filter{} }

func (p pages) list(m *web.Member) error {
	l := listed{filter: filterOf(m), adds: manages(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if l.page, err = candidates.List(tx, l.filter, m.Ask()); err == nil && l.adds {
			l.alike, err = merges.Count(tx, mostAlike)
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("candidate.title")}, listPage(l))
}

// export gives the list, narrowed as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var all []candidates.Candidate
	err := p.read(m, func(tx *tenants.Tx) (err error) { all, err = candidates.All(tx, filterOf(m)); return err })
	if err != nil {
		return err
	}
	header := []string{m.T.Say("candidate.name"), m.T.Say("candidate.email"), m.T.Say("candidate.language"), m.T.Say("candidate.country"),
		m.T.Say("candidate.reference"), m.T.Say("candidate.added_on")}
	return m.SendTable(m.T.Say("candidate.export_file"), header, candidates.Export(all))
}

func filterOf(m *web.Member) candidates.Filter {
	f := candidates.Filter{Search: m.Query("q"), Language: m.Query("language")}
	if !candidates.IsLanguage(f.Language) {
		f.Language = ""
	}
	return f
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	if m.OnlyCandidate() {
		return []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}
	}
	return append([]ui.Crumb{{Label: m.T.Say("candidate.title"), Href: m.Link("/candidates")}}, more...)
}

func crumbOf(m *web.Member, c candidates.Candidate) ui.Crumb {
	return ui.Crumb{Label: c.Name, Href: m.Link("/candidates/" + c.ID.String())}
}
