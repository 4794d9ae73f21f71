package spotchecks

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/record"
	"accord/app/notes"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// kept are the records that Accord keeps of a submission's candidate and that
// meet a kind of document, as proposals that are not placed yet.
func kept(tx *tenants.Tx, kind string, s submissions.Submission) (all []Proposal, err error) {
	k, _ := standards.KindNamed(kind)
	add := func(of uuid.UUID) {
		all = append(all, Proposal{Record: k.Record, RecordID: &of, Why: WhyRecord})
	}
	switch k.Record {
	case standards.KindLogbook:
		entries, err := candidates.Logbook(tx, s.CandidateID)
		if err != nil {
			return nil, err
		}
		if len(entries) > 0 {
			add(s.CandidateID)
		}
	case standards.KindAttendance:
		trained, err := trainings.TrainingsOf(tx, s.CandidateID)
		if err != nil {
			return nil, err
		}
		for _, t := range trained {
			if len(t.Standing.Marks) > 0 {
				add(t.Cohort.ID)
			}
		}
	case standards.KindDecisionMinute, standards.KindScoreSheet:
		judged, err := assessments.OfCandidate(tx, s.CandidateID)
		if err != nil {
			return nil, err
		}
		judged = slices.DeleteFunc(judged, func(a assessments.Assessment) bool { return a.ProgramID != s.ProgramID })
		ids := make([]uuid.UUID, len(judged))
		for i, a := range judged {
			ids[i] = a.ID
			if k.Record == standards.KindDecisionMinute && a.DecidedAt != nil {
				add(a.ID)
			}
		}
		if k.Record == standards.KindScoreSheet && len(ids) > 0 {
			sheets, err := sheetsIn(tx, ids)
			if err != nil {
				return nil, err
			}
			for _, sheet := range sheets {
				add(sheet.ID)
			}
		}
	}
	return all, nil
}

// RecordOf gathers what a proposed record says, for sealing, and the zone it
// is dated in.
func RecordOf(tx *tenants.Tx, proposal uuid.UUID) (evidence.Record, *time.Location, error) {
	p, err := FindProposal(tx, proposal)
	if err != nil {
		return evidence.Record{}, nil, err
	}
	r, err := Find(tx, p.RequestID)
	if err != nil {
		return evidence.Record{}, nil, err
	}
	s, err := one[submissions.Submission](tx, "submission", "id = ?", r.SubmissionID)
	if err != nil {
		return evidence.Record{}, nil, err
	}
	candidate, err := candidates.Get(tx, s.CandidateID)
	if err != nil {
		return evidence.Record{}, nil, err
	}
	program, err := programs.Load(tx, s.ProgramID) // an organisation states its language with its programs
	if err != nil {
		return evidence.Record{}, nil, err
	}
	organisation, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return evidence.Record{}, nil, err
	}
	zone, err := time.LoadLocation(organisation.TimeZone)
	if err != nil {
		return evidence.Record{}, nil, err
	}
	c := clerkship{tx: tx, of: *p.RecordID, organisation: organisation.Name, candidate: candidate, zone: zone}
	sheet, about, err := c.sheet(p.Record)
	title := sheet.Title.EN
	if program.Language == "es" { // the sheet itself is in both languages
		title = sheet.Title.ES
	}
	return evidence.Record{CandidateID: candidate.ID, Kind: p.Record, Title: title + ", " + about, Of: p.Record + ":" + p.RecordID.String(),
		FileName: p.Record + ".pdf", Sheet: sheet}, zone, err
}

// clerkship is what every record is written with.
type clerkship struct {
	tx           *tenants.Tx
	of           uuid.UUID
	organisation string
	candidate    candidates.Candidate
	zone         *time.Location
}

// sheet is what a record says, and whom and what it is about.
func (c clerkship) sheet(of string) (sheet record.Sheet, about string, err error) {
	switch of {
	case standards.KindLogbook:
		return c.logbook()
	case standards.KindAttendance:
		return c.attendance()
	case standards.KindScoreSheet:
		return c.scores()
	case standards.KindDecisionMinute:
		return c.minute()
	}
	return sheet, "", fault.New(fault.Conflict, "request.no_record")
}

func (c clerkship) logbook() (record.Sheet, string, error) {
	entries, err := candidates.Logbook(c.tx, c.of)
	l := record.Logbook{Organisation: c.organisation, Candidate: c.candidate.Name}
	for _, e := range entries {
		l.Entries = append(l.Entries, record.LogbookEntry{HeldOn: e.HeldOn, Role: e.Role, Medium: e.Medium, Hours: e.Hours, Field: e.Field,
			Parties: e.Parties, Settled: e.Settled, Verified: e.VerifiedAt != nil})
	}
	return l.Sheet(), c.candidate.Name, err
}

func (c clerkship) attendance() (record.Sheet, string, error) {
	trained, err := trainings.TrainingsOf(c.tx, c.candidate.ID)
	if err != nil {
		return record.Sheet{}, "", err
	}
	i := slices.IndexFunc(trained, func(t trainings.Training) bool { return t.Cohort.ID == c.of })
	if i < 0 {
		return record.Sheet{}, "", fault.Absent("cohort")
	}
	t := trained[i]
	a := record.Attendance{Organisation: c.organisation, Program: t.Program.Title, Cohort: t.Cohort.Code + " · " + t.Cohort.Title, Candidate: c.candidate.Name,
		RequiredHours: t.Cohort.RequiredHours, FloorPercent: t.Cohort.AttendanceFloor}
	for _, s := range t.Sessions {
		if s.CancelledAt != nil {
			continue
		}
		mark := t.Standing.Marks[s.ID]
		a.Sessions = append(a.Sessions, record.AttendedSession{Number: s.Number, Title: s.Title, Starts: s.StartsAt.In(t.Cohort.Zone()), Hours: s.Hours,
			Mark: mark.Mark, AttendedHours: mark.Hours})
	}
	if done := t.Standing.Completion; done != nil {
		a.Completed, a.Exception = done.CompletedOn, done.ExceptionReason
	}
	return a.Sheet(), t.Cohort.Code + ", " + c.candidate.Name, nil
}

func (c clerkship) scores() (record.Sheet, string, error) {
	sheet, err := one[assessments.ScoreSheet](c.tx, "score_sheet", "id = ?", c.of)
	if err != nil {
		return record.Sheet{}, "", err
	}
	k, err := assessments.Compare(c.tx, sheet.AssessmentID)
	if err != nil {
		return record.Sheet{}, "", err
	}
	program, err := programs.Load(c.tx, k.Assessment.ProgramID)
	if err != nil {
		return record.Sheet{}, "", err
	}
	at := slices.IndexFunc(k.Sheets, func(s assessments.ScoreSheet) bool { return s.ID == sheet.ID })
	if at < 0 || sheet.SubmittedAt == nil {
		return record.Sheet{}, "", fault.Absent("score_sheet")
	}
	r := record.ScoreSheet{Organisation: c.organisation, Program: program.Title, Candidate: k.Assessment.CandidateName, Submitted: sheet.SubmittedAt.In(c.zone), Comment: sheet.Comment}
	for _, g := range k.Assignments {
		if g.MembershipID == sheet.MembershipID {
			r.Assessor = g.AssessorName
			if g.DeclaredAt != nil {
				r.Declared = g.DeclaredAt.In(c.zone)
			}
		}
	}
	for _, row := range k.Rows {
		line := record.Score{Heading: row.Criterion.Heading, Criterion: row.Criterion.Title, Benchmark: row.Criterion.Benchmark, Max: row.Criterion.ScaleMax, Pass: row.Criterion.PassMark}
		if at < len(row.Scores) {
			line.Note, line.NotSeen = row.Scores[at].Note, row.Scores[at].NotSeen
			if points := row.Scores[at].Points; points != nil {
				line.Points = *points
			}
		}
		r.Scores = append(r.Scores, line)
	}
	r.Notes, err = c.notes(k, sheet.MembershipID)
	return r.Sheet(), r.Assessor + ", " + c.candidate.Name, err
}

// notes are those that went in with an assessor's sheet.
func (c clerkship) notes(k assessments.Comparison, assessor uuid.UUID) (all []record.Noted, err error) {
	rows, err := notes.OfAssessment(c.tx, k.Assessment.ID)
	for _, n := range rows {
		if n.MembershipID != assessor {
			continue
		}
		one := record.Noted{Document: n.DocumentTitle, Place: n.At(), Words: n.Words}
		if at := slices.IndexFunc(k.Rows, func(r assessments.ComparedRow) bool { return n.CriterionID != nil && r.Criterion.ID == *n.CriterionID }); at >= 0 {
			one.Criterion = k.Rows[at].Criterion.Title
		}
		all = append(all, one)
	}
	return all, err
}

func (c clerkship) minute() (record.Sheet, string, error) {
	k, err := assessments.Compare(c.tx, c.of)
	if err != nil {
		return record.Sheet{}, "", err
	}
	a := k.Assessment
	if a.DecidedAt == nil || a.Outcome == nil {
		return record.Sheet{}, "", fault.New(fault.Conflict, "request.no_record")
	}
	program, err := programs.Load(c.tx, a.ProgramID)
	if err != nil {
		return record.Sheet{}, "", err
	}
	m := record.DecisionMinute{Organisation: c.organisation, Program: program.Title, Candidate: a.CandidateName, Outcome: string(*a.Outcome),
		Decided: a.DecidedAt.In(c.zone), DecidedBy: a.DecidedByName, RuleSet: a.RuleSet, Minute: a.DecisionMinute,
		Version: strconv.Itoa(k.Design.Version()), Because: a.DiffersBecause}
	if a.FellAt != nil {
		m.SetAside = a.FellAt.In(c.zone)
	}
	if a.RuleOutcome != nil {
		m.Rule = string(*a.RuleOutcome)
	}
	if t := a.DecidedTest; t != nil {
		m.Test = &record.Test{Name: t.Title + ", " + t.Label, Version: t.Version, SatOn: t.SatOn, Marks: t.Marks(), Of: t.Of, PassMark: t.PassMark, Passed: t.Passed,
			SettledBy: t.SettledBy, Markers: t.Markers, Minute: t.Minute, MinuteBy: t.MinuteBy}
	}
	if k.Moderation != nil {
		m.Moderated = agreed(k)
	}
	for i, s := range k.Sheets {
		d := record.DecidedOn{Points: fmt.Sprintf("%d / %d", k.Totals[i].Points, k.Totals[i].Of), Passed: k.Totals[i].Below == 0}
		if s.SubmittedAt != nil {
			d.Submitted = s.SubmittedAt.In(c.zone)
		}
		for _, g := range k.Assignments {
			if g.MembershipID == s.MembershipID {
				d.Assessor = g.AssessorName
			}
		}
		m.Sheets = append(m.Sheets, d)
	}
	return m.Sheet(), c.candidate.Name, nil
}

// agreed is the minute of the moderation that settled a disagreement.
func agreed(k assessments.Comparison) *record.Moderated {
	m := &record.Moderated{On: k.Moderation.HeldOn.Format(time.DateOnly), By: k.Moderation.HeldByName, Reasons: k.Moderation.Reasons}
	for _, r := range k.Rows {
		if r.Agreed == nil {
			continue
		}
		points := "—"
		if r.Agreed.Points != nil {
			points = fmt.Sprintf("%d / %d", *r.Agreed.Points, r.Criterion.ScaleMax)
		}
		m.Agreed = append(m.Agreed, []string{r.Criterion.Title, points, r.Agreed.Note})
	}
	return m
}
