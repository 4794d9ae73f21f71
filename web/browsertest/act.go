package browsertest

import (
	_ "embed"
	"fmt"
	"path/filepath"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed find.js
var find string

// See waits until the page says each of the texts, wherever it says them.
func (p *Page) See(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.until(fmt.Sprintf("the page says %q", text), find+fmt.Sprintf(`.sees(%q)`, text))
	}
}

// NotSee waits until the page does not say the text.
func (p *Page) NotSee(text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("the page no longer says %q", text), "!"+find+fmt.Sprintf(`.sees(%q)`, text))
}

// Click presses the link or button with that name, as a mouse would, and waits
// for the page it leads to. "Part › Name" looks inside the part of the page,
// the row or the group of that name.
func (p *Page) Click(what string) {
	p.t.Helper()
	leads := p.aim(what)
	p.press()
	if leads {
		p.until(fmt.Sprintf("%q leads somewhere", what), `!window.accordStays && document.readyState === "complete" || window.accordHeld === true && !document.querySelector('form[data-sending]')`)
	}
}

// Press is Click without waiting: for what opens a menu, or downloads.
func (p *Page) Press(what string) {
	p.t.Helper()
	p.aim(what)
	p.press()
}

// aim brings the thing into view and says whether it leads to another page.
func (p *Page) aim(what string) bool {
	p.t.Helper()
	p.until(fmt.Sprintf("there is %q to press", what), find+fmt.Sprintf(`.press(%q) !== undefined`, what))
	return Eval[bool](p, fmt.Sprintf(`(() => {
		const e = %s.press(%q)
		e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})
		window.accordAim = e
		window.accordStays = true
		window.accordHeld = false
		const held = ev => { if (ev.defaultPrevented) window.accordHeld = true }
		addEventListener('click', held, {once: true})
		addEventListener('submit', held, {once: true})
		if (e.matches('a[href]')) return !e.target && !e.download && (e.pathname + e.search !== location.pathname + location.search || e.origin !== location.origin || !e.hash)
		return e.matches('button[type=submit],button:not([type]),input[type=submit]') && !!e.form && e.form.method !== 'dialog'
	})()`, find, what))
}

// press clicks what was aimed at, where it is.
func (p *Page) press() {
	p.t.Helper()
	at := Eval[struct{ X, Y float64 }](p, `(() => { const r = window.accordAim.getClientRects()[0]; return {X: r.x + r.width / 2, Y: r.y + r.height / 2} })()`)
	p.must(chromedp.Do(p.ctx, chromedp.MouseClickXY(at.X, at.Y)))
}

// Fill types into the field of that label, in place of what it holds.
func (p *Page) Fill(what, text string) {
	p.t.Helper()
	p.field(what)
	Eval[bool](p, `(() => { const e = window.accordField; e.focus(); e.select?.(); return true })()`)
	if text == "" {
		p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("\b")))
		return
	}
	call(p, input.InsertText, input.InsertTextParams{Text: text})
}

// Choose chooses the option of that name in a select, whatever more it says
// after a colon.
func (p *Page) Choose(what, option string) {
	p.t.Helper()
	p.field(what)
	ok := Eval[bool](p, fmt.Sprintf(`(() => {
		const e = window.accordField, named = %q, all = [...e.options ?? []]
		const o = all.find(o => o.textContent.trim() === named) ?? all.find(o => o.textContent.trim().startsWith(named + ':'))
		if (!o) return false
		e.value = o.value
		e.dispatchEvent(new Event('input', {bubbles: true}))
		e.dispatchEvent(new Event('change', {bubbles: true}))
		return true
	})()`, option))
	if !ok {
		p.t.Fatalf("%q does not offer %q", what, option)
	}
}

// Tick presses the box or radio of that label.
func (p *Page) Tick(what string) {
	p.t.Helper()
	p.field(what)
	Eval[bool](p, `(() => { const e = window.accordField; e.scrollIntoView({block: 'center', behavior: 'instant'}); window.accordAim = e; return true })()`)
	p.press()
}

// Upload chooses files in the file field of that label.
func (p *Page) Upload(what string, files ...string) {
	p.t.Helper()
	for i, f := range files {
		whole, err := filepath.Abs(f)
		p.must(err)
		files[i] = whole
	}
	p.field(what)
	o, err := chromedp.Run(p.ctx, chromedp.Evaluate[*runtime.RemoteObject](`window.accordField`))
	p.must(err)
	call(p, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, ObjectID: o.ObjectID})
}

// Value is what the field of that label holds.
func (p *Page) Value(what string) string {
	p.t.Helper()
	p.field(what)
	return Eval[string](p, `String(window.accordField.value)`)
}

// Key presses a key: "\t", "\r", "/".
func (p *Page) Key(key string) {
	p.t.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent(key)))
}

// Focused is the text or name of what has the focus.
func (p *Page) Focused() string {
	p.t.Helper()
	return Eval[string](p, `(() => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? e.tagName).replace(/\s+/g, ' ').trim() })()`)
}

func (p *Page) field(what string) {
	p.t.Helper()
	p.until(fmt.Sprintf("there is a field %q", what), find+fmt.Sprintf(`.field(%q) !== undefined`, what))
	Eval[bool](p, fmt.Sprintf(`(window.accordField = %s.field(%q), true)`, find, what))
}
