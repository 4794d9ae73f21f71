package demo

import (
	"strings"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/identities"
	"accord/tenants"
)

// identifies has an organisation check who a candidate is, and the candidate read
// what becomes of their data, by a link of their own. Who is recorded has agreed
// to it.
func (t *teller) identifies(c candidacy) error {
	id := t.ids[c.name]
	var link uuid.UUID
	err := t.as(c.house.manager, func(tx *tenants.Tx) error {
		is, err := candidates.Get(tx, id)
		if err != nil {
			return err
		}
		if link, err = tx.Link(tenants.NewLink{Act: consents.ActConsent, Subject: id, Email: is.Email, Name: is.Name, TTL: consents.LinkLife, Standing: true}); err != nil {
			return err
		}
		country := is.Country
		if country == "" {
			country = "EC"
		}
		_, err = identities.Note(tx, identities.NewCheck{Candidate: id, Outcome: identities.Done, Paper: "national_id", Country: country, Seen: "in_person",
			LastSigns: strings.ToUpper(id.String()[32:]), CheckedOn: tx.Now()})
		return err
	})
	if err != nil {
		return err
	}
	return t.guest(link, func(tx *tenants.Tx) error {
		told, err := consents.Of(tx, id)
		if err != nil {
			return err
		}
		said := consents.Said{Language: c.house.paper.words("es", "en")}
		if _, err := consents.Acknowledge(tx, id, told.Privacy.ID, said); err != nil || !c.recording {
			return err
		}
		_, err = consents.Reply(tx, consents.NewAnswer{Candidate: id, Notice: told.Recording.ID, Answer: consents.Given, Said: said})
		return err
	})
}

// guest lets the holder of a link do what it is for.
func (t *teller) guest(link uuid.UUID, do func(*tenants.Tx) error) error {
	l, err := t.Parts.DB.LinkOf(t.ctx, t.Parts.DB.LinkToken(link))
	if err != nil {
		return err
	}
	guest, err := t.Parts.DB.GuestMember(t.ctx, l, uuid.Nil, "demo")
	if err != nil {
		return err
	}
	return t.Parts.DB.Write(t.ctx, guest, do)
}
