package web_test

import (
	"net/http"
	"testing"

	"accord/web/webtest"
)

func TestAFormWhosePageStaysIsToldWhereToGoOn(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	path := "/o/" + w.Andina.Slug + "/cohorts"
	manager := site.As(w.Andina.Manager).With("Accord-Keep", "true")
	done := manager.Post(path, cohort(w, "KEEP-1")).Status(http.StatusNoContent)
	if to := done.Header.Get("Location"); to != "/o/"+w.Andina.Slug+"/" {
		t.Errorf("it leads to %q", to)
	}
	site.As(w.Andina.Manager).Post(path, cohort(w, "KEEP-2")).Status(http.StatusSeeOther)
	manager.Post(path, cohort(w, "KEEP-1")).Status(http.StatusConflict).Says("There is a problem")
}

func TestAFormWhosePageStaysKeepsItsCookiesWhenTheSignInHasEnded(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	path := "/o/" + w.Andina.Slug + "/cohorts"
	manager := site.As(w.Andina.Manager).With("Accord-Keep", "true")
	stale := manager.PostRaw(path, webtest.Form{"_csrf": {site.As(w.Andina.Admin).CSRF()}}).Status(http.StatusForbidden)
	if stale.Header.Get("Accord-Keep") != "stale" {
		t.Error("a stale form is not told apart")
	}
	form := cohort(w, "KEEP-3")
	form["_csrf"] = []string{manager.CSRF()}
	w.Exec(`delete from account_session where person_id = $1`, w.Andina.Manager.Person())
	ended := manager.PostRaw(path, form).Status(http.StatusUnauthorized)
	if ended.Header.Get("Set-Cookie") != "" || ended.Header.Get("Location") != "" {
		t.Errorf("it is answered with %v", ended.Header)
	}
	if n := w.Count(`select count(*) from cohort where code = 'KEEP-3' and tenant_id = $1`, w.Andina.ID); n != 0 {
		t.Errorf("%d cohorts", n)
	}
}
