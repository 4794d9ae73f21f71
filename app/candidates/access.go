package candidates

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// ActFile is what the link is for by which a candidate comes to their own file.
const ActFile = "file"

// MaxInvited is how many candidates are invited at a time.
const MaxInvited = 200

// Access says that a candidate was invited to sign in to their own file, and
// whether they do. Its id is that of the membership which they come to have by
// it, unless they are a member already.
type Access struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	CandidateID   uuid.UUID
	Email         string
	Language      string // of the letter
	LinkID        uuid.UUID
	InvitedAt     time.Time
	InvitedBy     *uuid.UUID
	InvitedByName string
	Until         time.Time
	AcceptedAt    *time.Time
	PersonID      *uuid.UUID
	MembershipID  *uuid.UUID
	EndedAt       *time.Time
	EndedHow      string
	EndedByName   string
}

// TableName of an access says whose it is.
func (Access) TableName() string { return "candidate_access" }

// Where an access stands.
const (
	AccessInvited = "invited"
	AccessLapsed  = "lapsed" // invited, and the link is over
	AccessActive  = "active"
	AccessRevoked = "revoked"
	replaced      = "replaced"
)

// State is where it stands at a moment.
func (a Access) State(now time.Time) string {
	switch {
	case a.EndedAt != nil:
		return AccessRevoked
	case a.AcceptedAt != nil:
		return AccessActive
	case !now.Before(a.Until):
		return AccessLapsed
	}
	return AccessInvited
}

var (
	_ = tenants.Register(tenants.Resource{Name: "candidate_access", Model: Access{}, Side: tenants.OrganisationSide, Actions: []string{"read", "invite", "accept", "revoke"}})

	// claimed is whose file a guest's link leads into, while it is for their address.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "claimed", Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: `
		select c.id from candidate_access a join candidate c on c.tenant_id = a.tenant_id and c.id = a.candidate_id and c.email = a.email and c.merged_into is null
		where a.tenant_id = app.tenant() and a.link_id = $1 and a.ended_at is null`})
)

// What is a candidate's own who is signed in.
var (
	_ = tenants.RegisterValue(ofOwn("own_candidates", `select c.id from candidate c where c.tenant_id = app.tenant() and c.person_id = $2 and c.merged_into is null`))
	_ = tenants.RegisterValue(ofOwn("own_enrolments", `select e.id from enrolment e join candidate c on c.tenant_id = e.tenant_id and c.id = e.candidate_id where e.tenant_id = app.tenant() and c.person_id = $2`))
	_ = tenants.RegisterValue(ofOwn("own_cohorts", `select e.cohort_id from enrolment e join candidate c on c.tenant_id = e.tenant_id and c.id = e.candidate_id where e.tenant_id = app.tenant() and c.person_id = $2`))
	_ = tenants.RegisterValue(ofOwn("own_submissions", `select s.id from submission s join candidate c on c.tenant_id = s.tenant_id and c.id = s.candidate_id where s.tenant_id = app.tenant() and c.person_id = $2 and s.submitted_at is not null`))
)

func ofOwn(name, query string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: query + ` and ($1::uuid is null or true)`}
}

// InviteToFile mails a candidate a link by which they come to sign in to their
// own file. One that was mailed before works no more. Returns Conflict when they
// do sign in already.
func InviteToFile(tx *tenants.Tx, candidate uuid.UUID) (Access, error) {
	if err := tx.Lock(candidate); err != nil {
		return Access{}, err
	}
	c, err := Get(tx, candidate)
	if err != nil {
		return Access{}, err
	}
	a := Access{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, Email: c.Email, Language: "en", InvitedAt: tx.Now(), InvitedBy: membership(tx), InvitedByName: tx.Name(), Until: tx.Now().Add(people.InvitationLife)}
	if c.Language == "es" {
		a.Language = "es"
	}
	if err := tx.Allow("invite", &a); err != nil {
		return a, err
	}
	switch old, err := AccessOf(tx, c.ID); {
	case fault.Is(err, fault.NotFound):
	case err != nil:
		return a, err
	case old.AcceptedAt != nil:
		return a, fault.New(fault.Conflict, "access.signs_in")
	default:
		if err := tx.Allow("revoke", &old); err != nil {
			return a, err
		}
		if err := old.end(tx, replaced); err != nil {
			return a, err
		}
	}
	if a.LinkID, err = tx.Link(tenants.NewLink{Act: ActFile, Subject: a.ID, Email: a.Email, Name: c.Name, Locale: a.Language, TTL: people.InvitationLife, Standing: true}); err != nil {
		return a, err
	}
	if err := insert(tx, &a); err != nil {
		return a, err
	}
	letter := letters.ToLink(letters.InvitationCandidate, a.LinkID)
	letter.Case = c.ID
	tx.Enqueue(letter)
	tx.Record(tenants.Event{Action: "access.invited", Resource: "candidate_access", Subject: a.ID, Case: c.ID})
	return a, nil
}

// InviteAll is InviteToFile for several; who signs in already is left out. It
// answers how many are invited. Returns Invalid when nobody is named, NotFound
// when one is not the actor's to see.
func InviteAll(tx *tenants.Tx, whom []uuid.UUID) (n int, err error) {
	if len(whom) == 0 || len(whom) > MaxInvited {
		var c fault.Check
		c.Field("candidate", "access.choose_whom", "Max", MaxInvited)
		return 0, c.Err()
	}
	for i, id := range whom {
		if slices.Contains(whom[:i], id) {
			continue
		}
		if a, err := AccessOf(tx, id); err == nil && a.AcceptedAt != nil {
			continue
		}
		if _, err := InviteToFile(tx, id); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// RevokeAccess ends a candidate's access to their file, or the invitation to it.
// The file stays as it is; their account is theirs. Returns NotFound where there
// is none.
func RevokeAccess(tx *tenants.Tx, candidate uuid.UUID) error {
	if err := tx.Lock(candidate); err != nil {
		return err
	}
	c, err := Get(tx, candidate)
	if err != nil {
		return err
	}
	a, err := AccessOf(tx, candidate)
	if err != nil {
		return err
	}
	if err := tx.Allow("revoke", &a); err != nil {
		return err
	}
	if err := a.end(tx, AccessRevoked); err != nil {
		return err
	}
	if a.AcceptedAt != nil {
		if err := tx.Allow("edit", &c); err != nil {
			return err
		}
		c.PersonID = nil
		if err := update(tx, &c, "PersonID"); err != nil {
			return err
		}
		if err := people.LeaveFile(tx, *a.MembershipID); err != nil {
			return err
		}
	}
	tx.Record(tenants.Event{Action: "access.revoked", Resource: "candidate_access", Subject: a.ID, Case: c.ID})
	return nil
}

func (a *Access) end(tx *tenants.Tx, how string) error {
	now := tx.Now()
	a.EndedAt, a.EndedHow, a.EndedByName = &now, how, tx.Name()
	return update(tx, a, "EndedAt", "EndedHow", "EndedByName")
}
