package submissions

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/register"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxReasons is how long the reasons of a decision may be, in characters.
const MaxReasons = 4000

// Judgement is what a reviewer decides.
type Judgement struct {
	SubmissionID uuid.UUID
	Outcome      Outcome
	Reasons      string // in words, beside the points that were noted as wrong
}

// Noted is a point that was wrong, as the decision tells it.
type Noted struct {
	Point string `json:"point"`
	Note  string `json:"note"`
}

// Told reads the points that a decision tells.
func (d Decision) Told() []Noted {
	var all []Noted
	_ = json.Unmarshal(d.Points, &all) // written by Decide; unreadable is none
	return all
}

// Decide accepts, returns or refuses a submission; its opening ends with it,
// and the organisation is told by mail. To return or refuse takes reasons
// (IMI-SU-08): points that were noted as wrong, words, or both; to accept
// takes that no point is wrong. Accepting awards the credential. Returns
// Invalid, or Conflict when the submission was withdrawn or is decided.
func Decide(tx *tenants.OversightTx, in Judgement) (Decision, error) {
	in.Reasons = strings.TrimSpace(in.Reasons)
	if err := tx.Lock(in.SubmissionID); err != nil {
		return Decision{}, err
	}
	s, err := open(tx, in.SubmissionID)
	if err != nil {
		return Decision{}, err
	}
	wrong, err := wrongs(tx, s)
	if err != nil {
		return Decision{}, err
	}
	var c fault.Check
	c.If(in.Outcome != Accepted && in.Outcome != Returned && in.Outcome != Refused, "outcome", "review.outcome_required")
	c.If(in.Outcome != Accepted && in.Reasons == "" && len(wrong) == 0, "reasons", "review.reasons_required")
	c.If(utf8.RuneCountInString(in.Reasons) > MaxReasons, "reasons", "review.reasons_long", "Max", MaxReasons)
	if err := c.Err(); err != nil {
		return Decision{}, err
	}
	if in.Outcome == Accepted && len(wrong) > 0 {
		return Decision{}, fault.New(fault.Conflict, "review.points_wrong", "Count", len(wrong))
	}
	points, err := json.Marshal(wrong)
	if err != nil {
		return Decision{}, err
	}
	d := Decision{TenantID: s.TenantID, ID: tx.NewID(), SubmissionID: s.ID, Outcome: in.Outcome, Points: points, Reasons: in.Reasons,
		DecidedAt: tx.Now(), DecidedBy: id(tx.Membership()), DecidedByName: tx.Name()}
	if err := tx.Allow("decide", &d); err != nil {
		return d, err
	}
	if err := inserted(tx, &d); err != nil {
		return d, err
	}
	tx.Record(tenants.Event{Action: "submission." + string(d.Outcome), Resource: "submission", Subject: s.ID, Tenant: s.TenantID,
		Detail: map[string]any{"decision": d.ID, "points": len(wrong)}})
	letter := map[Outcome]letters.Kind{Accepted: letters.SubmissionAccepted, Returned: letters.SubmissionReturned, Refused: letters.SubmissionRefused}[d.Outcome]
	tx.Enqueue(s.TenantID, letters.ToRoles(letter, s.ID, tenants.RoleAdministrator, tenants.RoleProgramManager))
	if d.Outcome == Accepted {
		return d, award(tx, s)
	}
	return d, nil
}

// wrongs are the points that were noted as wrong, in the review's order.
func wrongs(tx *tenants.OversightTx, s Submission) ([]Noted, error) {
	notes, err := Notes(tx, s.ID)
	if err != nil {
		return nil, err
	}
	wrong := []Noted{}
	for _, point := range PointsOf(s.RuleSet) {
		if n, ok := notes[point]; ok && n.Verdict == Wrong {
			wrong = append(wrong, Noted{Point: point, Note: n.Note})
		}
	}
	return wrong, nil
}

func award(tx *tenants.OversightTx, s Submission) error {
	told, err := FactsOf(tx, s.ID)
	if err != nil {
		return err
	}
	o, err := organisationOf(tx, s.TenantID)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(o.TimeZone)
	if err != nil {
		return err
	}
	_, err = register.Award(tx, register.NewCredential{TenantID: s.TenantID, SubmissionID: s.ID, ProgramID: s.ProgramID, PersonID: told.Holder.PersonID,
		Holder: s.Holder, Certification: s.Certification, Organisation: o.Name, Program: told.Program.Title, Country: o.Country, Zone: zone})
	return err
}
