package spotchecks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/register"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewRequest is what IMI asks about one credential.
type NewRequest struct {
	Credential uuid.UUID
	Kind       Urgency
	Reason     string // as the organisation reads it; 1 to 2,000 characters
	Demands    []NewDemand
}

// NewDemand asks for one kind of document.
type NewDemand struct {
	Kind string
	Note string // at most 1,000 characters
}

// MaxDemands bounds one request.
const MaxDemands = 30

// Issue sends a document request to the organisation that put the holder of a
// credential forward. Returns Invalid with each fault at its field, NotFound
// when the credential is not there, Conflict when an open request asks for one
// of the demands already.
func Issue(tx *tenants.OversightTx, in NewRequest) (Request, error) {
	if err := in.check(); err != nil {
		return Request{}, err
	}
	credential, err := register.Find(tx, in.Credential)
	if err != nil {
		return Request{}, err
	}
	organisation, err := organisations.Find(tx, credential.TenantID)
	if err != nil {
		return Request{}, err
	}
	zone, err := time.LoadLocation(organisation.TimeZone)
	if err != nil {
		return Request{}, fmt.Errorf("spotchecks: the zone of %s: %w", organisation.Slug, err)
	}
	due := standards.AddWorkdays(tx.Now(), AnswerDays[in.Kind], zone)
	r := Request{TenantID: credential.TenantID, ID: tx.NewID(), Reference: tx.NewReference("SC"), CredentialID: credential.ID,
		SubmissionID: credential.SubmissionID, Holder: credential.Holder, Kind: in.Kind, Reason: strings.TrimSpace(in.Reason),
		IssuedAt: tx.Now(), IssuedBy: id(tx.Membership()), IssuedByName: tx.Name(), DueAt: due, ReadableUntil: due.Add(ReadableFor)}
	if err := tx.Allow("issue", &r); err != nil {
		return Request{}, err
	}
	if err := asksNew(tx, in); err != nil {
		return Request{}, err
	}
	if err := create(tx, &r); err != nil {
		return Request{}, err
	}
	demands := make([]Demand, len(in.Demands))
	for i, d := range in.Demands {
		demands[i] = Demand{TenantID: r.TenantID, ID: tx.NewID(), RequestID: r.ID, Position: i + 1, Kind: d.Kind, Note: strings.TrimSpace(d.Note)}
	}
	if err := create(tx, &demands); err != nil {
		return Request{}, err
	}
	if err := watch(tx, r, zone); err != nil {
		return Request{}, err
	}
	tx.Record(tenants.Event{Action: "request.issued", Resource: "document_request", Subject: r.ID, Tenant: r.TenantID,
		Detail: map[string]any{"reference": r.Reference, "kind": r.Kind, "demands": len(demands), "due_at": r.DueAt}})
	tx.Enqueue(r.TenantID, tenants.Job{Kind: "request.propose", Queue: "collect", Door: tenants.DoorMember, Case: r.ID, Args: map[string]any{"subject": r.ID}})
	tx.Enqueue(r.TenantID, inside(letters.ToRoles(letters.RequestIssued, r.ID, tenants.RoleAdministrator, tenants.RoleProgramManager)))
	return r, nil
}

// inside makes a job enter by the door of the organisation it is about.
func inside(j tenants.Job) tenants.Job { j.Door = tenants.DoorMember; return j }

func (in NewRequest) check() error {
	var c fault.Check
	if _, known := AnswerDays[in.Kind]; !known {
		c.Field("kind", "request.kind_unknown")
	}
	reason := strings.TrimSpace(in.Reason)
	if !c.If(reason == "", "reason", "request.reason_required") {
		c.If(len([]rune(reason)) > 2000, "reason", "request.reason_long")
	}
	if !c.If(len(in.Demands) == 0, "demands", "request.demands_required") {
		c.If(len(in.Demands) > MaxDemands, "demands", "request.demands_many", "most", MaxDemands)
	}
	seen := map[NewDemand]bool{}
	for _, d := range in.Demands {
		if _, known := standards.KindNamed(d.Kind); !known {
			c.Field("demands", "request.demand_unknown")
			break
		}
		if c.If(len([]rune(d.Note)) > 1000, "demands", "request.note_long") || c.If(seen[d], "demands", "request.demand_twice") {
			break
		}
		seen[d] = true
	}
	return c.Err()
}

// asksNew refuses what an open request about the credential asks already: the
// organisation would answer the same twice. Two requests at once take turns.
func asksNew(tx *tenants.OversightTx, in NewRequest) error {
	if err := tx.Lock(in.Credential); err != nil {
		return err
	}
	open, err := openAbout(tx, in.Credential)
	if err != nil {
		return err
	}
	for _, k := range open {
		for _, d := range k.Demands {
			if slices.Contains(in.Demands, NewDemand{d.Kind, d.Note}) {
				return fault.New(fault.Conflict, "request.asked_already", "Reference", k.Reference)
			}
		}
	}
	return nil
}

// watch sets the reminders and the escalation.
func watch(tx *tenants.OversightTx, r Request, zone *time.Location) error {
	for stage, days := range Stages {
		kind := "request.remind"
		if stage == Escalation {
			kind = "request.escalate"
		}
		at := standards.AddWorkdays(r.DueAt, days, zone)
		if !at.After(tx.Now()) {
			continue // a request that is answered within two days has no reminder five days before
		}
		if err := tx.Due(r.TenantID, tenants.Deadline{Subject: r.ID, Kind: kind, Stage: stage, At: at, Door: tenants.DoorMember}); err != nil {
			return err
		}
	}
	return nil
}

// Escalation is the stage at which the organisation's head and IMI are told.
const Escalation = "escalation"

// Stages are the reminders and the escalation, in working days from the due day.
var Stages = map[string]int{"before_5": -5, "before_1": -1, "after_1": 1, Escalation: 5}
