package assessments

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Decision is what comes of an assessment, with its minute: why, and by which
// rules (IMI-QA-12). Who and when are noted with it.
type Decision struct {
	AssessmentID uuid.UUID
	Outcome      Outcome
	Minute       string
	Because      string // why it is not what the design's rule says; "" where it is
}

// MaxMinute is the longest minute, in characters.
const MaxMinute = 4000

// MaxBecause is the longest reason for deciding otherwise than the rule.
const MaxBecause = 2000

// Decide ends an assessment. Returns Invalid without an outcome or a minute, or
// where it differs from what the design's rule says without a reason, or gives
// one without differing; and Conflict, with the reason, when it is decided already, nobody judges it,
// a sheet is missing (IMI-QA-14), the assessors' disagreement or the knowledge
// test is not settled (IMI-QA-02), or
// nobody who judged is independent of the candidate's training (IMI-QA-08).
func Decide(tx *tenants.Tx, in Decision) (Assessment, error) {
	in.Minute, in.Because = strings.TrimSpace(in.Minute), strings.TrimSpace(in.Because)
	var c fault.Check
	c.If(in.Outcome != Passed && in.Outcome != Failed, "outcome", "assessment.outcome_required")
	c.If(in.Minute == "", "minute", "assessment.minute_required")
	c.If(utf8.RuneCountInString(in.Minute) > MaxMinute, "minute", "assessment.minute_long", "Max", MaxMinute)
	c.If(utf8.RuneCountInString(in.Because) > MaxBecause, "because", "assessment.because_long", "Max", MaxBecause)
	if err := c.Err(); err != nil {
		return Assessment{}, err
	}
	if err := tx.Lock(in.AssessmentID); err != nil {
		return Assessment{}, err
	}
	a, err := Get(tx, in.AssessmentID)
	if err != nil {
		return a, err
	}
	if a.DecidedAt != nil {
		return a, decided()
	}
	if err := mayDecide(tx, a); err != nil {
		return a, err
	}
	sheets, err := Compare(tx, a.ID)
	if err != nil {
		return a, err
	}
	if against, err := undecidable(tx, sheets); err != nil || against != nil {
		if err == nil {
			err = fault.New(fault.Conflict, against.Key, pairs(against.Args)...)
		}
		return a, err
	}
	rule := *sheets.Rule()
	c.If(in.Outcome != rule && in.Because == "", "because", "assessment.because_required", "Rule", fault.Say("assessment.outcome."+string(rule)))
	c.If(in.Outcome == rule && in.Because != "", "because", "assessment.because_needless")
	if err := c.Err(); err != nil {
		return a, err
	}
	now, by := tx.Now(), id(tx.Membership())
	a.DecidedAt, a.DecidedBy, a.DecidedByName, a.Outcome, a.DecisionMinute = &now, by, tx.Name(), &in.Outcome, in.Minute
	a.RuleOutcome, a.DiffersBecause, a.DecidedTest = &rule, in.Because, sheets.Knowledge.Result()
	err = change[Assessment](tx, a.ID, map[string]any{"decided_at": now, "decided_by": by, "decided_by_name": a.DecidedByName,
		"outcome": in.Outcome, "decision_minute": in.Minute, "rule_outcome": rule, "differs_because": in.Because})
	if err != nil {
		return a, err
	}
	detail := map[string]any{"outcome": string(in.Outcome), "rule_set": a.RuleSet, "version": sheets.Design.Version(), "rule": string(rule), "reached": sheets.Verdict.Reached}
	if a.DecidedTest != nil {
		detail["test"], detail["test_marks"] = a.DecidedTest.TestID, a.DecidedTest.Marks()
	}
	tx.Record(tenants.Event{Action: "assessment.decided", Resource: "assessment", Subject: a.ID, Case: a.CandidateID, Detail: detail})
	if in.Because != "" {
		tx.Record(tenants.Event{Action: "assessment.decided_otherwise", Resource: "assessment", Subject: a.ID, Case: a.CandidateID,
			Detail: map[string]any{"rule": string(rule), "reason": in.Because}})
	}
	return a, nil
}

// mayDecide asks, and says it where it is the candidate who asks.
func mayDecide(tx *tenants.Tx, a Assessment) error {
	err := tx.Allow("decide", &a)
	if err != nil && !fault.Is(err, fault.Forbidden) {
		return err
	}
	own, unread := Own(tx, a)
	switch {
	case own:
		return fault.New(fault.Forbidden, "assessment.you_are_judged")
	case err != nil:
		return err
	}
	return unread // whose assessment it is must be known
}

// Undecidable says what stands against deciding an assessment now, or nil: for
// the page that offers it.
func Undecidable(tx *tenants.Tx, assessment uuid.UUID) (*fault.Sentence, error) {
	c, err := Compare(tx, assessment)
	if err != nil {
		return nil, err
	}
	return undecidable(tx, c)
}

func undecidable(tx *tenants.Tx, c Comparison) (*fault.Sentence, error) {
	independent, err := Independent(tx, c.Assessment.CandidateID, c.Assignments)
	if err != nil {
		return nil, err
	}
	var s fault.Sentence
	switch missing := c.Missing(); {
	case len(c.Assignments) == 0:
		s = fault.Say("assessment.nobody_judges")
	case len(missing) > 0:
		s = fault.Say("assessment.sheet_missing", "Assessor", missing[0].AssessorName)
	case c.Unsettled():
		s = fault.Say("assessment.disagreement_open")
	case c.Knowledge.Open():
		s = fault.Say("assessment.test_open")
	case len(independent) == 0:
		s = fault.Say("assessment.nobody_independent")
	default:
		return nil, nil
	}
	return &s, nil
}

// Independent answers those of a candidate's assessors who did not train them
// (IMI-QA-08).
func Independent(tx *tenants.Tx, candidate uuid.UUID, assessors []Assignment) ([]Assignment, error) {
	trained, err := taughtBy(tx, candidate)
	if err != nil {
		return nil, err
	}
	who := make([]uuid.UUID, len(assessors))
	for i, g := range assessors {
		who[i] = g.MembershipID
	}
	members, err := membersByID(tx, who)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(assessors), func(g Assignment) bool {
		_, yes := trained.by(members[g.MembershipID])
		return yes
	}), nil
}
