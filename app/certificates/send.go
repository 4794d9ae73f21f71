package certificates

import (
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// ActCertificate is what a link to one's own certificate is for: to read it and
// keep its paper. It is not used up.
const ActCertificate = "certificate"

// LinkLife is how long such a link works.
const LinkLife = 365 * 24 * time.Hour

// Send writes to the candidate where their certificate is, with a link that
// needs no account. Returns Conflict while its paper is not sealed, when it
// does not count any more, and after too many letters.
func Send(tx *tenants.Tx, id uuid.UUID) error {
	c, err := Find(tx, id)
	if err != nil {
		return err
	}
	if c.State() != InForce {
		return fault.New(fault.Conflict, "certificate.not_in_force")
	}
	if c.SealedAt == nil {
		return fault.New(fault.Conflict, "certificate.not_sealed")
	}
	if err := tx.Allow("send", &c); err != nil {
		return err
	}
	person, err := candidateOf(tx, c.CandidateID)
	if err != nil {
		return err
	}
	link, err := tx.Link(tenants.NewLink{Act: ActCertificate, Subject: c.ID, Email: person.Email, Name: c.Holder, Locale: person.Language, TTL: LinkLife})
	if err != nil {
		return err
	}
	letter := letters.ToLink(letters.CertificateIssued, link)
	letter.Case = c.CandidateID
	tx.Enqueue(letter)
	tx.Record(tenants.Event{Action: "certificate.sent", Resource: "certificate", Subject: c.ID, Case: c.CandidateID, Detail: c.facts()})
	return nil
}

// SendFirst is Send by the job that follows the sealing: one that was replaced
// or revoked meanwhile has no letter.
func SendFirst(tx *tenants.Tx, id uuid.UUID) error {
	c, err := Find(tx, id)
	if err != nil || c.State() != InForce {
		return err
	}
	return Send(tx, id)
}

// SendAgain writes to a candidate whose address was corrected where their
// certificates in force are: the links that went to the wrong address open
// nothing. About one of which too many letters went out lately, none is due.
func SendAgain(tx *tenants.Tx, candidate uuid.UUID) error {
	all, err := OfCandidate(tx, candidate)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.State() != InForce || c.SealedAt == nil {
			continue
		}
		if err := Send(tx, c.ID); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return nil
}
