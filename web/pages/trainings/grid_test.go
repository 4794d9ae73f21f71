package trainings_test

import (
	"net/http"
	"strings"
	"testing"

	"accord/app/trainings"
	"accord/web/browsertest"
)

func (s *scene) cell(session, who int) string {
	return s.sessions[session].ID.String() + "." + s.people[who].ID.String()
}

const arrowRight = "\u0303"

// mark is what stands for somebody at a session.
func (s *scene) mark(t *testing.T, session, who int) string {
	t.Helper()
	for _, mark := range trainings.Marks {
		if s.Count(`select count(*) from attendance where training_session_id = $1 and enrolment_id = $2 and mark = $3`, s.sessions[session].ID, s.people[who].ID, mark) == 1 {
			return mark
		}
	}
	return ""
}

func TestACohortsPagesShowEachMarkWhereItStands(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	page, list, table := manager.Get(s.base).Status(http.StatusOK), manager.Get(s.base+"/sessions").Status(http.StatusOK), manager.Get(s.base+"/register?as=csv").Status(http.StatusOK)
	for _, want := range []string{"Session 1: Present; Session 2: Absent; Session 3: Present; Session 4: Present; Session 5: Part of the session; Session 6: Present; Session 7: Absent; Session 8: To come",
		"Session 4: Present; Session 5: Excused; Session 6: Present"} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	list.Says("95%", "Recorded")
	if !strings.Contains(table.Text, "Martín Yépez,mar.3@correo.example,,Present,Absent,Present,Present,2.5,Present,Absent,") {
		t.Errorf("the register is\n%s", table.Text)
	}
	manager.Get(s.sheet(1)).Status(http.StatusOK).Says("Martín Yépez")
}

func TestTheGridIsSavedWithoutScriptsAndAChangeOfSomebodyElsesIsShown(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer, manager, grid := s.site.As(s.Andina.Trainer), s.site.As(s.Andina.Manager), s.base+"/grid"
	trainer.Get(grid).Status(http.StatusOK).Says("Attendance grid", "Camila Torres Vega", "Session 7").SaysNot("Session 8 ")
	trainer.Post(grid, form("mark."+s.cell(0, 0), "late", "was."+s.cell(0, 0), "present", "mark."+s.cell(1, 1), "present", "was."+s.cell(1, 1), "present")).
		Status(http.StatusSeeOther).Follow().Says("0 recorded, 1 corrected")
	if got := s.mark(t, 0, 0); got != trainings.Late {
		t.Errorf("it is %s", got)
	}
	sent := form("mark."+s.cell(0, 0), "absent", "was."+s.cell(0, 0), "present", "mark."+s.cell(1, 0), "excused", "was."+s.cell(1, 0), "present")
	page := manager.Post(grid, sent).Status(http.StatusConflict).Says("marked this late meanwhile", "There is a problem")
	if got := s.mark(t, 0, 0) + s.mark(t, 1, 0); got != trainings.Late+trainings.Present {
		t.Errorf("something of a conflicting grid was kept: %s", got)
	}
	// What was typed is kept; where the page told of the other's change, saving again is meant.
	for _, want := range []string{`name="was.` + s.cell(0, 0) + `" value="late"`, `name="was.` + s.cell(1, 0) + `" value="present"`} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	sent.Set("was."+s.cell(0, 0), "late")
	manager.Post(grid, sent).Status(http.StatusSeeOther)
	if got := s.mark(t, 0, 0) + s.mark(t, 1, 0); got != trainings.Absent+trainings.Excused {
		t.Errorf("saved again it is %s", got)
	}
	history := s.base + "/sessions/" + s.sessions[0].ID.String() + "/marks/" + s.people[0].ID.String()
	if now := manager.Get(grid).Status(http.StatusOK); !strings.Contains(now.Text, "History of Camila Torres Vega’s mark for session 1") {
		t.Error("the cell does not lead to its history")
	}
	manager.Get(history).Status(http.StatusOK).Says("marked: Present", "changed Present to Late", "changed Late to Absent")
	s.site.As(s.Andina.Trainer2).Get(history).Status(http.StatusNotFound)
	s.site.As(s.Andina.Trainer2).Get(grid).Status(http.StatusNotFound)
	s.site.As(s.Andina.Assessor).Post(grid, sent).Status(http.StatusNotFound)
	manager.Post(grid, form("mark."+s.cell(2, 0), "part", "hours."+s.cell(2, 0), "9", "was."+s.cell(2, 0), "present")).Status(http.StatusUnprocessableEntity).Says("more than 0 and fewer than 5")
}

func TestTheSheetOfASessionShowsAChangeOfSomebodyElsesToo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	id := s.people[0].ID.String()
	s.site.As(s.Andina.Trainer).Post(s.sheet(0), form("mark."+id, "absent", "was."+id, "present")).Status(http.StatusSeeOther)
	page := s.site.As(s.Andina.Manager).Post(s.sheet(0), form("mark."+id, "late", "was."+id, "present")).Status(http.StatusConflict).Says("marked this absent meanwhile")
	if !strings.Contains(page.Text, `name="was.`+id+`" value="absent"`) {
		t.Error("saving again would be refused again")
	}
	if got := s.mark(t, 0, 0); got != trainings.Absent {
		t.Errorf("it is %s", got)
	}
}

func TestTheGridIsMarkedFromTheKeyboardAndOnAPhoneBySession(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	token := s.site.Token(s.Andina.Trainer)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", token))
	p.Go(s.base + "/grid")
	p.Shot("grid-1440")
	p.Audit()
	browsertest.Eval[bool](p, `(document.querySelector('[data-grid] tbody [data-cell]').focus(), true)`)
	p.Key("a")
	p.Key(arrowRight)
	p.Key("2")
	first := browsertest.Eval[string](p, `[...document.querySelectorAll('[data-grid] tbody tr')].slice(0, 2).map(row => [...row.querySelectorAll('[data-cell]')].slice(0, 2).map(c => c.value).join()).join(';')`)
	if first != "absent,present;present,late" {
		t.Errorf("after A, right, 2 the grid is %s", first)
	}
	p.Press("Save attendance")
	p.See("0 recorded, 2 corrected.")
	phone := browsertest.Open(t, s.site.URL, browsertest.Phone(), browsertest.Dark(), browsertest.Cookie("accord", token), browsertest.Cookie("theme", "dark"))
	phone.Go(s.base + "/grid")
	phone.See("One session at a time")
	phone.Shot("grid-390-dark")
	phone.Audit()
	phone.Press("Session 3: Listening and reframing")
	phone.See("Who was there")
	phone.Shot("sheet-390-dark")
	phone.Audit()
}
