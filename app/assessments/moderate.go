package assessments

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxReasons is the longest that the reasons of a moderation are, in characters.
const MaxReasons = 4000

// Agreement is the minute of a moderation: when it was held, what was agreed on
// each criterion, and why. Who held it is the actor.
type Agreement struct {
	AssessmentID uuid.UUID
	HeldOn       time.Time
	Points       map[uuid.UUID]Mark // by criterion; one without points or a note says nothing
	Reasons      string
}

// Moderate settles an assessment's disagreement by a minute. What was agreed on
// a criterion counts in place of the assessors' marks; their sheets stay as they
// are. Returns Invalid at what is missing or wrong: a day that is not between
// the disagreement and today, no reasons, or nothing agreed on a criterion on
// which they disagree; Forbidden when the actor has judged or trained the
// candidate; Conflict when nothing is to be settled, or a third assessor judges;
// NotFound.
func Moderate(tx *tenants.Tx, in Agreement) (Moderation, error) {
	in.Reasons = strings.TrimSpace(in.Reasons)
	if err := tx.Lock(in.AssessmentID); err != nil {
		return Moderation{}, err
	}
	sheets, err := Compare(tx, in.AssessmentID)
	if err != nil {
		return Moderation{}, err
	}
	a := sheets.Assessment
	d, err := unsettled(tx, a)
	if err != nil {
		return Moderation{}, err
	}
	if err := tx.Allow("moderate", &d); err != nil {
		if fault.Is(err, fault.Forbidden) && (d.ModeratorID != nil && *d.ModeratorID == tx.Membership() || tx.Can("name", &d)) {
			return Moderation{}, fault.New(fault.Forbidden, "assessment.you_judged").Because(err)
		}
		return Moderation{}, err
	}
	if err := thirdJudges(tx, a); err != nil {
		return Moderation{}, err
	}
	if err := agreed(tx, sheets, d, in); err != nil {
		return Moderation{}, err
	}
	m := Moderation{TenantID: d.TenantID, ID: tx.NewID(), DisagreementID: d.ID, AssessmentID: a.ID, HeldOn: in.HeldOn, HeldBy: tx.Membership(), HeldByName: tx.Name(),
		WrittenAt: tx.Now(), Reasons: in.Reasons}
	var points []ModerationPoint
	for _, r := range sheets.Rows {
		p, given := in.Points[r.Criterion.ID]
		if !given || p.Points == nil && !p.NotSeen {
			continue
		}
		points = append(points, ModerationPoint{TenantID: m.TenantID, ID: tx.NewID(), ModerationID: m.ID, DisagreementID: d.ID, AssessmentID: a.ID,
			CriterionID: r.Criterion.ID, Points: p.Points, NotSeen: p.NotSeen, Note: strings.TrimSpace(p.Note)})
	}
	if err := keepMinute(tx, m, points); err != nil {
		return m, err
	}
	tx.Record(tenants.Event{Action: "assessment.moderated", Resource: "assessment", Subject: a.ID, Case: a.CandidateID,
		Detail: map[string]any{"disagreement": d.ID, "moderation": m.ID, "agreed": len(points)}})
	if !tx.Can("decide", &a) { // whoever was named has done their part: it is the managers' again
		tx.Enqueue(letters.ToRoles(letters.DisagreementSettled, d.ID, tenants.RoleProgramManager, tenants.RoleAdministrator))
	}
	return m, nil
}

// agreed checks a minute.
func agreed(tx *tenants.Tx, sheets Comparison, d Disagreement, in Agreement) error {
	day, err := today(tx)
	if err != nil {
		return err
	}
	since, err := dayOf(tx, d.OpenedAt)
	if err != nil {
		return err
	}
	var c fault.Check
	c.If(in.HeldOn.IsZero(), "held_on", "assessment.held_on_required")
	c.If(!in.HeldOn.IsZero() && (in.HeldOn.Before(since) || in.HeldOn.After(day)), "held_on", "assessment.held_on_range", "From", since, "To", day)
	known := map[uuid.UUID]bool{}
	for _, r := range sheets.Rows {
		k := r.Criterion
		known[k.ID] = true
		p := in.Points[k.ID]
		given := p.Points != nil || p.NotSeen
		c.If(r.Differs && !given, PointsField(k.ID), "assessment.agreed_required", "Criterion", Called{k})
		c.If(!given && strings.TrimSpace(p.Note) != "", PointsField(k.ID), "assessment.agreed_required", "Criterion", Called{k})
		c.If(p.Points != nil && (*p.Points < 0 || *p.Points > k.ScaleMax), PointsField(k.ID), "assessment.points_range", "Max", k.ScaleMax)
		c.If(p.NotSeen && (p.Points != nil || !k.Optional), PointsField(k.ID), "assessment.must_be_seen")
		c.If(utf8.RuneCountInString(p.Note) > MaxNote, NoteField(k.ID), "assessment.note_long", "Max", MaxNote)
	}
	for criterion := range in.Points {
		if !known[criterion] {
			return fault.Absent("assessment_criterion")
		}
	}
	c.If(in.Reasons == "", "reasons", "assessment.reasons_required")
	c.If(utf8.RuneCountInString(in.Reasons) > MaxReasons, "reasons", "assessment.minute_long", "Max", MaxReasons)
	return c.Err()
}
