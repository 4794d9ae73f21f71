package adjustments_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/adjustments"
	file "accord/web/pages/candidates"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestAnAdjustmentIsNotedDecidedAndEnded(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	s := webtest.New(t, w, func(app *web.App) {
		pages.Routes(app, w.DB)
		file.Routes(app, w.DB, pages.Section())
	})
	var candidate, asked uuid.UUID
	if err := w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana@correo.example", Language: "es", Country: "EC"})
		if err != nil {
			return err
		}
		a, err := adjustments.Ask(tx, c.ID, "interpreter", "Into Kichwa, for one of the parties.")
		candidate, asked = c.ID, a.ID
		return err
	}); err != nil {
		t.Fatal(err)
	}
	at := "/o/" + w.Andina.Slug + "/candidates/" + candidate.String()
	one := at + "/adjustments/" + asked.String()
	m := s.As(w.Andina.Manager)
	m.Get(at + "/adjustments/new").Status(200).Says("never why")
	m.Post(at+"/adjustments", webtest.Form{"kind": {"breaks"}, "arrangement": {" "}}).Status(422).Says("Say what is arranged")
	m.Post(one+"/decision", webtest.Form{"outcome": {"refused"}, "reason": {""}}).Status(422).Says("Say why it is refused")
	m.Post(one+"/decision", webtest.Form{"outcome": {"granted"}, "reason": {""}}).To(at).Follow().Says("It is arranged for", "Into Kichwa", "Granted")
	m.Post(one+"/end", webtest.Form{}).Status(422).Says("Confirm that it is needed no more")
	m.Get("/o/" + w.Andina.Slug + "/candidates/" + uuid.NewString() + "/adjustments/" + asked.String()).Status(404)
	s.As(w.Andina.Trainer).Get(one).Status(404)
	s.As(w.Nordic.Manager).Get("/o/" + w.Nordic.Slug + "/candidates/" + candidate.String() + "/adjustments/" + asked.String()).Status(404)
	browsertest.Sweep(t, s.URL, func(m tenants.Member) string { return s.Token(m) }, "adjustment", browsertest.Looks, []browsertest.Visit[tenants.Member]{
		{"new", w.Andina.Manager, at + "/adjustments/new"}, {"one", w.Andina.Manager, one}, {"file", w.Andina.Manager, at},
	})
}
