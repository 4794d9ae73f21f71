package consents

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// Said is how somebody said something: in which language they read what they
// were told, and the paper, if it came on one.
type Said struct {
	Language string
	Document uuid.UUID // of the candidate; zero without a paper
}

// Acknowledge notes that a candidate has read the privacy notice that is in
// force: the candidate themselves, or whoever has their paper. Twice is once.
// Returns Conflict when the version is not the one in force any more, Invalid
// without a paper where one is needed.
func Acknowledge(tx *tenants.Tx, candidate, notice uuid.UUID, said Said) (Acknowledgement, error) {
	if err := tx.Lock(candidate); err != nil {
		return Acknowledgement{}, err
	}
	c, err := candidates.Get(tx, candidate)
	if err != nil {
		return Acknowledgement{}, err
	}
	how, err := said.how(tx, c)
	if err != nil {
		return Acknowledgement{}, err
	}
	n, err := current(tx, Privacy, notice)
	if err != nil {
		return Acknowledgement{}, err
	}
	a := Acknowledgement{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, NoticeID: n.ID, Language: said.Language, At: tx.Now(), How: how,
		DocumentID: some(said.Document), ByID: by(tx), ByName: tx.Name()}
	if err := tx.Allow("make", &a); err != nil {
		return a, err
	}
	before, err := acknowledgements(tx, c.ID)
	if err != nil {
		return a, err
	}
	if i := slices.IndexFunc(before, func(b Acknowledgement) bool { return b.NoticeID == n.ID }); i >= 0 {
		tx.Record(tenants.Event{Action: "notice.read_again", Resource: "acknowledgement", Subject: before[i].ID, Case: c.ID, Detail: map[string]any{"number": n.Number}})
		return before[i], nil
	}
	return a, keep(tx, a, n)
}

func keep(tx *tenants.Tx, a Acknowledgement, n Notice) error {
	if err := insert(tx, &a); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "notice.acknowledged", Resource: "acknowledgement", Subject: a.ID, Case: a.CandidateID,
		Detail: map[string]any{"number": n.Number, "language": a.Language, "how": a.How}})
	return nil
}

// Applied is what an applicant accepted with their application.
type Applied struct {
	Application, Notice uuid.UUID
	Language, Name      string
	At                  time.Time
}

// Take takes over, of an applicant who comes on file, the notice that they
// accepted when they applied. What they have acknowledged before stays.
func Take(tx *tenants.Tx, candidate uuid.UUID, in Applied) error {
	before, err := acknowledgements(tx, candidate)
	if err != nil || slices.ContainsFunc(before, func(b Acknowledgement) bool { return b.NoticeID == in.Notice }) {
		return err
	}
	n, err := Get(tx, in.Notice)
	if err != nil {
		return err
	}
	a := Acknowledgement{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: candidate, NoticeID: n.ID, Language: in.Language, At: in.At, How: ByApplication,
		ApplicationID: &in.Application, ByID: by(tx), ByName: in.Name}
	if err := tx.Allow("make", &a); err != nil {
		return err
	}
	return keep(tx, a, n)
}

// current is a version that somebody has before them, if it still is the one in
// force: what they answer is what they read.
func current(tx *tenants.Tx, kind string, notice uuid.UUID) (Notice, error) {
	n, err := InForce(tx, kind)
	if err != nil || n.ID == notice {
		return n, err
	}
	if _, err := Get(tx, notice); err != nil { // it never was before them
		return n, err
	}
	return n, fault.New(fault.Conflict, "notice.changed_meanwhile")
}

// how is the way by which the actor says something of a candidate: their own
// word, in their file or by a link, or the paper that an organisation has.
func (s *Said) how(tx *tenants.Tx, c candidates.Candidate) (string, error) {
	if !slices.Contains(Languages, s.Language) {
		s.Language = "en"
	}
	switch {
	case tx.Membership() == uuid.Nil:
		s.Document = uuid.Nil
		return ByLink, nil
	case c.PersonID != nil && *c.PersonID == tx.Person():
		s.Document = uuid.Nil
		return InFile, nil
	}
	var check fault.Check
	check.If(s.Document == uuid.Nil, "document", "consent.paper_required")
	return OnPaper, check.Err()
}

func some(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
