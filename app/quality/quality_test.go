package quality_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/quality"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAPlanIsPutInForceOncePerProgramAndStaysAsItIs(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	open := func(by tenants.Member, in quality.NewPlan) error {
		return s.try(by, func(tx *tenants.Tx) error { _, err := quality.OpenPlan(tx, in); return err })
	}
	s.refused("an administrator", open(s.org.Admin, s.plan()), fault.Forbidden, "")
	for what, by := range map[string]tenants.Member{"an assessor": s.org.Assessor, "a trainer": s.org.Trainer} {
		s.refused(what, open(by, s.plan()), fault.NotFound, "")
	}
	s.refused("another organisation", open(s.Nordic.Manager, s.plan()), fault.NotFound, "")
	for key, change := range map[string]func(*quality.NewPlan){
		"assessor.program_trains": func(p *quality.NewPlan) { p.ProgramID = s.org.CMTP },
		"quality.from_range":      func(p *quality.NewPlan) { p.From = p.From.AddDate(-200, 0, 0) },
		"quality.until_before":    func(p *quality.NewPlan) { p.Through = p.From.AddDate(0, 0, -1) },
		"quality.until_long":      func(p *quality.NewPlan) { p.Through = p.From.AddDate(4, 0, 0) },
		"quality.percent_range":   func(p *quality.NewPlan) { p.Percent = 101 },
		"quality.least_range":     func(p *quality.NewPlan) { p.Least = quality.MaxLeast + 1 },
		"quality.first_range":     func(p *quality.NewPlan) { p.FirstCases = -1 },
		"candidate.too_long":      func(p *quality.NewPlan) { p.Note = strings.Repeat("ñ", quality.MaxPlanNote+1) },
	} {
		in := s.plan()
		change(&in)
		s.refused(key, open(s.org.Manager, in), fault.Invalid, key)
	}
	p := s.open(s.plan())
	s.refused("a second one in force", open(s.org.Manager, s.plan()), fault.Conflict, "quality.plan_there")
	s.database("a plan be changed", `update sampling_plan set percent = 1 where id = $1`, p.ID)
	end := func(by tenants.Member) error {
		return s.try(by, func(tx *tenants.Tx) error { _, err := quality.EndPlan(tx, p.ID); return err })
	}
	s.refused("ended by an administrator", end(s.org.Admin), fault.Forbidden, "")
	s.refused("ended by an assessor", end(s.org.Assessor), fault.NotFound, "")
	if err := end(s.org.Manager); err != nil {
		t.Fatal(err)
	}
	s.refused("ended twice", end(s.org.Manager), fault.Conflict, "quality.plan_over")
	_, err := s.draw(s.org.Manager, p.ID)
	s.refused("a draw after the end", err, fault.Conflict, "quality.plan_over")
	s.open(s.plan())
}

func TestADrawTakesWhatIsDueAndNothingTwice(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	marks := map[uuid.UUID]int{s.org.Assessor.Membership(): 4, s.org.Assessor2.Membership(): 4}
	for range 2 {
		s.decided(marks, s.org.Assessor, s.org.Assessor2)
	}
	p := s.open(s.plan())
	for what, c := range map[string]struct {
		by   tenants.Member
		code fault.Code
	}{"an administrator": {s.org.Admin, fault.Forbidden}, "an assessor": {s.org.Assessor, fault.NotFound}, "another organisation": {s.Nordic.Manager, fault.NotFound}} {
		_, err := s.draw(c.by, p.ID)
		s.refused(what, err, c.code, "")
	}
	draws := func(want int) {
		t.Helper()
		s.ok(s.org.Manager, func(tx *tenants.Tx) error {
			plans, err := quality.InForce(tx)
			if err == nil && plans[0].Due != want {
				t.Errorf("%d are said to be due, want %d", plans[0].Due, want)
			}
			return err
		})
		drawn, err := s.draw(s.org.Manager, p.ID)
		if err != nil || len(drawn) != want {
			t.Fatalf("%d are drawn, want %d: %v", len(drawn), want, err)
		}
	}
	draws(2)
	draws(0)
	s.decided(marks, s.org.Assessor, s.org.Assessor2)
	draws(2)
	var all paging.Page[quality.QualityCheck]
	progress := func() (one quality.Progress, asked int) {
		asked = s.Statements(func() {
			s.ok(s.org.Admin, func(tx *tenants.Tx) error {
				plans, err := quality.InForce(tx)
				one = plans[0]
				return err
			})
		})
		return one, asked
	}
	was, few := progress()
	if was.Drawn != 4 || was.Reviewed != 0 || was.Due != 0 || was.Next == uuid.Nil {
		t.Errorf("the plan stands at %+v", was)
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		all, err = quality.Checks(tx, quality.Filter{State: quality.Drawn, Assessor: s.org.Assessor.Membership()}, paging.Ask{})
		return err
	})
	if len(all.Items) != 2 {
		t.Errorf("%d of the assessor's are listed", len(all.Items))
	}
	s.Clock.Add(200 * day)
	late := s.decided(marks, s.org.Assessor, s.org.Assessor2)
	draws(0)
	if _, many := progress(); few != many {
		t.Errorf("%d statements for more sheets, %d before", many, few)
	}
	insert := `insert into quality_check (tenant_id, id, plan_id, program_id, score_sheet_id, assessment_id, candidate_id, membership_id, assessor_name, drawn_at, drawn_by)
		select tenant_id, gen_random_uuid(), $1, $2, id, assessment_id, candidate_id, membership_id, 'N', now(), membership_id from score_sheet where assessment_id = $3`
	s.database("a sheet be drawn twice", insert, p.ID, s.org.QAP, all.Items[0].AssessmentID)
	s.database("a sheet be drawn that was decided on later", insert, p.ID, s.org.QAP, late.ID)
}

func TestAReviewIsSomebodyElsesAndStays(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	judging := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	again := s.Member(s.org, tenants.RoleAssessor)
	marks := map[uuid.UUID]int{s.org.Assessor.Membership(): 4, judging.Membership(): 4, again.Membership(): 4}
	s.decided(marks, s.org.Assessor, judging)
	twice := s.decided(marks, s.org.Assessor, again)
	p := s.open(quality.NewPlan{ProgramID: s.org.QAP, From: s.plan().From, Through: s.plan().Through, Percent: 1, FirstCases: 2})
	drawn, err := s.draw(s.org.Manager, p.ID)
	if err != nil || len(drawn) != 4 {
		t.Fatalf("%d are drawn: %v", len(drawn), err)
	}
	var theirs, under quality.QualityCheck // of the assessor in either assessment
	for _, c := range drawn {
		if c.MembershipID == s.org.Assessor.Membership() {
			if c.AssessmentID == twice.ID {
				under = c
			} else {
				theirs = c
			}
		}
	}
	reads := func(by tenants.Member, want int) {
		t.Helper()
		s.ok(by, func(tx *tenants.Tx) error {
			all, err := quality.Checks(tx, quality.Filter{}, paging.Ask{})
			if len(all.Items) != want {
				t.Errorf("%s reads %d checks, want %d", by.Name(), len(all.Items), want)
			}
			return err
		})
	}
	reads(s.org.Assessor, 0)
	advice := quality.Finding{CheckID: theirs.ID, Outcome: quality.Advice, Note: "Say what was seen."}
	for what, c := range map[string]struct {
		by   tenants.Member
		in   quality.Finding
		code fault.Code
		key  string
	}{
		"no outcome":              {s.org.Manager, quality.Finding{CheckID: theirs.ID, Note: "N"}, fault.Invalid, "quality.outcome_required"},
		"advice without a note":   {s.org.Manager, quality.Finding{CheckID: theirs.ID, Outcome: quality.Advice, Note: " "}, fault.Invalid, "quality.note_required"},
		"a note that is too long": {s.org.Manager, quality.Finding{CheckID: theirs.ID, Outcome: quality.Sound, Note: strings.Repeat("ñ", quality.MaxNote+1)}, fault.Invalid, "candidate.too_long"},
		"an administrator":        {s.org.Admin, advice, fault.Forbidden, ""},
		"the assessor":            {s.org.Assessor, advice, fault.NotFound, ""},
		"a trainer":               {s.org.Trainer, advice, fault.NotFound, ""},
		"another organisation":    {s.Nordic.Manager, advice, fault.NotFound, ""},
		"who judged it too":       {judging, advice, fault.Forbidden, "quality.you_judged"},
	} {
		s.refused(what, s.review(c.by, c.in), c.code, c.key)
	}
	review := `update quality_check set reviewed_at = now(), reviewed_by = $2, reviewed_by_name = 'N', outcome = 'sound' where id = $1`
	s.database("who judged review", review, theirs.ID, judging.Membership())
	// Somebody who judged, has left, and manages programs now.
	s.Force(`update membership set ended_at = now() where id = $1`, again.Membership())
	s.Force(`update membership set person_id = (select person_id from membership where id = $2) where id = $1`, again.Membership(), s.org.Manager.Membership())
	s.refused("who judged under another membership", s.review(s.org.Manager, quality.Finding{CheckID: under.ID, Outcome: quality.Sound}), fault.Forbidden, "quality.you_judged")
	s.database("who judged under another membership review", review, under.ID, s.org.Manager.Membership())
	if err := s.review(s.org.Manager, advice); err != nil { // who decided may
		t.Fatal(err)
	}
	s.refused("a review of what is reviewed", s.review(s.org.Manager, advice), fault.Conflict, "quality.reviewed_already")
	s.database("a review be changed", `update quality_check set outcome = 'sound' where id = $1`, theirs.ID)
	reads(s.org.Assessor, 1)
	reads(s.org.Assessor2, 0)
	reads(s.Nordic.Manager, 0)
	if n := s.Count(`select count(*) from outbox where kind = 'mail' and args->>'letter' = 'sheet_reviewed' and args->>'to_membership' = $1`, s.org.Assessor.Membership().String()); n != 1 {
		t.Errorf("%d letters go to the assessor", n)
	}
}

func TestTheMinuteOfAMeetingStaysAndIsCorrectedByAnother(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	took := []uuid.UUID{s.org.Assessor.Membership(), s.org.Manager.Membership()}
	in := quality.NewMeeting{HeldOn: s.Clock.Now(), Title: "Marking  reframing", Minute: "A 3 is unprompted.", Actions: "Mateo writes the examples.", Programs: []uuid.UUID{s.org.QAP}, Members: took}
	record := func(by tenants.Member, in quality.NewMeeting) (m quality.Standardisation, err error) {
		return m, s.try(by, func(tx *tenants.Tx) (err error) { m, err = quality.Record(tx, in); return err })
	}
	refused := func(what string, by tenants.Member, in quality.NewMeeting, code fault.Code, key string) {
		t.Helper()
		_, err := record(by, in)
		s.refused(what, err, code, key)
	}
	refused("an administrator", s.org.Admin, in, fault.Forbidden, "")
	refused("an assessor", s.org.Assessor, in, fault.NotFound, "")
	for key, change := range map[string]func(*quality.NewMeeting){
		"quality.held_required":   func(m *quality.NewMeeting) { m.HeldOn = m.HeldOn.AddDate(-11, 0, 0) },
		"quality.held_later":      func(m *quality.NewMeeting) { m.HeldOn = m.HeldOn.AddDate(0, 0, 1) },
		"quality.title_required":  func(m *quality.NewMeeting) { m.Title = " " },
		"quality.minute_required": func(m *quality.NewMeeting) { m.Minute = "" },
		"candidate.too_long":      func(m *quality.NewMeeting) { m.Actions = strings.Repeat("ñ", quality.MaxActions+1) },
		"quality.program_unknown": func(m *quality.NewMeeting) { m.Programs = []uuid.UUID{s.org.CMTP} },
		"quality.member_unknown":  func(m *quality.NewMeeting) { m.Members = []uuid.UUID{took[0], s.Nordic.Assessor.Membership()} },
		"quality.members_few":     func(m *quality.NewMeeting) { m.Members = took[:1] },
	} {
		wrong := in
		change(&wrong)
		refused(key, s.org.Manager, wrong, fault.Invalid, key)
	}
	first, err := record(s.org.Manager, in)
	if err != nil || first.Title != "Marking reframing" {
		t.Fatalf("%+v: %v", first, err)
	}
	s.Clock.Add(day)
	s.database("a minute be changed", `update standardisation set minute = 'other' where id = $1`, first.ID)
	s.database("somebody be added later", `insert into standardisation_member (tenant_id, id, standardisation_id, membership_id, name) values ($1, gen_random_uuid(), $2, $3, 'N')`, s.org.ID, first.ID, s.org.Trainer.Membership())
	s.database("a meeting be recorded before it is held", `insert into standardisation (tenant_id, id, held_on, title, minute, recorded_at, recorded_by, recorded_by_name) values ($1, gen_random_uuid(), $2, 'T', 'M', now(), $3, 'N')`,
		s.org.ID, s.Clock.Now().AddDate(0, 0, 2), took[1])
	reads := func(by tenants.Member, want ...string) {
		t.Helper()
		s.ok(by, func(tx *tenants.Tx) error {
			all, err := quality.Meetings(tx, paging.Ask{})
			var titles []string
			for _, m := range all.Items {
				titles = append(titles, m.Title)
			}
			if strings.Join(titles, ";") != strings.Join(want, ";") {
				t.Errorf("%s reads %v, want %v", by.Name(), titles, want)
			}
			return err
		})
	}
	reads(s.org.Assessor, "Marking reframing")
	reads(s.org.Assessor2)
	reads(s.Nordic.Manager)
	right := in
	right.Title, right.Corrects, right.Members = "Marking summaries", first.ID, []uuid.UUID{s.org.Assessor2.Membership(), took[1]}
	refused("corrected by another organisation", s.Nordic.Manager, right, fault.NotFound, "")
	if _, err := record(s.org.Manager, right); err != nil {
		t.Fatal(err)
	}
	refused("corrected twice", s.org.Manager, right, fault.Conflict, "quality.corrected_already")
	reads(s.org.Manager, "Marking summaries")
	reads(s.org.Assessor)
	reads(s.org.Assessor2, "Marking summaries")
}

func TestAgreementIsOfTheFirstTwoSheets(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	third := s.Member(s.org, tenants.RoleAssessor)
	s.decided(map[uuid.UUID]int{s.org.Assessor.Membership(): 4, s.org.Assessor2.Membership(): 4}, s.org.Assessor, s.org.Assessor2)
	agree := func(by tenants.Member, over quality.Over) (a quality.Agreement, asked int, err error) {
		asked = s.Statements(func() {
			err = s.DB.Read(t.Context(), by, func(tx *tenants.Tx) (err error) { a, err = quality.Agree(tx, over); return err })
		})
		return a, asked, err
	}
	over := quality.Over{Program: s.org.QAP}
	_, few, err := agree(s.org.Manager, over)
	if err != nil {
		t.Fatal(err)
	}
	// 1 and 4 are apart: a third settles it, whose sheet is left out.
	s.decided(map[uuid.UUID]int{s.org.Assessor2.Membership(): 1, s.org.Assessor.Membership(): 4, third.Membership(): 4}, s.org.Assessor2, s.org.Assessor, third)
	alone := s.decided(map[uuid.UUID]int{third.Membership(): 4}, third)
	a, many, err := agree(s.org.Admin, over)
	if err != nil || few != many {
		t.Fatalf("%d statements for more pairs, %d before: %v", many, few, err)
	}
	if len(a.Pairs) != 2 || a.Missing() != 28 || a.Verdict.N != 2 || a.Verdict.Exact != 1 || a.Verdict.Kappa != (quality.Kappa{State: quality.TooFew, Missing: 28}) || len(a.Criteria) == 0 {
		t.Fatalf("%+v", a)
	}
	for _, c := range a.Criteria {
		if c.Figures.N != 2 || c.Figures.Exact != 1 || c.Figures.Within != 1 {
			t.Errorf("%s: %+v", c.Title.En, c.Figures)
		}
	}
	for line := range len(a.Criteria) + 1 {
		if all, same, near := a.Behind(line, quality.Any), a.Behind(line, quality.SameMark), a.Behind(line, quality.NearMark); len(all) != 2 || len(same) != 1 || line > 0 && len(near) != 1 || same[0].Passes != [2]bool{true, true} {
			t.Errorf("behind line %d are %d, %d alike and %d near", line, len(all), len(same), len(near))
		}
	}
	if len(a.Behind(-1, quality.Any))+len(a.Behind(len(a.Criteria)+1, quality.SameMark))+len(a.Behind(0, "other")) != 0 {
		t.Error("pairs are behind a figure that there is not")
	}
	for _, p := range a.Pairs {
		if p.Assessment.ID == alone.ID || p.A.MembershipID == third.Membership() || p.B.MembershipID == third.Membership() {
			t.Error("a sheet counts that is no first one of two")
		}
	}
	pair := over
	pair.One, pair.Other = s.org.Assessor.Membership(), s.org.Assessor2.Membership()
	if a, _, err = agree(s.org.Manager, pair); err != nil || len(a.Pairs) != 2 || a.Pairs[0].A.MembershipID != pair.One || a.Pairs[0].Passes != [2]bool{true, false} {
		t.Errorf("of the pair: %+v, %v", a.Pairs, err)
	}
	for what, narrow := range map[string]quality.Over{"of the third": {Program: s.org.QAP, One: third.Membership()}, "before": {Program: s.org.QAP, Until: s.Clock.Now().Add(-day)}, "later": {Program: s.org.QAP, From: s.Clock.Now().Add(day)}} {
		if a, _, err := agree(s.org.Manager, narrow); err != nil || len(a.Pairs) != 0 {
			t.Errorf("%s: %d pairs, %v", what, len(a.Pairs), err)
		}
	}
	for what, c := range map[string]struct {
		by   tenants.Member
		over quality.Over
		code fault.Code
	}{"an assessor": {s.org.Assessor, over, fault.Forbidden}, "another organisation": {s.Nordic.Manager, over, fault.NotFound},
		"one twice": {s.org.Manager, quality.Over{Program: s.org.QAP, One: pair.One, Other: pair.One}, fault.Invalid}} {
		_, _, err := agree(c.by, c.over)
		s.refused(what, err, c.code, "")
	}
}
