package pathways_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	file "accord/web/pages/candidates"
	"accord/web/pages/pathways"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) {
		file.Routes(app, w.DB, pathways.Section())
		pathways.Routes(app, w.DB)
	})
}

// anna has mediated so often, verified.
func anna(t *testing.T, w *apptest.World, mediations int) candidates.Candidate {
	t.Helper()
	var c candidates.Candidate
	err := w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: "Anna Ortiz", Email: uuid.NewString() + "@example.org", Language: "es"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range mediations {
		w.Row("logbook_entry", map[string]any{"tenant_id": w.Andina.ID, "candidate_id": c.ID, "held_on": apptest.Start.AddDate(0, 0, -i-1), "role": "mediator", "medium": "in_person",
			"hours": 2, "parties": 2, "settled": "yes", "created_at": apptest.Start, "verified_at": apptest.Start})
	}
	return c
}

func TestAFileShowsWhereTheCandidateStandsAndWhatIsMissing(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := anna(t, w, 12)
	at := "/o/" + w.Andina.Slug + "/candidates/" + c.ID.String()
	s.As(w.Andina.Manager).Get(at).Status(200).Says("Career pathway", "Next: IMI Qualified Mediator. 1 thing is missing.", "The training has not been completed",
		"12 of 20 mediations, 8 to go", "Not offered here", "The candidate has not been assessed under this program")
	s.As(w.Nordic.Manager).Get(at).Status(404)
}

func TestAProgramManagerRecordsAnExemptionAndWithdrawsIt(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := anna(t, w, 12)
	m := s.As(w.Andina.Manager)
	at := "/o/" + w.Andina.Slug + "/candidates/" + c.ID.String()
	m.Get(at+"/exemptions/new").Status(200).Says("Exempt Anna Ortiz", "IMI Certified Mediator", "IMI-CM-01", "IMI reads the reason")
	m.Post(at+"/exemptions", webtest.Form{"program": {w.Andina.QAP.String()}, "reason": {" "}}).Status(422).Says("Give the reason: IMI reads it")
	m.Post(at+"/exemptions", webtest.Form{"program": {w.Andina.CMTP.String()}, "reason": {"Because."}}).Status(422).Says("Choose a rule from which somebody can be exempt")
	m.Post(at+"/exemptions", webtest.Form{"program": {w.Andina.QAP.String()}, "reason": {"A judge-mediator for twelve years."}}).To(at).Follow().
		Says("The exemption of Anna Ortiz is recorded.", "Exempt by decision of the program; 12 of 20 mediations", "on 16 November 2026: A judge-mediator for twelve years.")
	m.Get(at + "/exemptions/new").Status(303).Follow().Says("There is no rule that this candidate could be exempt from")
	id := w.ID(`select id from exemption where candidate_id = $1`, c.ID).String()
	m.Get(at+"/exemptions/"+id+"/withdrawal").Status(200).Says("The rule holds for this candidate again from now on.", "A judge-mediator for twelve years.")
	m.Post(at+"/exemptions/"+id+"/withdrawal", webtest.Form{}).To(at).Follow().Says("is withdrawn.", "12 of 20 mediations, 8 to go")
	m.Post(at+"/exemptions/"+id+"/withdrawal", webtest.Form{}).Status(409)
}

func TestAnExemptionIsNotForTrainersOrOthers(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := anna(t, w, 12)
	at := "/o/" + w.Andina.Slug + "/candidates/" + c.ID.String()
	form := webtest.Form{"program": {w.Andina.QAP.String()}, "reason": {"Because."}}
	for _, m := range []tenants.Member{w.Andina.Trainer, w.Andina.Assessor, w.Nordic.Manager} {
		s.As(m).Get(at + "/exemptions/new").Status(404)
		s.As(m).Post(at+"/exemptions", form).Status(404)
	}
	if n := w.Count(`select count(*) from exemption where candidate_id = $1`, c.ID); n != 0 {
		t.Errorf("%d exemptions were recorded", n)
	}
}

func TestThePathwayIsReadOnASmallScreenAndALargeOne(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := anna(t, w, 2)
	w.Row("completion", map[string]any{"tenant_id": w.Andina.ID, "candidate_id": c.ID, "program_id": w.Andina.CMTP, "hours": 40, "completed_on": apptest.Start})
	w.Row("submission", map[string]any{"tenant_id": w.Andina.ID, "candidate_id": c.ID, "program_id": w.Andina.CMTP, "certification": "qualified_mediator", "reference": "SU-7K3QX-9WD42",
		"holder": c.Name, "created_at": apptest.Start, "submitted_at": apptest.Start, "rule_set": "qualified_mediator/2021-06-01", "declaration": "d", "submitted_by_name": "n"})
	at := "/o/" + w.Andina.Slug + "/candidates/" + c.ID.String()
	for _, look := range browsertest.Looks {
		p := browsertest.Open(t, s.URL, look.As(browsertest.Cookie("accord", s.Token(w.Andina.Manager)))...)
		p.Go(at)
		if strings.HasSuffix(look.Name, "-es") {
			p.See("Lo siguiente: Mediador/a IMI certificado/a. Faltan 2 cosas.")
		}
		p.Inspect("pathway-" + look.Name)
		p.Go(at + "/exemptions/new")
		p.Inspect("exemption-" + look.Name)
	}
}
