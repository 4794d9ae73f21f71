package consents

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxAsked is how many are written to at a time.
const MaxAsked = 200

// Remind writes to candidates who have not looked at the version in force, with
// a link of their own by which they do; who has looked meanwhile is left out.
// It answers how many it writes to. Returns Forbidden, Invalid when nobody is named,
// Conflict when the version is not in force, or all have looked.
func Remind(tx *tenants.Tx, notice uuid.UUID, whom []uuid.UUID) (int, error) {
	n, err := Get(tx, notice)
	if err != nil {
		return 0, err
	}
	if !tx.Can("ask", &Acknowledgement{TenantID: tx.Tenant(), ID: tx.NewID(), NoticeID: n.ID, CandidateID: tx.NewID()}) {
		return 0, fault.Denied()
	}
	if n, err = current(tx, n.Kind, n.ID); err != nil {
		return 0, err
	}
	if len(whom) == 0 || len(whom) > MaxAsked {
		var c fault.Check
		c.Field("candidate", "notice.choose_whom", "Max", MaxAsked)
		return 0, c.Err()
	}
	all, err := waitingAmong(tx, n, whom)
	if err != nil {
		return 0, err
	}
	if len(all) == 0 {
		if _, err := candidates.Get(tx, whom[0]); err != nil {
			return 0, err
		}
		return 0, fault.New(fault.Conflict, "notice.all_looked")
	}
	for _, c := range all {
		if err := ask(tx, n, c); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

func ask(tx *tenants.Tx, n Notice, c candidates.Candidate) error {
	a := Acknowledgement{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, NoticeID: n.ID}
	if err := tx.Allow("ask", &a); err != nil {
		return err
	}
	language := "en"
	if c.Language == "es" {
		language = "es"
	}
	link, err := tx.Link(tenants.NewLink{Act: ActConsent, Subject: c.ID, Email: c.Email, Name: c.Name, Locale: language, TTL: LinkLife, Standing: true})
	if err != nil {
		return err
	}
	letter := letters.ToLink(letters.NoticeAgain, link)
	letter.Case = c.ID
	tx.Enqueue(letter)
	tx.Record(tenants.Event{Action: "notice.asked", Resource: "notice", Subject: n.ID, Case: c.ID, Detail: map[string]any{"kind": n.Kind, "number": n.Number}})
	return nil
}
