package trainings_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestASheetIsRecordedFromTheKeyboard(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Clock.Add(13 * 24 * time.Hour)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)))
	p.Go(s.base)
	p.Click("Record attendance")
	p.See("Attendance, session 8")
	browsertest.Eval[bool](p, `(document.querySelector('[data-line] input').focus(), true)`)
	for _, key := range []string{"p", "a", "e", "t"} {
		p.Key(key)
	}
	if got := p.Focused(); got != "Hours attended by José Luis Cevallos" {
		t.Errorf("the key t leads to %q", got)
	}
	// The driver sends a letter apart from its press, so the t is in the field: no keyboard does that.
	browsertest.Eval[bool](p, `(document.activeElement.value = '2', true)`)
	p.Key(arrowDown)
	p.Key("p")
	marks := browsertest.Eval[string](p, `[...document.querySelectorAll('[data-line]')].map(l => l.querySelector('input:checked')?.value ?? '-').join(' ')`)
	if marks != "present absent excused part present - - - - -" {
		t.Errorf("marked %s", marks)
	}
	p.Tick("Everybody without a mark was present")
	p.Click("Save attendance")
	p.See("Session 8: 10 recorded, 0 corrected.")
	p.Calm()
	if s.Count("select count(*) from attendance where training_session_id = $1 and (mark, hours) = ('part', 2)", s.sessions[7].ID) != 1 {
		t.Error("the part was not recorded")
	}
}

func TestTheMainStepsWorkOnAPhone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.finish(t)
	p := browsertest.Open(t, s.site.URL, browsertest.Phone(), browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)))
	p.Go(s.base)
	p.Click("Confirm completion")
	p.See("Candidates who meet the rule")
	p.Click("Confirm completion")
	p.See("This cannot be undone.")
	p.Audit()
	p.Click("Confirm completion")
	p.See("6 completions are confirmed.")
	p.Shot("cohort-completed-390-light-en")
	p.Audit()
}

// arrowDown is the key as the browser's driver names it.
const arrowDown = "\u0301"

// file sends a file through a form.
func (s *scene) file(t *testing.T, c *webtest.Client, path, name, text string) *webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	ok(t, w.WriteField("_csrf", c.CSRF()))
	if text != "" {
		part, err := w.CreateFormFile("file", name)
		ok(t, err)
		_, err = io.WriteString(part, text)
		ok(t, err)
	}
	ok(t, w.Close())
	r, err := http.NewRequest(http.MethodPost, s.site.URL+path, &b)
	ok(t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.Do(r)
}

func TestMovingAndCancellingSayWhoIsToldAndAskWhy(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Trainer)
	at := s.base + "/sessions/" + s.sessions[7].ID.String()
	c.Get(at+"/edit").Status(http.StatusOK).Says("everybody concerned is told by mail: 10 candidates and 1 trainer.", "Link, where it takes place online")
	sent := form("title", "Ethics", "starts.day", "28", "starts.month", "11", "starts.year", "2026", "starts.clock", "16:00", "ends", "22:00", "hours", "5", "place", "Aula 2",
		"link", "meet.example.org", "reason", "")
	c.Post(at+"/edit", sent).Status(http.StatusUnprocessableEntity).Says("Enter a whole address that begins with https://")
	sent.Set("link", "https://meet.example.org/2")
	c.Post(at+"/edit", sent).Status(http.StatusUnprocessableEntity).Says("Give the reason")
	sent.Set("reason", "The room is not free.")
	moved := c.Post(at+"/edit", sent).To(s.base + "/sessions#session-" + s.sessions[7].ID.String()).Follow()
	moved.Says("Session 8 is saved. 11 people are told by mail that it is now: 28 Nov 2026, 16:00–22:00 Guayaquil (UTC−5) · Aula 2 · https://meet.example.org/2", "Online")
	if !strings.Contains(moved.Text, `<tr id="session-`+s.sessions[7].ID.String()+`"`) {
		t.Error("the list has no place for the session")
	}
	sent.Set("title", "Ethics, and closing the mediation") // nobody is told of a title
	c.Post(at+"/edit", sent).Follow().Says("Session 8 is saved.").SaysNot("told by mail that")
	c.Get(s.base).Says("told 11 people about session 8: The room is not free.")
	past := s.base + "/sessions/" + s.sessions[0].ID.String()
	c.Get(past + "/edit").Status(http.StatusOK).SaysNot("is told by mail")
	c.Get(at + "/cancel").Status(http.StatusOK).Says("10 candidates and 1 trainer.")
	c.Post(at+"/cancel", form("reason", "")).Status(http.StatusUnprocessableEntity).Says("Give the reason")
	c.Post(at+"/cancel", form("reason", "The trainer is ill.")).Follow().Says("Session 8 is cancelled. 11 people are told by mail.", "Cancelled")
	if n := s.Count("select count(*) from outbox where kind = 'mail' and tenant_id = $1", s.Andina.ID); n != 22 {
		t.Errorf("%d letters, not one to each of both", n)
	}
}

func TestASeriesIsLookedAtBeforeItIsPlanned(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Trainer)
	at := s.base + "/sessions/series"
	c.Get(at).Status(http.StatusOK).Says("Plan several sessions", "On these days of the week", "Tuesday")
	sent := form("title", "Practice evening", "days", "2", "days", "4", "begins", "17:00", "ends", "25:00", "hours", "2.5", "from.day", "16", "from.month", "11", "from.year", "2026",
		"times", "", "until.day", "", "until.month", "", "until.year", "", "place", "Aula 2", "link", "")
	c.Post(at+"/preview", sent).Status(http.StatusUnprocessableEntity).Says("Enter an hour such as 17:00")
	sent.Set("ends", "20:00")
	c.Post(at+"/preview", sent).Status(http.StatusUnprocessableEntity).Says("Say how many sessions there are, or until which day.")
	sent.Set("times", "4")
	c.Post(at+"/preview", sent).Status(http.StatusOK).Says("4 sessions", "Tuesday 17 Nov 2026", "Thursday 26 Nov 2026", "17:00–20:00")
	if s.Count("select count(*) from training_session where title = 'Practice evening'") != 0 {
		t.Error("looking planned them")
	}
	c.Post(at, sent).Status(http.StatusUnprocessableEntity).Says("Keep at least one session.")
	sent["day"] = []string{"2026-11-17", "2026-11-24", "2026-12-25"}
	c.Post(at, sent).Status(http.StatusUnprocessableEntity)
	sent["day"] = []string{"2026-11-17", "2026-11-24", "2026-11-26"}
	c.Post(at, sent).Follow().Says("3 sessions are planned.", "Practice evening")
}

func TestAPlaceIsGivenFromTheWaitingListAfterASecondLook(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Exec("update cohort set capacity = 10 where id = $1", s.cohort.ID)
	c := s.site.As(s.Andina.Manager)
	c.Get(s.base+"/candidates/new").Status(http.StatusOK).Says("Every place is taken.", "Put on the waiting list")
	s.site.As(s.Andina.Trainer).Get(s.base + "/waiting/new").Status(http.StatusForbidden)
	c.Post(s.base+"/waiting", form("name", "Rosa Lema", "email", "not one", "language", "es")).Status(http.StatusUnprocessableEntity)
	c.Post(s.base+"/waiting", form("name", "Rosa Lema", "email", "rosa@correo.example", "language", "es")).Follow().
		Says("Rosa Lema is on the waiting list.", "1. Rosa Lema", "Take off the list").SaysNot("Give the place")
	c.Get("/o/" + s.Andina.Slug + "/cohorts").Says("1 waits")
	c.Post(s.base+"/candidates/"+s.people[3].ID.String()+"/withdraw", form()).Follow().Says("1 place is free, and somebody waits for it.", "Give the place")
	at := s.base + "/waiting/" + s.ID("select id from waiting where cohort_id = $1", s.cohort.ID).String()
	// Nobody is enrolled past her, unless there is a reason; a trainer has none to give.
	ahead := form("name", "Iván Paz", "email", "ivan@correo.example", "language", "es")
	c.Get(s.base+"/candidates/new").Says("A place is free, and somebody waits for it.", "Why does this person come first?")
	c.Post(s.base+"/candidates", ahead).Status(http.StatusConflict).Says("Somebody waits for this place.")
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(s.base + "/candidates/new").SaysNot("Why does this person come first?")
	trainer.Post(s.base+"/candidates", ahead).Status(http.StatusConflict).Says("Somebody waits for this place.")
	ahead["passing"] = []string{"I know him."}
	trainer.Post(s.base+"/candidates", ahead).Status(http.StatusForbidden)
	c.Get(at+"/place").Status(http.StatusOK).Says("Give Rosa Lema the place?", "rosa@correo.example")
	c.Post(at+"/place", form()).Follow().Says("Rosa Lema is enrolled and is told by mail.").SaysNot("Waiting list")
	c.Post(at+"/leave", form()).Status(http.StatusNotFound)
}
