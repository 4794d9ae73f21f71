package web_test

import (
	"net/http"
	"testing"

	"accord/app/apptest"
	"accord/web"
	"accord/web/webtest"
)

func TestTheSiteSaysThatItLives(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	site := webtest.New(t, w, func(*web.App) {})
	if said := site.Nobody().Get("/healthz").Status(http.StatusOK).Text; said != "ok\n" {
		t.Errorf("it says %q", said)
	}
	site.Nobody().Get("/readyz").Status(http.StatusNotFound) // what works and what does not is not for everybody
}
