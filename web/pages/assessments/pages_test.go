package assessments

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/tenants"
	"accord/web/webtest"
)

func TestAManagerOpensAnAssessmentAndAssignsItsAssessors(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	c.Qualify(c.Andina.Assessor)
	manager := c.site.As(c.Andina.Manager)
	manager.Get(c.home+"/assessments").Status(200).Says("No assessments yet", "Open an assessment")
	manager.Get(c.home+"/assessments/new?q=ferran").Status(200).Says("Lucía Ferrán Ortega", "Choose")
	manager.Get(c.home + "/assessments/new?q=nobody").Status(200).Says("No candidates match")
	manager.Get(c.home+"/assessments/new?candidate="+c.candidate.ID.String()).Status(200).Says("Certified Mediator Assessment", "Its criteria are copied now")
	manager.Get(c.home + "/assessments/new?candidate=" + uuid.NewString()).Status(404)
	manager.Post(c.home+"/assessments", webtest.Form{"candidate": {c.candidate.ID.String()}}).Status(422).Says("Under which program?", "Lucía Ferrán Ortega")
	opened := manager.Post(c.home+"/assessments", webtest.Form{"candidate": {c.candidate.ID.String()}, "program": {c.Andina.QAP.String()}}).Status(303)
	at := opened.Header.Get("Location")
	manager.Get(at).Status(200).Says("Needs assessors", "Assign an assessor first", c.Andina.Assessor.Name())
	manager.Post(c.home+"/assessments", webtest.Form{"candidate": {c.candidate.ID.String()}, "program": {c.Andina.QAP.String()}}).Status(409).Says("is being assessed under this program already")
	manager.Post(at+"/assignments", webtest.Form{"assessor": {c.Andina.Assessor.Membership().String()}}).Status(303)
	manager.Get(at).Status(200).Says("Declaration awaited", "Being judged", "assigned "+c.Andina.Assessor.Name()+" as an assessor")
	manager.Get(c.home+"/assessments?stage=open").Status(200).Says("Lucía Ferrán Ortega", c.Andina.Assessor.Name())
	manager.Get(c.home + "/assessments?stage=decided").Status(200).Says("No assessments match")
	manager.Get(c.home+"/candidates/"+c.candidate.ID.String()).Status(200).Says("Assessments", "Certified Mediator Assessment", "Being judged")
}

func TestATrainerOfTheCandidateIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	both := c.Member(c.Andina, tenants.RoleTrainer, tenants.RoleAssessor)
	cohort := c.Row("cohort", map[string]any{"tenant_id": c.Andina.ID, "program_id": c.Andina.CMTP, "code": "FM-26"})
	c.Row("cohort_trainer", map[string]any{"tenant_id": c.Andina.ID, "cohort_id": cohort, "membership_id": both.Membership()})
	c.Row("enrolment", map[string]any{"tenant_id": c.Andina.ID, "cohort_id": cohort, "candidate_id": c.candidate.ID})
	a := c.opened(t)
	manager := c.site.As(c.Andina.Manager)
	reason := both.Name() + " trained Lucía Ferrán Ortega in cohort FM-26, and so cannot assess."
	manager.Get(c.home+"/assessments/"+a.ID.String()).Status(200).Says("1 person cannot assess this candidate", reason)
	manager.Post(c.home+"/assessments/"+a.ID.String()+"/assignments", webtest.Form{"assessor": {both.Membership().String()}}).Status(409).Says(reason)
}

func TestAnAssessorDeclaresBeforeAnythingOpens(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	c.document(t, "recording", "Role-play of 3 November")
	a := c.opened(t, c.Andina.Assessor)
	assessor, at := c.site.As(c.Andina.Assessor), c.home+"/assessments/"+a.ID.String()
	assessor.Get(c.home+"/assessments").Status(200).Says("Waiting for you", "Lucía Ferrán Ortega", "Declaration needed", "Answer")
	assessor.Get(at).To(at + "/declaration")
	assessor.Get(at + "/sheet").To(at + "/declaration")
	assessor.Get(c.home + "/candidates/" + c.candidate.ID.String()).Status(404)
	assessor.Get(at+"/declaration").Status(200).Says("Before the file opens", "I have no conflict of interest in assessing Lucía Ferrán Ortega").SaysNot("Role-play of 3 November")
	assessor.Post(at+"/declaration", webtest.Form{}).Status(422).Says("Tick the box")
	assessor.Post(at+"/declaration", webtest.Form{"none": {"on"}}).To(at + "/sheet")
	assessor.Get(at+"/sheet").Status(200).Says("Listens actively and reframes", "Passes from 3 of 5", "Role-play of 3 November")
	assessor.Get(c.home + "/candidates/" + c.candidate.ID.String()).Status(200)
}

func TestAnAssessorGivesAnAssessmentBackBecauseOfAConflict(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	assessor, at := c.site.As(c.Andina.Assessor), c.home+"/assessments/"+a.ID.String()
	assessor.Get(at + "/conflict").Status(200).Says("You have a conflict of interest")
	assessor.Post(at+"/conflict", webtest.Form{"conflict": {" "}}).Status(422)
	assessor.Post(at+"/conflict", webtest.Form{"conflict": {"She is my cousin."}}).To(c.home + "/assessments")
	assessor.Get(at).Status(404)
	c.site.As(c.Andina.Manager).Get(at).Status(200).Says("declined because of a conflict", "She is my cousin.")
}

func TestADocumentLiesBesideTheCriteriaAndItsReadingIsNoted(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.document(t, "recording", "Role-play of 3 November")
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	assessor, at := c.site.As(c.Andina.Assessor), c.home+"/assessments/"+a.ID.String()+"/sheet"
	readings := func() int {
		return c.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and action = 'document.read'`, c.Andina.ID, v.ID)
	}
	assessor.Get(at).Status(200)
	if n := readings(); n != 0 {
		t.Errorf("the list of documents counts as %d readings", n)
	}
	page := assessor.Get(at+"?document="+v.ID.String()).Status(200).Says("Put away", "Listens actively and reframes")
	if !strings.Contains(page.Text, "<iframe src=\""+c.room.Vault.Origin()) {
		t.Error("the document is not shown")
	}
	if n := readings(); n != 1 {
		t.Errorf("%d readings are noted", n)
	}
	assessor.Get(at + "?document=" + uuid.NewString()).Status(200).SaysNot("Put away")
}

func TestASheetIsSavedReviewedAndHandedIn(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	assessor, at := c.site.As(c.Andina.Assessor), c.home+"/assessments/"+a.ID.String()
	all := c.criteria(t, a)
	sheet := func(revision, next string, marks ...string) webtest.Form {
		f := webtest.Form{"revision": {revision}, "comment": {"Well done."}, "next": {next}}
		for i, m := range marks {
			f[assessments.PointsField(all[i].ID)] = []string{m}
			f[assessments.NoteField(all[i].ID)] = []string{"Minute 4"}
		}
		return f
	}
	assessor.Post(at+"/sheet", sheet("0", "stay", "9", "x")).Status(422).Says("Choose from 0 to 5 points", "Well done.", "Minute 4")
	assessor.Post(at+"/sheet", sheet("0", "stay", "4")).To(at + "/sheet")
	assessor.Get(at+"/sheet").Status(200).Says("Criteria marked: 1 of 3", "Saved at", "Minute 4")
	assessor.Post(at+"/sheet", sheet("0", "stay", "1")).Status(409).Says("saved in another window", "Well done.")
	assessor.Post(at+"/sheet", sheet("1", "review", "4", "3")).To(at + "/sheet/submission")
	assessor.Get(at+"/sheet/submission").Status(200).Says("No mark", "1 criterion has no mark yet", "Back to the sheet").SaysNot("Nobody can change a sheet")
	assessor.Post(at+"/sheet/submission", webtest.Form{"revision": {"2"}}).Status(422).Says("Helps the parties explore interests")
	assessor.Post(at+"/sheet", sheet("2", "review", "4", "3", "5")).To(at + "/sheet/submission")
	assessor.Get(at+"/sheet/submission").Status(200).Says("4/5", "Nobody can change a sheet once it is handed in")
	assessor.Post(at+"/sheet/submission", webtest.Form{"revision": {"3"}}).To(at + "/comparison")
	assessor.Get(at + "/sheet").To(at + "/comparison")
	assessor.Get(at+"/comparison").Status(200).Says("12/15", "80 %", "Well done.")
	assessor.Post(at+"/sheet", sheet("3", "stay", "1")).Status(409).Says("handed in and does not change")
}

func TestASheetSavesItselfAsOneTypes(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	assessor, at := c.site.As(c.Andina.Assessor).With("Accept", "application/json"), c.home+"/assessments/"+a.ID.String()+"/sheet"
	points := assessments.PointsField(c.criteria(t, a)[0].ID)
	answer := assessor.Post(at, webtest.Form{"revision": {"0"}, points: {"5"}}).Status(200)
	var told struct {
		Revision, Marked int
		Said             string
	}
	ok(t, json.Unmarshal([]byte(answer.Text), &told))
	if told.Revision != 1 || told.Marked != 1 || !strings.HasPrefix(told.Said, "Saved at ") {
		t.Errorf("told %+v", told)
	}
	assessor.Post(at, webtest.Form{"revision": {"0"}, points: {"1"}}).Status(http.StatusConflict)
	assessor.Post(at, webtest.Form{"revision": {"1"}, points: {"4"}, "key": {"its-answer-is-lost"}}).Status(200)
	assessor.Post(at, webtest.Form{"revision": {"1"}, points: {"2"}, "key": {"another"}, "tried": {"never-arrived"}}).Status(http.StatusConflict)
	assessor.Post(at, webtest.Form{"revision": {"1"}, points: {"3"}, "key": {"the-next"}, "tried": {"never-arrived its-answer-is-lost"}}).Status(200)
	assessor.Post(at, webtest.Form{"revision": {"1"}, points: {"6"}}).Status(422)
	assessor.Post(at, webtest.Form{"revision": {"1"}, "points-" + uuid.NewString(): {"1"}}).Status(422)
}

func TestSheetsAreComparedAndTheAssessmentDecided(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	c.declared(t, a, c.Andina.Assessor, c.Andina.Assessor2)
	manager, at := c.site.As(c.Andina.Manager), c.home+"/assessments/"+a.ID.String()
	manager.Get(at + "/decision").To(at)
	c.handedIn(t, a, c.Andina.Assessor, 4, 4, 3)
	c.site.As(c.Andina.Assessor2).Get(at + "/comparison").Status(200).SaysNot("11/15")
	manager.Get(at).Status(200).Says("The score sheet of " + c.Andina.Assessor2.Name() + " is not in yet")
	c.handedIn(t, a, c.Andina.Assessor2, 4, 3, 4)
	c.site.As(c.Andina.Assessor2).Get(at+"/comparison").Status(200).Says("11/15", "No two marks are further apart")
	manager.Get(at).Status(200).Says("Ready to decide", "Score sheets compared")
	script := c.tested(a, 21, false)
	failed := []string{"Not passed", "10.5 of 20 marks (12 needed)", "Knowledge of mediation, A/2026 (version 3)", "Rosa Quishpe, Søren Ångström", "Its two markers: their mean", "Falls short"}
	manager.Get(at + "/decision").Status(200).Says(failed...)
	c.site.As(c.Andina.Assessor2).Get(at + "/comparison").Status(200).Says(failed...)
	c.Force(`update knowledge_script set doubled = 29, passed = true where id = $1`, script)
	manager.Get(at+"/decision").Status(200).Says("cannot be changed afterwards", "14.5 of 20 marks (12 needed)")
	manager.Post(at+"/decision", webtest.Form{"minute": {"Both recommend."}}).Status(422).Says("Both recommend.")
	manager.Post(at+"/decision", webtest.Form{"outcome": {"passed"}, "minute": {"Both recommend."}}).To(at)
	manager.Get(at).Status(200).Says("Passed", "Both recommend.", "IMI Certified Mediator", "decided the assessment", "Version 1")
	manager.Post(at+"/decision", webtest.Form{"outcome": {"failed"}, "minute": {"No."}}).Status(409)
	manager.Get(at).Says("Passed: 14.5 of 20 marks (12 needed)").SaysNot("reads otherwise now")
	c.Force(`update knowledge_script set doubled = 40 where id = $1`, script)
	manager.Get(at).Says("Passed: 14.5 of 20 marks (12 needed)", "reads otherwise now than when this was decided")
	manager.Get(c.home + "/assessments?stage=decided").Status(200).Says("Passed")
}

func TestAnAssessorIsTakenOffOnAPageThatAsks(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	manager, at := c.site.As(c.Andina.Manager), c.home+"/assessments/"+a.ID.String()
	assignment := c.ID(`select id from assessor_assignment where assessment_id = $1`, a.ID).String()
	manager.Get(at + "/assignments/" + assignment + "/removal").Status(200).Says("Take " + c.Andina.Assessor.Name() + " off this assessment?")
	manager.Get(at + "/assignments/" + uuid.NewString() + "/removal").Status(404)
	manager.Post(at+"/assignments/"+assignment+"/removal", webtest.Form{}).To(at)
	manager.Post(at+"/assignments/"+assignment+"/removal", webtest.Form{}).Status(409)
	manager.Get(at + "/assignments/" + assignment + "/removal").Status(409).Says("This assignment has ended already.")
}

func TestPagesOfAssessmentsAreForThoseTheyConcern(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	at := "/assessments/" + a.ID.String()
	for _, path := range []string{at, at + "/declaration", at + "/conflict", at + "/sheet", at + "/sheet/submission", at + "/comparison", at + "/decision", at + "/moderator", at + "/moderation"} {
		c.site.As(c.Andina.Assessor2).Get(c.home + path).Status(404)
		c.site.As(c.Andina.Trainer).Get(c.home + path).Status(404)
		c.site.As(c.Nordic.Manager).Get("/o/" + c.Nordic.Slug + path).Status(404)
		c.site.As(c.Nordic.Manager).Get(c.home + path).Status(404)
		c.site.Nobody().Get(c.home + path).Status(303)
	}
	c.Exec(`update account set locale = 'es' where person_id = $1`, c.Andina.Assessor.Person())
	c.site.As(c.Andina.Assessor).Get(c.home + at + "/declaration").Status(200).Says("Antes de abrir el expediente")
}

func TestTheOverviewSaysWhatWaits(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	c.site.As(c.Andina.Assessor).Get(c.home + "/").Status(200).SaysNot("Waiting for you")
	a := c.opened(t, c.Andina.Assessor)
	c.site.As(c.Andina.Assessor).Get(c.home+"/").Status(200).Says("Waiting for you", "Lucía Ferrán Ortega", "Answer")
	c.site.As(c.Andina.Manager).Get(c.home+"/").Status(200).Says("Open assessments", "Being judged").SaysNot("Waiting for you")
	c.declared(t, a, c.Andina.Assessor)
	c.handedIn(t, a, c.Andina.Assessor, 4, 4, 4)
	c.site.As(c.Andina.Assessor).Get(c.home + "/").Status(200).SaysNot("Waiting for you")
}

func TestADisagreementIsSettledByAThirdAssessor(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.disputed(t)
	third := c.Member(c.Andina, tenants.RoleAssessor)
	c.Qualify(third)
	manager, at := c.site.As(c.Andina.Manager), c.home+"/assessments/"+a.ID.String()
	manager.Get(c.home+"/assessments?stage=disputed").Status(200).Says("Lucía Ferrán Ortega", "Disagreement")
	manager.Get(at).Status(200).Says("The assessors disagree", c.Andina.Assessor.Name()+" 4/5, "+c.Andina.Assessor2.Name()+" 2/5", "73.3 %, passes", "66.6 %, does not pass",
		"Assign a third", "Write the minute of a moderation", "Name a moderator", "brought a disagreement to light").SaysNot(">Decide<")
	manager.Get(at + "/decision").To(at)
	manager.Post(at+"/decision", webtest.Form{"outcome": {"passed"}, "minute": {"Both recommend."}}).Status(409).Says("once a third assessor or a moderation has settled it")
	c.site.As(c.Andina.Assessor).Get(at+"/comparison").Status(200).Says("The assessors disagree", "Differs", "below 3")
	manager.Get(at).Says(third.Name() + ": has not said when, 0 sheets wait") // who could judge, whether they are free and what they have to do
	manager.Post(at+"/assignments", webtest.Form{"assessor": {third.Membership().String()}}).To(at)
	manager.Get(at).Status(200).Says("was asked as third assessor", "Third assessor, assigned on", "Being judged").SaysNot("Write the minute of a moderation")
	manager.Get(at + "/moderation").To(at)
	manager.Get(at + "/moderator").To(at)
	t3 := c.site.As(third)
	t3.Get(at + "/sheet").To(at + "/declaration")
	t3.Get(at + "/comparison").Status(200).SaysNot("11/15").SaysNot("4/5").SaysNot("passes")
	c.declared(t, a, third)
	t3.Get(at + "/comparison").Status(200).SaysNot("11/15").SaysNot("4/5").SaysNot("passes")
	c.handedIn(t, a, third, 4, 3, 4)
	t3.Get(at+"/comparison").Status(200).Says("How the disagreement was settled", third.Name()+", as third assessor", "10/15")
	manager.Get(at).Status(200).Says("Ready to decide", third.Name()+", as third assessor").SaysNot("Add an assessor")
	manager.Post(at+"/decision", webtest.Form{"outcome": {"passed"}, "minute": {"By the third's judgement."}}).To(at)
}

func TestADisagreementIsModeratedByWhomeverWasNamed(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.disputed(t)
	named := c.Member(c.Andina, tenants.RoleAssessor)
	manager, moderator, at := c.site.As(c.Andina.Manager), c.site.As(named), c.home+"/assessments/"+a.ID.String()
	manager.Get(at+"/moderator").Status(200).Says("has neither judged the candidate nor trained them", "people cannot moderate", c.Andina.Assessor.Name()+" has judged this candidate.")
	manager.Post(at+"/moderator", webtest.Form{"moderator": {""}}).Status(422)
	manager.Post(at+"/moderator", webtest.Form{"moderator": {c.Andina.Assessor.Membership().String()}}).Status(409).Says("has judged this candidate")
	manager.Post(at+"/moderator", webtest.Form{"moderator": {c.Nordic.Assessor.Membership().String()}}).Status(404)
	moderator.Get(at + "/moderation").Status(404)
	manager.Post(at+"/moderator", webtest.Form{"moderator": {named.Membership().String()}}).To(at)
	manager.Get(at).Status(200).Says(named.Name()+" was named to moderate", "named a moderator")
	moderator.Get(c.home+"/assessments").Status(200).Says("To be moderated by you", "Lucía Ferrán Ortega")
	moderator.Get(at).To(at + "/moderation")
	moderator.Get(at+"/moderation").Status(200).Says("Moderate the assessment of Lucía Ferrán Ortega", "4/5", "2/5", "Criteria on which the assessors agree")
	moderator.Get(at + "/decision").To(at)
	c.site.As(c.Andina.Assessor).Get(at + "/moderation").To(at)
	c.site.As(c.Andina.Assessor).Post(at+"/moderation", webtest.Form{"reasons": {"Mine."}}).Status(403)

	all := c.criteria(t, a)
	minute := func(day, points, reasons string) webtest.Form {
		return webtest.Form{"held_on.day": {day}, "held_on.month": {"11"}, "held_on.year": {"2026"}, "reasons": {reasons},
			assessments.PointsField(all[1].ID): {points}, assessments.NoteField(all[1].ID): {"Reframes once, late."}}
	}
	moderator.Post(at+"/moderation", minute("17", "", "Both watched minute 31 again.")).Status(422).Says("Listens actively and reframes: choose what was agreed", "Choose a day from", "Both watched minute 31 again.")
	moderator.Post(at+"/moderation", minute("16", "9", "")).Status(422).Says("Give the reasons", "Reframes once, late.")
	moderator.Post(at+"/moderation", minute("16", "2", "Both watched minute 31 again.")).To(at)
	moderator.Get(at).To(at + "/comparison")
	moderator.Get(at+"/comparison").Status(200).Says("A moderation held by "+named.Name(), "Both watched minute 31 again.", "Reframes once, late.", "Agreed", "4/5", "2/5")
	moderator.Post(at+"/moderation", minute("16", "3", "Again.")).Status(409)
	moderator.Get(c.home + "/assessments").Status(200).SaysNot("To be moderated by you")
	manager.Get(at).Status(200).Says("Ready to decide", "Falls short", "settled the disagreement by a minute")
	manager.Get(at + "/decision").Status(200).Says("Both watched minute 31 again.")
	manager.Post(at+"/decision", webtest.Form{"outcome": {"passed"}, "minute": {"As agreed."}}).Status(422).Says("The rule says: Not passed")
	manager.Post(at+"/decision", webtest.Form{"outcome": {"failed"}, "minute": {"As agreed."}}).To(at)
}

func TestTheListTellsApartWhatWaitsForAKnowledgeTest(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	c.handedIn(t, a, c.Andina.Assessor, 4, 4, 4)
	script := c.tested(a, 30, true)
	manager := c.site.As(c.Andina.Manager)
	manager.Get(c.home+"/assessments?stage=judged").Says("Lucía Ferrán Ortega", "Ready to decide")
	c.Force(`update knowledge_script set settled_at = null, settled_by = '', doubled = null, of_marks = null, passed = null where id = $1`, script)
	manager.Get(c.home + "/assessments?stage=judged").SaysNot("Lucía Ferrán Ortega")
	manager.Get(c.home+"/assessments?stage=testing").Says("Lucía Ferrán Ortega", "Knowledge test to settle")
	manager.Get(c.home + "/assessments/" + a.ID.String()).Says("Knowledge test to settle").SaysNot("Ready to decide")
}

func TestWhoIsNotQualifiedIsAssignedForAReasonThatTheJournalKeeps(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t)
	c.Qualify(c.Andina.Assessor)
	c.Unqualify(c.Andina.Assessor2)
	at, manager := c.home+"/assessments/"+a.ID.String(), c.site.As(c.Andina.Manager)
	manager.Get(at).Says("not qualified", "Why somebody who is not qualified is assigned")
	manager.Post(at+"/assignments", webtest.Form{"assessor": {c.Andina.Assessor2.Membership().String()}}).Status(422).Says("does not meet today what IMI asks of assessors. Say why")
	manager.Post(at+"/assignments", webtest.Form{"assessor": {c.Andina.Assessor2.Membership().String()}, "because": {"Speaks Kichwa."}}).To(at)
	manager.Post(at+"/assignments", webtest.Form{"assessor": {c.Andina.Assessor.Membership().String()}}).To(at)
	manager.Get(at).Says("without the qualification: “Speaks Kichwa.”").SaysNot("Why somebody who is not qualified is assigned")
}

func TestASheetOfWhoDidNotAppearAsksWhetherTheyWereJudged(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	day := c.Row("assessment_day", map[string]any{"tenant_id": c.Andina.ID, "program_id": c.Andina.QAP, "state": "published", "title": "Assessments", "language": "es", "time_zone": "UTC", "place": "Quito", "published_at": apptest.Start})
	slot := c.Row("day_slot", map[string]any{"tenant_id": c.Andina.ID, "day_id": day, "assessment_id": a.ID, "candidate_id": a.CandidateID, "candidate_name": a.CandidateName, "state": "no_show", "note": "Nobody came.", "settled_at": apptest.Start, "ends_at": apptest.Start.Add(time.Hour)})
	c.Row("slot_part", map[string]any{"tenant_id": c.Andina.ID, "slot_id": slot, "part": "assessor", "membership_id": c.Andina.Assessor.Membership(), "active": true, "ends_at": apptest.Start.Add(time.Hour)})
	c.Row("slot_notice", map[string]any{"tenant_id": c.Andina.ID, "slot_id": slot, "kind": "invited"})
	of, hers := c.home+"/assessments/"+a.ID.String()+"/sheet", c.site.As(c.Andina.Assessor)
	marks := webtest.Form{"revision": {"0"}}
	for _, criterion := range c.criteria(t, a) {
		marks[assessments.PointsField(criterion.ID)] = []string{"4"}
	}
	hers.Post(of, marks)
	hers.Get(of+"/submission").Says("did not appear on 16 Nov 2026", "I have judged Lucía Ferrán Ortega all the same")
	hers.Post(of+"/submission", webtest.Form{"revision": {"1"}}).Status(422).Says("Tick that you have judged the candidate although they did not appear")
	hers.Post(of+"/submission", webtest.Form{"revision": {"1"}, "sure": {"on"}}).Status(303)
	c.site.As(c.Andina.Manager).Get(c.home + "/assessments/" + a.ID.String()).Says("although it is noted that the candidate did not appear")
}

func TestAMinuteSaysAllThatIsMissingInOneRound(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.disputed(t)
	at := c.home + "/assessments/" + a.ID.String()
	c.Force(`update assessment_criterion set texts = jsonb_set(texts, '{title,es}', '"Escucha activa"') where assessment_id = $1 and position = 2`, a.ID)
	manager := c.site.As(c.Andina.Manager)
	manager.Post(at+"/moderation", webtest.Form{}).Status(422).
		Says("Say when the moderation was held", "Listens actively and reframes: choose what was agreed", "Give the reasons")
	c.Force(`update account set locale = 'es' where person_id = $1`, c.Andina.Manager.Person())
	manager.Post(at+"/moderation", webtest.Form{}).Status(422).Says("Escucha activa: ").SaysNot("Listens actively and reframes: ")
}

func TestAnAssessorReadsWhenTheSheetsOpenToThem(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	at := c.home + "/assessments/" + a.ID.String()
	c.declared(t, a, c.Andina.Assessor)
	manager := c.site.As(c.Andina.Manager)
	manager.Get(at).Says("1 of 2 declared")
	if steps := manager.Get(at).Text; strings.Contains(steps, "1 of 2 declared done") {
		t.Error("the assessors are done while one has not declared")
	}
	c.declared(t, a, c.Andina.Assessor2)
	c.handedIn(t, a, c.Andina.Assessor, 4, 4, 4)
	c.site.As(c.Andina.Assessor2).Get(at+"/comparison").Status(200).Says("The sheets open to you once your own is in", "To your sheet")
	c.site.As(c.Andina.Assessor).Get(at + "/comparison").Status(200).Says("Not in yet: " + c.Andina.Assessor2.Name()).SaysNot("once your own is in")
}

func TestAThirdIsOfferedWhereSomebodyCanBeOne(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.disputed(t)
	at, manager := c.home+"/assessments/"+a.ID.String(), c.site.As(c.Andina.Manager)
	manager.Get(at).Says("Nobody is left who could be the third").SaysNot("Assign a third")
	c.Member(c.Andina, tenants.RoleAssessor)
	manager.Get(at).Says("Assign a third").SaysNot("Nobody is left who could be the third")
}
