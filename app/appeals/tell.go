package appeals

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/letters"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxWords is the longest text of a result, statement, minute or answer, in characters.
const MaxWords = 4000

// Tell tells a candidate what was decided, in a letter with a link that opens it.
// A failed one says until when it can be contested: AppealDays working days on,
// in the organisation's zone. Returns Invalid without words, Conflict when the
// assessment is not decided or they were told.
func Tell(tx *tenants.Tx, assessment uuid.UUID, words string) (Result, error) {
	words = strings.TrimSpace(words)
	if err := checked("words", words, "result.words_required"); err != nil {
		return Result{}, err
	}
	if err := tx.Lock(assessment); err != nil {
		return Result{}, err
	}
	a, err := assessments.Get(tx, assessment)
	if err != nil {
		return Result{}, err
	}
	r := Result{TenantID: tx.Tenant(), ID: a.ID, CandidateID: a.CandidateID, ToldAt: tx.Now(), ToldBy: by(tx), ToldByName: tx.Name(), Words: words}
	if err := tx.Allow("tell", &r); err != nil {
		return r, err
	}
	if a.Outcome == nil {
		return r, fault.New(fault.Conflict, "result.undecided")
	}
	if _, err := ResultOf(tx, a.ID); !fault.Is(err, fault.NotFound) {
		if err == nil {
			err = fault.New(fault.Conflict, "result.told")
		}
		return r, err
	}
	c, err := candidates.Get(tx, a.CandidateID)
	if err != nil {
		return r, err
	}
	program, err := assessments.ProgramOf(tx, a.ID)
	if err != nil {
		return r, err
	}
	r.CandidateName, r.Email, r.Language, r.ProgramTitle, r.Outcome, r.Test = c.Name, c.Email, "en", program.Title, *a.Outcome, a.DecidedTest.Told()
	if c.Language == "es" {
		r.Language = "es"
	}
	particulars, err := particularsOf(tx, a)
	if err != nil {
		return r, err
	}
	r.Particulars = &particulars
	if r.Outcome == assessments.Failed {
		zone, err := trainings.Zone(tx)
		if err != nil {
			return r, err
		}
		until := standards.AddWorkdays(r.ToldAt, AppealDays, zone).UTC()
		r.AppealUntil = &until
	}
	if r.LinkID, err = tx.Link(tenants.NewLink{Act: ActResult, Subject: r.ID, Email: r.Email, Name: r.CandidateName, Locale: r.Language, TTL: ResultLife}); err != nil {
		return r, err
	}
	if err := insert(tx, &r); err != nil {
		return r, err
	}
	tx.Enqueue(letters.ToCandidate(letters.ResultTold, r.ID, r.CandidateID))
	tx.Record(tenants.Event{Action: "assessment.told", Resource: "result", Subject: r.ID, Case: r.CandidateID, Detail: map[string]any{"outcome": string(r.Outcome)}})
	return r, nil
}

// checked refuses a text that is missing or too long.
func checked(field, text, required string) error {
	var c fault.Check
	c.If(text == "", field, required)
	c.If(utf8.RuneCountInString(text) > MaxWords, field, "candidate.too_long", "Max", MaxWords)
	return c.Err()
}

func by(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
