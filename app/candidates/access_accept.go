package candidates

import (
	"context"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// AcceptFile opens a candidate's own file to the holder of the link: an account
// for its address is opened or proved (people.Join), they become a member with
// the candidate's role, or who is a member already has it beside theirs, and the
// file is theirs. It returns Join's faults, and Conflict when the invitation was
// taken back, is over, or the account has another file here.
func AcceptFile(ctx context.Context, db *tenants.DB, i people.Invited, in people.Joining, v people.Visit) (people.Entrance, error) {
	if i.Act != ActFile {
		return people.Entrance{}, fault.New(fault.NotFound, "fault.link_gone")
	}
	guest, e, err := people.Join(ctx, db, i, in, v)
	if err != nil {
		return e, err
	}
	return e, db.Write(ctx, guest, func(tx *tenants.Tx) error { return accept(tx, i.Subject, e.Person) })
}

func accept(tx *tenants.Tx, id, person uuid.UUID) error {
	a, err := access(tx, id)
	if err != nil {
		return fault.New(fault.Conflict, "access.over").Because(err)
	}
	if err := tx.Lock(a.CandidateID); err != nil {
		return err
	}
	if a, err = access(tx, id); err != nil {
		return err
	}
	c, err := Get(tx, a.CandidateID)
	if fault.Is(err, fault.NotFound) || a.EndedAt != nil || a.AcceptedAt != nil || !tx.Now().Before(a.Until) { // of another address by now, taken back, used, too late
		return fault.New(fault.Conflict, "access.over")
	}
	if err != nil {
		return err
	}
	if err := tx.Allow("accept", &a); err != nil {
		return err
	}
	member, err := people.EnterFile(tx, people.Entering{ID: a.ID, Name: c.Name, Email: a.Email, Locale: a.Language})
	if err != nil {
		return err
	}
	now := tx.Now()
	a.AcceptedAt, a.PersonID, a.MembershipID = &now, &person, &member
	if err := update(tx, &a, "AcceptedAt", "PersonID", "MembershipID"); err != nil {
		if tenants.Violates(err, "candidate_access_person") {
			return fault.New(fault.Conflict, "access.other_file").Because(err)
		}
		return err
	}
	if err := tx.Allow("claim", &c); err != nil {
		return err
	}
	c.PersonID = &person
	if err := update(tx, &c, "PersonID"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "access.accepted", Resource: "candidate_access", Subject: a.ID, Case: c.ID})
	return nil
}
