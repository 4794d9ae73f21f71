package spotchecks_test

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/spotchecks"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// cast is a site before a world in which IMI has certified Lucía.
type cast struct {
	*apptest.World
	site                  *webtest.Site
	home                  string
	credential, recording uuid.UUID
}

func newCast(t *testing.T) *cast {
	t.Helper()
	c := &cast{World: apptest.NewWorld(t)}
	c.site = webtest.New(t, c.World, func(app *web.App) { pages.Routes(app, c.DB) })
	c.home = "/o/" + c.Andina.Slug
	o := c.Andina
	lucia := c.Row("candidate", map[string]any{"tenant_id": o.ID, "name": "Lucía Ferrán Ortega"})
	identity := c.version(o, lucia, "identity_check", "Cédula de identidad")
	c.recording = c.version(o, lucia, "recording", "Role-play, 12 September 2026")
	submission := c.Row("submission", map[string]any{"tenant_id": o.ID, "candidate_id": lucia, "program_id": o.QAP, "certification": "certified_mediator",
		"submitted_at": apptest.Start, "rule_set": "r", "declaration": "d", "submitted_by_name": "n"})
	c.Row("submission_item", map[string]any{"tenant_id": o.ID, "submission_id": submission, "document_version_id": identity, "kind": "identity_check"})
	c.Row("decision", map[string]any{"tenant_id": o.ID, "submission_id": submission, "outcome": "accepted"})
	c.credential = c.Row("credential", map[string]any{"tenant_id": o.ID, "submission_id": submission, "program_id": o.QAP, "holder": "Lucía Ferrán Ortega", "certification": "certified_mediator", "number": "IMI-" + uuid.NewString()[:8]})
	c.Row("logbook_entry", map[string]any{"tenant_id": o.ID, "candidate_id": lucia, "role": "mediator", "medium": "in_person", "settled": "yes", "parties": 2})
	return c
}

func (c *cast) version(o apptest.Org, candidate uuid.UUID, kind, title string) uuid.UUID {
	document := c.Row("document", map[string]any{"tenant_id": o.ID, "candidate_id": candidate, "kind": kind, "title": title})
	hash := sha256.Sum256([]byte(title))
	return c.Row("document_version", map[string]any{"tenant_id": o.ID, "document_id": document, "candidate_id": candidate, "kind": kind, "title": title,
		"state": "typed", "origin": "upload", "media_type": "application/pdf", "sha256": hash[:], "store_version": "v1", "typed_at": apptest.Start, "received_at": apptest.Start})
}

// issued sends a request by page and answers its id, matched.
func (c *cast) issued(t *testing.T, demands ...string) string {
	t.Helper()
	checker := c.site.As(c.IMI.SpotChecker)
	checker.Get("/imi/spot-checks/new?credential="+c.credential.String()).Status(200).Says("Request documents about Lucía Ferrán Ortega", "10 working days to answer")
	to := checker.Post("/imi/spot-checks", webtest.Form{"credential": {c.credential.String()}, "kind": {"routine"}, "reason": {"Random sample, fourth quarter"}, "demands": demands}).Status(303).Header.Get("Location")
	id := to[strings.LastIndex(to, "/")+1:]
	clerk, err := c.DB.AdmitClerk(t.Context(), c.Andina.ID, "request.propose", "test")
	if err == nil {
		err = c.DB.Write(t.Context(), clerk, func(tx *tenants.Tx) error { return spotchecks.Match(tx, uuid.MustParse(id)) })
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (c *cast) load(t *testing.T, id string) (k spotchecks.Case) {
	t.Helper()
	if err := c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { k, err = spotchecks.Load(tx, uuid.MustParse(id)); return err }); err != nil {
		t.Fatal(err)
	}
	return k
}

func TestARequestGoesFromIMIToTheOrganisationAndBack(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	id := c.issued(t, "identity_check", "recording", "moderation")
	manager, checker := c.site.As(c.Andina.Manager), c.site.As(c.IMI.SpotChecker)
	at := c.home + "/requests/" + id
	manager.Get(c.home+"/requests").Status(200).Says("Lucía Ferrán Ortega", "In preparation", "0 / 3")
	page := manager.Get(at).Status(200).Says("Documents about Lucía Ferrán Ortega", "Random sample, fourth quarter", "Role-play, 12 September 2026", "Was part of the submission", "Same kind, same person", "1 demand has nothing prepared yet. 2 answers are ready and wait to be released to IMI.")
	page.SaysNot("Release to IMI now")

	k := c.load(t, id)
	demand := at + "/demands/" + k.Demands[2].ID.String()
	manager.Post(demand+"/explanation", webtest.Form{"explanation": {""}}).Status(422).Says("Why is there no document?")
	manager.Post(demand+"/explanation", webtest.Form{"explanation": {"The two sheets agreed, so nothing was moderated."}}).Status(303)
	manager.Get(at).Status(200).Says("The two sheets agreed")
	checker.Get("/imi/spot-checks/" + id).Status(200).SaysNot("The two sheets agreed")

	manager.Get(at+"/release").Status(200).Says("Exactly these documents are opened", "Role-play, 12 September 2026", "1 explanation goes with it")
	manager.Post(at+"/release", webtest.Form{"statement": {""}, "proposals": {k.Demands[1].Proposals[0].ID.String()}}).Status(422).Says("Statement")
	manager.Post(at+"/release", webtest.Form{"statement": {"Complete and unaltered."}, "proposals": {k.Demands[1].Proposals[0].ID.String()}}).Status(303)
	manager.Get(at).Status(200).Says("1 document released to IMI", "Partly answered", "1 answer is ready and waits to be released to IMI.", "Open to IMI while the request is open")
	checker.Get("/imi/spot-checks/"+id).Status(200).Says("Role-play, 12 September 2026", "The two sheets agreed", "Complete and unaltered.", "View").SaysNot("Cédula de identidad")

	checker.Post("/imi/spot-checks/"+id+"/outcome", webtest.Form{"summary": {"x"}}).Status(422)
	checker.Get("/imi/spot-checks/"+id+"/outcome").Status(200).Says("to answer. Until then, the request can only be withdrawn.", "Withdrawn").SaysNot("Sound, with something to mend")
	checker.Post("/imi/spot-checks/"+id+"/outcome", webtest.Form{"outcome": {"satisfactory"}, "summary": {"Everything is in order."}}).Status(409).Says("can still answer", "Everything is in order.")
	manager.Post(at+"/release", webtest.Form{"statement": {"Complete and unaltered."}, "proposals": {k.Demands[0].Proposals[0].ID.String()}}).Status(303)
	checker.Get("/imi/spot-checks/"+id).Status(200).Says("released documents to IMI", c.Andina.Manager.Name())
	checker.Post("/imi/spot-checks/"+id+"/outcome", webtest.Form{"outcome": {"satisfactory"}, "summary": {"Everything is in order."}}).Status(303)
	checker.Get("/imi/spot-checks/"+id).Status(200).Says("Closed", "Satisfactory", "Everything is in order.")
	manager.Get(at).Status(200).Says("This request is closed. Outcome: Satisfactory", "Everything is in order.", "Closed to IMI since").SaysNot("Open to IMI while the request is open")
	manager.Post(at+"/release", webtest.Form{"statement": {"Once more."}, "proposals": {k.Demands[0].Proposals[0].ID.String()}}).Status(409).Says("closed")
}

func TestOpenRequestsComeBeforeClosedOnes(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	closed := c.issued(t, "moderation") // falls due first
	c.site.As(c.IMI.SpotChecker).Post("/imi/spot-checks/"+closed+"/outcome", webtest.Form{"outcome": {"withdrawn"}, "summary": {"It was issued by mistake."}}).Status(303)
	c.Clock.Add(48 * time.Hour)
	open := c.issued(t, "moderation")
	var got []string
	ask := paging.Ask{Limit: 1}
	for range 2 { // a page each: the cursor holds the same order
		if err := c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error {
			page, err := spotchecks.List(tx, spotchecks.Filter{}, ask)
			for _, k := range page.Items {
				got = append(got, k.ID.String())
			}
			ask.After = page.Next
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(got, []string{open, closed}) {
		t.Errorf("the list reads %v, not the open %s before the closed %s", got, open, closed)
	}
}

func TestOthersDoNotFindARequest(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	id := c.issued(t, "recording")
	for name, who := range map[string]tenants.Member{"a trainer": c.Andina.Trainer, "an assessor": c.Andina.Assessor} {
		client := c.site.As(who)
		if a := client.Get(c.home + "/requests/" + id); a.StatusCode != 404 {
			t.Errorf("%s gets %d", name, a.StatusCode)
		}
		if a := client.Post(c.home+"/requests/"+id+"/release", webtest.Form{"statement": {"mine"}}); a.StatusCode != 404 {
			t.Errorf("%s releases: %d", name, a.StatusCode)
		}
	}
	other := c.site.As(c.Nordic.Manager)
	other.Get(c.home + "/requests/" + id).Status(404)
	other.Get("/o/" + c.Nordic.Slug + "/requests/" + id).Status(404)
	c.site.As(c.IMI.Reviewer).Get("/imi/spot-checks/" + id).Status(404)
	c.site.As(c.Andina.Manager).Get("/imi/spot-checks/" + id).Status(404)
	c.site.Nobody().Get(c.home + "/requests/" + id).Status(303)
}

func TestPagesOfRequestsAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	empty := newCast(t)
	id := c.issued(t, "identity_check", "logbook", "moderation")
	k := c.load(t, id)
	c.site.As(c.Andina.Manager).Post(c.home+"/requests/"+id+"/demands/"+k.Demands[2].ID.String()+"/explanation", webtest.Form{"explanation": {"The two sheets agreed, so nothing was moderated."}}).Status(303)
	half := c.issued(t, "recording", "feedback_form")
	h := c.load(t, half)
	c.site.As(c.Andina.Manager).Post(c.home+"/requests/"+half+"/release", webtest.Form{"statement": {"Complete and unaltered."}, "proposals": {h.Demands[0].Proposals[0].ID.String()}}).Status(303)
	browsertest.Sweep(t, c.site.URL, c.site.Token, "request", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"received", c.Andina.Manager, c.home + "/requests"},
		{"answer", c.Andina.Manager, c.home + "/requests/" + id},
		{"choose", c.Andina.Manager, c.home + "/requests/" + id + "/demands/" + k.Demands[0].ID.String() + "/documents"},
		{"explain", c.Andina.Manager, c.home + "/requests/" + id + "/demands/" + k.Demands[2].ID.String() + "/explanation"},
		{"release", c.Andina.Manager, c.home + "/requests/" + id + "/release"},
		{"issued", c.IMI.SpotChecker, "/imi/spot-checks"},
		{"new", c.IMI.SpotChecker, "/imi/spot-checks/new?credential=" + c.credential.String()},
		{"show", c.IMI.SpotChecker, "/imi/spot-checks/" + half},
		{"outcome", c.IMI.SpotChecker, "/imi/spot-checks/" + half + "/outcome"},
	})
	browsertest.Sweep(t, empty.site.URL, empty.site.Token, "request-empty", browsertest.Looks, []browsertest.Visit[webtest.Person]{{"none", empty.Andina.Manager, empty.home + "/requests"}})
}
