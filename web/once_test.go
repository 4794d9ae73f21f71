package web_test

import (
	"strings"
	"sync"
	"testing"

	"accord/web/webtest"
)

func TestAFormPressedTwiceIsDoneOnce(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	path := "/o/" + w.Andina.Slug + "/cohorts"
	trainer := site.As(w.Andina.Manager)
	form := cohort(w, "TWICE-1")
	form["_csrf"], form["_once"] = []string{trainer.CSRF()}, []string{"the-key-of-this-form"}
	var pressed sync.WaitGroup
	answers := make([]*webtest.Answer, 5)
	for i := range answers {
		pressed.Go(func() { answers[i] = trainer.PostRaw(path, form) })
	}
	pressed.Wait()
	for _, a := range answers {
		a.To("/o/" + w.Andina.Slug + "/")
	}
	if n := w.Count(`select count(*) from cohort where tenant_id = $1 and code = 'TWICE-1'`, w.Andina.ID); n != 1 {
		t.Fatalf("%d cohorts", n)
	}
	trainer.PostRaw(path, form).Follow().Says("This was done already")
}

func TestAKeyOfARefusedFormIsFree(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	path := "/o/" + w.Andina.Slug + "/cohorts"
	manager := site.As(w.Andina.Manager)
	form := cohort(w, "FREE-1")
	form["_once"], form["title"] = []string{"the-key-of-that-form"}, []string{""}
	manager.Post(path, form).Status(422)
	form["title"] = []string{"Foundations"}
	manager.Post(path, form).To("/o/" + w.Andina.Slug + "/")
	form["_once"] = []string{"another-key-altogether"}
	answer := manager.Post(path, form).Status(409)
	if !strings.Contains(answer.Text, "errsum") {
		t.Errorf("a conflict is not said in the form: %s", answer.Words())
	}
}

func TestTwoPeoplesKeysDoNotMeet(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	path := "/o/" + w.Andina.Slug + "/cohorts"
	for i, who := range []*webtest.Client{site.As(w.Andina.Manager), site.As(w.Andina.Admin)} {
		form := cohort(w, []string{"MEET-1", "MEET-2"}[i])
		form["_once"] = []string{"the-same-key-by-chance"}
		if got := who.Post(path, form).StatusCode; got != 303 && got != 403 {
			t.Errorf("%d: %d", i, got)
		}
	}
	if n := w.Count(`select count(*) from cohort where tenant_id = $1 and code = 'MEET-1'`, w.Andina.ID); n != 1 {
		t.Errorf("%d cohorts", n)
	}
}
