package designs

import (
	"strconv"
	"strings"

	"accord/app/designs"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

func (p pages) show(m *web.Member) error {
	s, err := p.current(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("design.title"), Crumbs: crumbs(m, s)}, showPage(s))
}

func (p pages) draft(m *web.Member) error {
	s, err := p.ofDraft(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("design.draft"), Crumbs: crumbs(m, s, designCrumb(m, s))}, showPage(s))
}

func (p pages) version(m *web.Member) error {
	s, err := p.ofVersion(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: versionOf(m, s), Crumbs: crumbs(m, s, designCrumb(m, s))}, showPage(s))
}

func versionOf(m *web.Member, s shown) string {
	return m.T.Say("design.version_n", "Number", s.Version())
}

func (p pages) begin(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { _, err := designs.Begin(tx, id); return err }); err != nil {
		return err
	}
	return m.Redirect("/programs/"+id.String()+"/design/draft", "design.begun")
}

func (p pages) versions(m *web.Member) error {
	s, err := p.current(m)
	if err != nil {
		return err
	}
	var all []designs.Design
	if err := p.read(m, func(tx *tenants.Tx) (err error) { all, err = designs.Versions(tx, s.Program.ID); return err }); err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("design.versions"), Crumbs: crumbs(m, s, designCrumb(m, s))}, versionsPage(s, all))
}

func (p pages) changes(m *web.Member) error {
	s, err := p.ofDraft(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("design.changes"), Crumbs: draftCrumbs(m, s)}, changesPage(s))
}

func (p pages) draftSheet(m *web.Member) error {
	s, err := p.ofDraft(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("design.sheet"), Crumbs: draftCrumbs(m, s)}, sheetPage(s))
}

func (p pages) versionSheet(m *web.Member) error {
	s, err := p.ofVersion(m)
	if err != nil {
		return err
	}
	crumb := ui.Crumb{Label: versionOf(m, s), Href: m.Link(at(s) + "/versions/" + strconv.Itoa(s.Version()))}
	return m.Render(ui.Page{Title: m.T.Say("design.sheet"), Crumbs: crumbs(m, s, designCrumb(m, s), crumb)}, sheetPage(s))
}

func (p pages) export(m *web.Member) error {
	s, err := p.ofVersion(m)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, c := range s.Criteria {
		var methods []string
		for _, name := range c.SeenBy() {
			methods = append(methods, m.T.Say("design.method."+name))
		}
		rows = append(rows, []string{m.T.Say("design.heading." + c.Heading), c.Title.En, c.Title.Es, c.Benchmark.En, c.Benchmark.Es, strconv.Itoa(c.ScaleMax),
			levelLines(c, "en"), levelLines(c, "es"), strconv.Itoa(c.Weight), strconv.Itoa(c.Floor), strings.Join(methods, ", ")})
	}
	say := func(name string) string { return m.T.Say("design.field." + name) }
	header := []string{say("heading"), say("title_en"), say("title_es"), say("benchmark_en"), say("benchmark_es"), say("scale_max"), say("levels_en"), say("levels_es"),
		say("weight"), say("floor"), say("methods")}
	return m.SendTable(m.T.Say("design.export_file", "Number", s.Version()), header, rows)
}

// levelLines are a scale's levels in one language, a line each.
func levelLines(c designs.Criterion, locale string) string {
	var lines []string
	for _, l := range c.Levels {
		if said := l.Says.Only(locale); said != "" {
			lines = append(lines, strconv.Itoa(l.From)+": "+said)
		}
	}
	return strings.Join(lines, "\n")
}
