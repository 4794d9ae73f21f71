package trainings_test

import (
	"net/http"
	"testing"
	"time"

	"accord/tenants"
	"accord/web/browsertest"
)

const (
	cut    = "Not saved: there is no connection. What you entered is still here. Try again."
	out    = "Not saved: you are no longer signed in. What you entered is still here."
	others = "Not saved: somebody else is signed in by now."
)

// newSheet is a scene whose last session waits to be recorded, open before a trainer.
func newSheet(t *testing.T, options ...browsertest.Option) (*scene, *browsertest.Page, string) {
	t.Helper()
	s := newScene(t)
	s.Clock.Add(13 * 24 * time.Hour)
	token := s.site.Token(s.Andina.Trainer)
	p := browsertest.Open(t, s.site.URL, append(options, browsertest.Cookie("accord", token))...)
	p.Go(s.sheet(7))
	return s, p, token
}

// markFirst marks the first person of a sheet absent.
func markFirst(p *browsertest.Page) {
	browsertest.Eval[bool](p, `(document.querySelector('[data-line] input').focus(), true)`)
	p.Key("a")
}

func firstMark(p *browsertest.Page) string {
	return browsertest.Eval[string](p, `document.querySelector('[data-line] input:checked')?.value ?? ''`)
}

// journaled is how often a session's marks came into the journal since the sheet was opened.
func (s *scene) journaled(session int) int {
	return s.Count(`select count(*) from audit_log where action like 'attendance.%' and subject_id = $1`, s.sessions[session].ID)
}

func TestASheetOutlivesALostConnectionAndIsSavedOnce(t *testing.T) {
	t.Parallel()
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			s, p, _ := newSheet(t, look.Options...)
			save, lost, done := "Save attendance", cut, "Session 8: 1 recorded, 0 corrected."
			if look.Name != "1440-en" {
				save, lost, done = "Guardar asistencia", "No se ha guardado: no hay conexión. Lo que introdujo sigue aquí.", "Sesión 8: marcas nuevas, 1; corregidas, 0."
			}
			markFirst(p)
			p.Cut()
			p.Click(save)
			p.See(lost)
			if got := firstMark(p); got != "absent" || s.journaled(7) != 0 {
				t.Errorf("the mark is %q, journaled %d times", got, s.journaled(7))
			}
			p.Click(save) // and again: one notice, not two
			p.See(lost)
			if n := browsertest.Eval[int](p, `document.querySelectorAll('form [role=alert]').length`); n != 1 {
				t.Errorf("%d notices", n)
			}
			p.Mend()
			p.Inspect("kept-sheet-" + look.Name)
			p.Click(save)
			p.See(done)
			p.At(s.base)
			p.Go(s.base)
			p.NotSee(done) // said once
			if n := s.Count(`select count(*) from attendance where training_session_id = $1 and mark = 'absent'`, s.sessions[7].ID); n != 1 || s.journaled(7) != 1 {
				t.Errorf("saved %d times, journaled %d times", n, s.journaled(7))
			}
			p.Asked(0)
			p.Calm()
		})
	}
}

func TestAGridOutlivesALostConnectionAndARefusalIsShownAsBefore(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)))
	p.Go(s.base + "/grid")
	const top = 4 // Ana Belén's is the first line
	first := `document.querySelector('[data-grid] tbody [data-cell]')`
	browsertest.Eval[bool](p, `(`+first+`.focus(), true)`)
	p.Key("a")
	p.Cut()
	p.Press("Save attendance")
	p.See(cut)
	if got := browsertest.Eval[string](p, first+`.value`); got != "absent" || s.mark(t, 0, top) != "present" {
		t.Errorf("the cell is %s", got)
	}
	p.Audit()
	p.Mend()
	// Somebody else was faster meanwhile: the page says so, and what was typed is there.
	s.site.As(s.Andina.Manager).Post(s.base+"/grid", form("mark."+s.cell(0, top), "late", "was."+s.cell(0, top), "present")).Status(http.StatusSeeOther)
	before := s.journaled(0)
	p.Press("Save attendance")
	p.See("There is a problem", "marked this late meanwhile")
	if !browsertest.Eval[bool](p, `document.activeElement.matches('.errsum')`) {
		t.Errorf("the focus is on %q", p.Focused())
	}
	p.Audit()
	p.Press("Save attendance") // meant, now that it was seen
	p.See("0 recorded, 1 corrected.")
	p.At(s.base + "/grid")
	if got := s.mark(t, 0, top); got != "absent" || s.journaled(0) != before+1 {
		t.Errorf("it is %s, journaled %d times since", got, s.journaled(0)-before)
	}
	p.Asked(0)
}

func TestASheetOutlivesTheEndOfTheSignInAndIsSavedInNobodyElsesName(t *testing.T) {
	t.Parallel()
	s, p, token := newSheet(t)
	markFirst(p)
	s.Exec(`delete from account_session where token_hash = $1`, tenants.HashToken(token))
	p.Press("Save attendance")
	p.See(out, "Sign in")
	p.Inspect("kept-signed-out")
	p.Bring("accord", s.site.Token(s.Andina.Manager))
	p.Press("Save attendance")
	p.See(others)
	if firstMark(p) != "absent" || s.journaled(7) != 0 {
		t.Error("the marks are gone, or saved in somebody else's name")
	}
	p.Bring("accord", s.site.Token(s.Andina.Trainer))
	p.Click("Save attendance")
	p.See("Session 8: 1 recorded, 0 corrected.")
	if s.journaled(7) != 1 {
		t.Errorf("journaled %d times", s.journaled(7))
	}
}

func TestLeavingASheetAsksOnlyWhileSomethingIsUnsaved(t *testing.T) {
	t.Parallel()
	s, p, _ := newSheet(t)
	p.Press("Everybody without a mark was present")
	p.Press("Everybody without a mark was present") // as it was loaded
	p.Click("Session 7")
	p.At(s.sheet(6))
	p.Asked(0)
	p.Go(s.sheet(7))
	markFirst(p)
	p.Stay(true)
	p.Press("Session 7")
	p.Asked(1)
	p.Press("ES")
	p.Asked(2)
	p.At(s.sheet(7))
	if got := firstMark(p); got != "absent" {
		t.Errorf("the mark is %q", got)
	}
	p.Stay(false)
	p.Click("Session 7")
	p.At(s.sheet(6))
	p.Asked(3)
}

func TestAFormThatIsKeptStillPostsWithoutScripts(t *testing.T) {
	t.Parallel()
	s, p, token := newSheet(t, browsertest.NoScripts())
	p.Tick("Everybody without a mark was present")
	p.Click("Save attendance")
	p.See("Session 8: 10 recorded, 0 corrected.")
	if s.journaled(7) != 1 {
		t.Errorf("journaled %d times", s.journaled(7))
	}
	p.Go(s.sheet(7))
	s.Exec(`delete from account_session where token_hash = $1`, tenants.HashToken(token))
	p.Click("Save attendance")
	p.See("Your session has ended")
}
