package style

import (
	"testing"

	"accord/web/browsertest"
)

func TestARefusedFormTakesTheFocusAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t))
	p.Go("/style/form")
	p.Fill("Title", "Foundations of Mediation, Autumn")
	p.Fill("First session › Day", "31")
	p.Fill("First session › Month", "2")
	p.Fill("First session › Year", "2027")
	p.Choose("Language", "Español")
	p.Tick("Roles › Coach")
	p.Click("Save")
	p.See("There is a problem", "Title: use at most 20 characters: this is 12 too many", "First session: enter a real date", "Hours of training: enter a value", "Say that the candidate has agreed")
	if !browsertest.Eval[bool](p, `document.activeElement.classList.contains("errsum")`) {
		t.Error("the summary does not have the focus")
	}
	if got := p.Value("Title"); got != "Foundations of Mediation, Autumn" {
		t.Errorf("the title is %q", got)
	}
	if !browsertest.Eval[bool](p, `document.querySelector("input[value=coach]").checked && document.querySelector("select").value === "es"`) {
		t.Error("choices are lost")
	}
	p.Press("First session: enter a real date")
	if got := p.Focused(); got != "Day" {
		t.Errorf("the summary's link leads to %q", got)
	}
	p.Audit()
	p.Fill("Title", "Foundations")
	p.Fill("First session › Day", "27")
	p.Fill("Hours of training", "40")
	p.Tick("The candidate has agreed to the recording")
	p.Click("Save")
	p.See("Foundations is saved.")
	p.Audit()
}

func TestTheWholeFormWorksWithScriptsOff(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t), browsertest.NoScripts(), browsertest.Phone())
	p.Go("/style")
	p.Press("Menu") // the drawer is a popover
	p.See("Academia Andina de Mediación")
	if !browsertest.Eval[bool](p, `document.getElementById("side").matches(":popover-open")`) {
		t.Error("the drawer does not open")
	}
	p.Click("A form")
	p.At("/style/form")
	p.Fill("Title", "Foundations")
	p.Click("Save")
	p.See("There is a problem", "Hours of training: enter a value")
	p.Press("Light or dark")
	p.Click("Dark")
	if !browsertest.Eval[bool](p, `document.documentElement.dataset.theme === "dark"`) {
		t.Error("the theme does not change")
	}
	p.Click("ES")
	p.See("Un formulario")
	p.Go("/style")
	p.Click("Ampliar el plazo") // without scripts the opener leads to the form's own page
	p.At("/style/deadline")
	p.Click("Ampliar el plazo")
	p.See("Hay un problema", "Plazo: escriba día, mes y año")
}

func TestAFormInADialogIsRefusedInTheDialog(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t))
	p.Go("/style")
	p.Press("Extend deadline")
	p.Fill("Deadline › Day", "1")
	p.Fill("Deadline › Month", "11")
	p.Fill("Deadline › Year", "2026")
	p.Fill("Deadline › Hour", "17:00")
	p.Press("Extend deadline")
	p.See("The new deadline must be after 21 Nov 2026, 17:00 UTC", "Reason: enter a value")
	if !browsertest.Eval[bool](p, `document.querySelector("dialog[open] .errsum") === document.activeElement`) {
		t.Error("the summary in the dialog does not have the focus")
	}
	if got := p.Value("Deadline › Day"); got != "1" {
		t.Errorf("the day is %q", got)
	}
	p.Shot("dialog-refused-1440-light-en")
	p.Audit()
	p.Fill("Deadline › Month", "12")
	p.Fill("Reason", "Two assessors were ill.")
	p.Click("Extend deadline")
	p.See("The deadline is now 1 Dec 2026, 22:00 UTC")
	p.At("/style")
	p.Calm()
}

func TestADialogOpensAndClosesByKeyboard(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t))
	p.Go("/style/confirm")
	p.Go("/style")
	p.Press("Extend deadline")
	p.See("The hour is in the zone America/Guayaquil.")
	p.Shot("dialog-1440-light-en")
	p.Audit()
	p.Press("Cancel")
	p.NotSee("The hour is in the zone")
	p.Key("/")
	if got := p.Focused(); got != "Search trainees" {
		t.Errorf("the slash leads to %q", got)
	}
}

func TestASecondPressSendsNothing(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t))
	p.Go("/style/form")
	sent := browsertest.Eval[int](p, `(() => {
		let sent = 0
		const form = document.querySelector("form.form")
		addEventListener("submit", e => { if (!e.defaultPrevented) { sent++; e.preventDefault() } })
		form.requestSubmit(); form.requestSubmit(); form.requestSubmit()
		return sent
	})()`)
	if sent != 1 {
		t.Errorf("%d forms went out", sent)
	}
}

func TestAFirstVisitIsLightAndNothingMoves(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t), browsertest.Phone())
	p.Go("/style/form")
	p.See("A form")
	measured := browsertest.Eval[struct {
		Bytes int
		Moved float64
	}](p, `document.fonts.ready.then(() => new Promise(done => {
		let moved = 0
		new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) moved += e.value }).observe({type: 'layout-shift', buffered: true})
		requestAnimationFrame(() => requestAnimationFrame(() => done({
			Bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((n, e) => n + e.transferSize, 0),
			Moved: moved,
		})))
	}))`)
	t.Logf("%d bytes, shift %.3f", measured.Bytes, measured.Moved)
	if measured.Bytes == 0 || measured.Bytes > 120<<10 {
		t.Errorf("a first visit loads %d bytes", measured.Bytes)
	}
	if measured.Moved > .01 {
		t.Errorf("the page moves by %.3f while it loads", measured.Moved)
	}
}
