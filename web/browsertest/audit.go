package browsertest

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

//go:embed axe.min.js.gz
var packed []byte

var axe = sync.OnceValue(func() string {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return string(text)
})

// Audit fails the test when the page breaks a rule of accessibility, scrolls
// sideways, or is in trouble.
func (p *Page) Audit() {
	p.t.Helper()
	p.Axe()
	p.Fits()
	p.icons()
	p.Calm()
}

// icons fails the test for an icon that the sprite does not have.
func (p *Page) icons() {
	p.t.Helper()
	missing := Eval[[]string](p, `(async () => {
		const uses = [...document.querySelectorAll('use')].map(u => u.getAttribute('href'))
		if (!uses.length) return []
		const sprite = new DOMParser().parseFromString(await (await fetch(uses[0].split('#')[0])).text(), 'image/svg+xml')
		return [...new Set(uses.map(u => u.split('#')[1]).filter(id => !sprite.getElementById(id)))]
	})()`)
	for _, id := range missing {
		p.t.Errorf("%s shows an icon that does not exist: %q", p.safePath(), id)
	}
}

// standards are the rules a page is held against; contrast is the one whose
// outcome depends on the theme.
const (
	standards = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`
	contrast  = `{type: 'rule', values: ['color-contrast']}`
)

// Axe fails the test for every violation that axe-core finds. It looks from
// the top of the page: where a refused form's summary has taken the focus the
// page is scrolled, and what has gone beneath the bar that stays on top would
// count as covered, though the reader can scroll it free.
func (p *Page) Axe() {
	p.t.Helper()
	p.settle()
	p.must(chromedp.Do(p.ctx, chromedp.Evaluate[chromedp.Void](axe()+";0")))
	p.held(standards)
}

// settle scrolls to the top and waits until the page is painted in its fonts:
// colours asked for before are not yet those of the style sheet.
func (p *Page) settle() {
	p.t.Helper()
	Eval[bool](p, `(async () => {
		scrollTo({top: 0, behavior: 'instant'})
		await document.fonts.ready
		await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))
		return true
	})()`)
}

// held fails the test for what breaks these rules, in the theme that is on.
func (p *Page) held(rules string) {
	p.t.Helper()
	found := evalWithin[[]struct {
		ID, Help string
		Nodes    []struct{ HTML, Summary string }
	}](p, 4*Patience, `axe.run(document, {resultTypes: ['violations'], runOnly: `+rules+`}).then(r =>
		r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.slice(0, 5).map(n => ({HTML: n.html.slice(0, 240), Summary: n.failureSummary}))})))`)
	for _, v := range found {
		var where strings.Builder
		for _, n := range v.Nodes {
			fmt.Fprintf(&where, "\n\t%s\n\t\t%s", n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n\t\t"))
		}
		p.t.Errorf("%s is not accessible at %d px: %s (%s)%s", p.safePath(), p.width, v.Help, v.ID, where.String())
	}
}

// Inspect audits a page in the theme that it has: the looks are light on a desk
// and dark on a phone, and the same tokens lie on the same grounds in both.
// Asked for pictures it keeps one in each theme as Shot does, "name-light" and
// "name-dark", and audits it in both.
func (p *Page) Inspect(name string) {
	p.t.Helper()
	if picturing() {
		p.InspectThemes(name)
		return
	}
	p.Audit()
}

// InspectThemes is Inspect in both themes, as what all pages are made of is
// looked at. The page keeps the theme it had.
func (p *Page) InspectThemes(name string) {
	p.t.Helper()
	theme := p.theme()
	p.Shot(name + "-" + theme)
	p.Audit()
	other := map[string]string{"light": "dark", "dark": "light"}[theme]
	p.wear(other)
	p.settle()
	p.Shot(name + "-" + other)
	p.held(contrast)
	p.wear(theme)
}

// theme is the one that the page shows.
func (p *Page) theme() string {
	p.t.Helper()
	return Eval[string](p, `(t => t === 'light' || t === 'dark' ? t : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')(document.documentElement.dataset.theme)`)
}

// wear shows the page in a theme. It is taken off the screen meanwhile, so that
// every colour is worked out anew and none is on its way from the other theme.
func (p *Page) wear(theme string) {
	p.t.Helper()
	Eval[bool](p, fmt.Sprintf(`(page => {
		page.style.display = 'none'
		page.dataset.theme = %q
		page.getBoundingClientRect()
		page.style.display = ''
		return true
	})(document.documentElement)`, theme))
}

// Fits fails the test when the page is wider than its window.
func (p *Page) Fits() {
	p.t.Helper()
	wide := Eval[struct {
		Page, Window int64
		Widest       string
	}](p, `(() => {
		const w = document.documentElement.clientWidth
		const wide = [...document.querySelectorAll('main *, header *')].find(e => e.getBoundingClientRect().right > w + 1 && !e.closest('.tw,.tabs,.vh,.crumbs'))
		return {Page: document.documentElement.scrollWidth, Window: w, Widest: wide ? wide.outerHTML.slice(0, 200) : ''}
	})()`)
	if wide.Page > wide.Window {
		p.t.Errorf("%s scrolls sideways: %d px in a window of %d; for example %s", p.safePath(), wide.Page, wide.Window, wide.Widest)
	}
}
