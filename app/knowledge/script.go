package knowledge

import (
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewScript is what a candidate wrote: in which version of the test, on which
// day, and which of their documents it is.
type NewScript struct {
	AssessmentID uuid.UUID
	TestID       uuid.UUID
	VersionID    uuid.UUID
	SatOn        time.Time
}

// File takes a candidate's script, to be marked. Returns Invalid at the fields
// that are wrong, NotFound when the assessment, the test or the document is, and
// Conflict when one is filed already or the assessment is decided.
func File(tx *tenants.Tx, in NewScript) (Script, error) {
	a, err := open(tx, in.AssessmentID)
	if err != nil {
		return Script{}, err
	}
	s := Script{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: a.ID, ProgramID: a.ProgramID, CandidateName: a.CandidateName, TestID: in.TestID,
		DocumentVersionID: in.VersionID, SatOn: in.SatOn, FiledAt: tx.Now(), FiledBy: id(tx.Membership()), Markers: []string{}}
	if err := tx.Allow("file", &s); err != nil {
		return s, err
	}
	t, err := TestOf(tx, in.TestID)
	if err != nil {
		return s, err
	}
	v, err := evidence.Get(tx, in.VersionID)
	if err != nil {
		return s, err
	}
	if v.CandidateID == nil || *v.CandidateID != a.CandidateID {
		return s, fault.Absent("version")
	}
	var c fault.Check
	c.If(t.ProgramID != a.ProgramID || t.PublishedAt == nil, "test", "knowledge.test_other")
	c.If(v.State != evidence.Typed, "document", "evidence.not_typed_yet")
	c.If(in.SatOn.IsZero() || in.SatOn.After(tx.Now()), "sat_on", "knowledge.sat_range")
	if err := c.Err(); err != nil {
		return s, err
	}
	if _, found, err := scriptOf(tx, a.ID); err != nil || found {
		return s, or(err, fault.New(fault.Conflict, "knowledge.filed_already"))
	}
	if err := inserted(tx, &s); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "knowledge.script_filed", Resource: "knowledge_script", Subject: s.ID, Case: a.CandidateID,
		Detail: map[string]any{"test": t.ID, "version": *t.Number, "document": v.ID}})
	return s, nil
}

// TakeBack takes a script away that was filed wrongly. Returns Conflict once
// marks of it are in.
func TakeBack(tx *tenants.Tx, script uuid.UUID) (Script, error) {
	s, a, err := unsettled(tx, script)
	if err != nil {
		return s, err
	}
	if err := tx.Allow("take_back", &s); err != nil {
		return s, err
	}
	all, err := Markings(tx, s.ID)
	if err != nil {
		return s, err
	}
	for _, g := range all {
		if g.SubmittedAt != nil {
			return s, fault.New(fault.Conflict, "knowledge.marks_in", "Marker", g.MarkerName)
		}
	}
	now := tx.Now()
	s.RemovedAt = &now
	if err := change[Script](tx, s.ID, map[string]any{"removed_at": now}); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "knowledge.script_taken_back", Resource: "knowledge_script", Subject: s.ID, Case: a.CandidateID})
	return s, nil
}

// open locks an undecided assessment.
func open(tx *tenants.Tx, assessment uuid.UUID) (assessments.Assessment, error) {
	if err := tx.Lock(assessment); err != nil {
		return assessments.Assessment{}, err
	}
	a, err := assessments.Get(tx, assessment)
	if err == nil && a.DecidedAt != nil {
		err = fault.New(fault.Conflict, "assessment.decided")
	}
	return a, err
}

// unsettled locks a script that can still be marked, with its assessment.
func unsettled(tx *tenants.Tx, script uuid.UUID) (Script, assessments.Assessment, error) {
	s, err := ScriptByID(tx, script)
	if err != nil {
		return s, assessments.Assessment{}, err
	}
	a, err := open(tx, s.AssessmentID)
	if err != nil {
		return s, a, err
	}
	if s, err = ScriptByID(tx, script); err == nil && s.SettledAt != nil { // as it is now that nobody else moves it
		err = fault.New(fault.Conflict, "knowledge.settled")
	}
	return s, a, err
}
