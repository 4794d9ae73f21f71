package submissions

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/submissions"
	"accord/web/webtest"
)

func TestACandidateIsPutForward(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	manager := c.site.As(c.Andina.Manager)
	manager.Get(c.home+"/submissions").Status(200).Says("No submissions yet", "Put somebody forward")
	manager.Get(c.home + "/submissions/new?q=ferran").Status(200).Says("Lucía Ferrán Ortega")
	manager.Get(c.home+"/submissions/new?candidate="+c.candidate.ID.String()).Status(200).Says("Certified Mediator Assessment", "IMI Qualified Mediator")
	manager.Post(c.home+"/submissions", webtest.Form{"candidate": {c.candidate.ID.String()}}).Status(422).Says("Under which program?")
	at := manager.Post(c.home+"/submissions", webtest.Form{"candidate": {c.candidate.ID.String()}, "program": {c.Andina.QAP.String()}}).Status(303).Header.Get("Location")
	manager.Get(at).Status(200).Says("2 things are missing.", "Identity check is not among the documents", "20 of 20 mediations and 60 of 200 hours", "IMI-CM-01",
		"Assessed and passed on 16 November 2026", "2 assessors are independent", "Identity, checked in person").SaysNot("Go on to the declaration")
	manager.Get(at + "/declaration").Status(200).Says("The submission is not sent: 2 things are missing")
	manager.Post(at+"/declaration", webtest.Form{"name": {"Rosa Quishpe"}, "agreed": {"on"}}).Status(409).
		Says("The submission is not sent: 2 things are missing", "Identity check is not among the documents", "Declaration on the code of conduct is not among the documents")
	manager.Post(at, webtest.Form{"versions": {c.identity.ID.String(), c.conduct.ID.String()}}).To(at)
	manager.Get(at).Status(200).Says("Nothing is missing", "Go on to the declaration")
	manager.Get(at+"/declaration").Status(200).Says("What is opened", "Identity, checked in person", "is true and complete")
	manager.Post(at+"/declaration", webtest.Form{"name": {"Rosa Quishpe"}}).Status(422).Says("Tick the box")
	manager.Post(at+"/declaration", webtest.Form{"name": {""}, "agreed": {"on"}}).Status(422).Says("Your full name")
	manager.Post(at+"/declaration", webtest.Form{"name": {"Rosa Quishpe"}, "agreed": {"on"}}).To(at)
	manager.Get(at).Status(200).Says("With IMI", "Rosa Quishpe", "Open to IMI’s reviewers until the decision", "12/15", "sent the submission to IMI", "Withdraw")
	manager.Post(at, webtest.Form{}).Status(409)
	manager.Get(c.home+"/submissions?status=waiting").Status(200).Says("Lucía Ferrán Ortega", "With IMI")
	manager.Get(c.home + "/submissions?status=draft").Status(200).Says("No submissions match")
	manager.Get(c.home+"/candidates/"+c.candidate.ID.String()).Status(200).Says("Submissions", "With IMI")
	if n := c.Count(`select count(*) from submission where declaration like 'I declare that what is put forward for Lucía Ferrán Ortega as IMI Certified Mediator%'`); n != 1 {
		t.Errorf("%d submissions keep the words that were declared", n)
	}
}

func TestASubmissionIsWithdrawnOnAPageThatAsks(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	s := c.submitted(t)
	manager, at := c.site.As(c.Andina.Manager), c.home+"/submissions/"+s.ID.String()
	manager.Get(at + "/withdrawal").Status(200).Says("Withdraw the submission of Lucía Ferrán Ortega?")
	manager.Post(at+"/withdrawal", webtest.Form{}).To(at)
	manager.Get(at).Status(200).Says("Withdrawn", "Its documents are closed again")
	manager.Post(at+"/withdrawal", webtest.Form{}).Status(409)
	manager.Get(at + "/withdrawal").To(at)
	c.site.As(c.IMI.Reviewer).Get("/imi/submissions/" + s.ID.String()).Status(200).Says("The organisation withdrew this submission").SaysNot("Decide on")
}

func TestAReviewerReadsNotesAndReturns(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	s := c.submitted(t)
	c.Clock.Add(8 * 24 * time.Hour)
	reviewer, at := c.site.As(c.IMI.Reviewer), "/imi/submissions/"+s.ID.String()
	reviewer.Get("/imi/submissions?organisation="+c.Andina.ID.String()).Status(200).Says("Lucía Ferrán Ortega", "8 days", "Academia Andina de Mediación")
	reviewer.Get("/imi/submissions?age=14&organisation=" + c.Andina.ID.String()).Status(200).Says("No submissions match")
	reviewer.Get("/imi/submissions?age=7&organisation=" + c.Andina.ID.String()).Status(200).Says("Lucía Ferrán Ortega")
	page := reviewer.Get(at).Status(200).Says("Lucía Ferrán Ortega", "20 of 20 mediations and 60 of 200 hours", "Independent", "12/15", "Both assessors recommend it.", "Identity, checked in person", "Rosa Quishpe")
	page.SaysNot("Opened by you")
	reviewer.Get("/imi/evidence/" + c.identity.ID.String() + "/view").Status(200).Says("Identity, checked in person")
	reviewer.Get(at).Status(200).Says("Opened by you")
	reviewer.Post(at+"/points", webtest.Form{"point": {"identity"}, "verdict": {"wrong"}}).Status(422).Says("Say what is not right")
	reviewer.Post(at+"/points", webtest.Form{"point": {"identity"}, "verdict": {"wrong"}, "note": {"The copy is cut off."}}).To(at + "#point-identity")
	reviewer.Get(at).Status(200).Says("Not right", "The copy is cut off.")
	reviewer.Get(at+"/decision").Status(200).Says("You have not opened 1 document", "The copy is cut off.", "Accept", "Return", "Refuse")
	reviewer.Post(at+"/decision", webtest.Form{"outcome": {"accepted"}, "reasons": {"Fine."}}).Status(409).Says("1 point is noted as not right", "Fine.")
	reviewer.Post(at+"/decision", webtest.Form{"reasons": {"Fine."}}).Status(422).Says("Fine.")
	reviewer.Post(at+"/decision", webtest.Form{"outcome": {"returned"}, "reasons": {"Please send the whole page."}}).To(at)
	reviewer.Get(at).Status(200).Says("Returned", "Please send the whole page.", "Closed").SaysNot("Decide on")
	reviewer.Get("/imi/evidence/" + c.identity.ID.String() + "/view").Status(404)
	manager, home := c.site.As(c.Andina.Manager), c.home+"/submissions/"+s.ID.String()
	manager.Get(home).Status(200).Says("Returned for these reasons", "The copy is cut off.", "Please send the whole page.", "Put forward again")
	next := manager.Post(c.home+"/submissions", webtest.Form{"candidate": {s.CandidateID.String()}, "program": {s.ProgramID.String()}}).Status(303).Header.Get("Location")
	manager.Get(next).Status(200).Says("What was returned", s.Reference, "The copy is cut off.", "Nothing is missing")
	manager.Get(home).Status(200).Says("Followed by").SaysNot("Put forward again")
}

func TestAReviewerAcceptsAndTheRegisterSaysSo(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	s := c.submitted(t)
	reviewer, at := c.site.As(c.IMI.Reviewer), "/imi/submissions/"+s.ID.String()
	reviewer.Post(at+"/decision", webtest.Form{"outcome": {"accepted"}}).To(at)
	reviewer.Get(at).Status(200).Says("Accepted", "Credential")
	manager := c.site.As(c.Andina.Manager)
	manager.Get(c.home+"/submissions/"+s.ID.String()).Status(200).Says("IMI has accepted the submission", "Public page", "Closed again")
	manager.Get(c.home+"/graduates").Status(200).Says("Lucía Ferrán Ortega", "Valid")
}

func TestAConflictClosesTheProgramsSubmissions(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	s := c.submitted(t)
	reviewer, at := c.site.As(c.IMI.Reviewer), "/imi/submissions/"+s.ID.String()
	reviewer.Get(at + "/conflict").Status(200).Says("You have a conflict with Certified Mediator Assessment")
	reviewer.Post(at+"/conflict", webtest.Form{"reason": {" "}}).Status(422)
	reviewer.Post(at+"/conflict", webtest.Form{"reason": {"I teach there."}}).To("/imi/submissions")
	reviewer.Get(at).Status(404)
	reviewer.Get(at + "/decision").Status(404)
	reviewer.Get("/imi/evidence/" + c.identity.ID.String() + "/view").Status(404)
	reviewer.Get("/imi/conflicts").Status(200).Says("I teach there.")
	id := c.ID(`select id from conflict_of_interest where tenant_id = $1`, c.Andina.ID).String()
	reviewer.Post("/imi/conflicts/"+id+"/end", webtest.Form{}).Status(403)
	admin := c.site.As(c.IMI.Administrator)
	admin.Get("/imi/conflicts").Status(200).Says("I teach there.", "End")
	admin.Post("/imi/conflicts/"+id+"/end", webtest.Form{}).To("/imi/conflicts")
	reviewer.Get(at).Status(200)
}

func TestPagesOfSubmissionsAreForThoseTheyConcern(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	s := c.submitted(t)
	path := "/submissions/" + s.ID.String()
	for _, p := range []string{path, path + "/declaration", path + "/withdrawal"} {
		c.site.As(c.Andina.Trainer).Get(c.home + p).Status(404)
		c.site.As(c.Andina.Assessor).Get(c.home + p).Status(404)
		c.site.As(c.Nordic.Manager).Get("/o/" + c.Nordic.Slug + p).Status(404)
		c.site.As(c.Nordic.Manager).Get(c.home + p).Status(404)
		c.site.Nobody().Get(c.home + p).Status(303)
	}
	for _, p := range []string{path, path + "/decision", path + "/conflict"} {
		c.site.As(c.IMI.Appraiser).Get("/imi" + p).Status(404)
		c.site.As(c.IMI.SpotChecker).Get("/imi" + p).Status(404)
		c.site.As(c.Andina.Manager).Get("/imi" + p).Status(404)
	}
	admin := c.site.As(c.IMI.Administrator)
	admin.Get("/imi" + path).Status(200).Says("Lucía Ferrán Ortega")
	admin.Get("/imi" + path + "/decision").To("/imi" + path)
	admin.Post("/imi"+path+"/decision", webtest.Form{"outcome": {"accepted"}}).Status(403)
	c.site.As(c.IMI.Reviewer).Get("/imi/submissions/" + uuid.NewString()).Status(404)
	draft := func() submissions.Submission {
		c.candidate = c.another(t, "Samir Haddad")
		return c.drafted(t)
	}()
	c.site.As(c.IMI.Reviewer).Get("/imi/submissions/" + draft.ID.String()).Status(404)
	c.Exec(`update account set locale = 'es' where person_id = $1`, c.Andina.Manager.Person())
	c.site.As(c.Andina.Manager).Get(c.home+"/submissions/"+draft.ID.String()).Status(200).Says("Faltan 4 cosas.", "0 de 20 mediaciones")
}

func TestTheOverviewSaysWhatWaits(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	s := c.submitted(t)
	manager, reviewer := c.site.As(c.Andina.Manager), c.site.As(c.IMI.Reviewer)
	manager.Get(c.home + "/").Status(200).SaysNot("To be mended")
	reviewer.Get("/imi/").Status(200).Says("Waiting for review")
	c.site.As(c.IMI.Appraiser).Get("/imi/").Status(200).SaysNot("Waiting for review")
	c.decided(t, s, submissions.Returned, "Please send the whole page.")
	manager.Get(c.home+"/").Status(200).Says("To be mended", "Lucía Ferrán Ortega", "Returned")
	c.drafted(t)
	manager.Get(c.home + "/").Status(200).SaysNot("To be mended")
}
