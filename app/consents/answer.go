package consents

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewAnswer is what a candidate says to being recorded.
type NewAnswer struct {
	Candidate uuid.UUID
	Notice    uuid.UUID // the version they have before them
	Answer    Answer
	Said
}

// Reply notes what a candidate says to being recorded: the candidate
// themselves, or whoever has their paper. To refuse or to withdraw, an
// organisation needs no paper: a word is enough. The program managers are told
// of a withdrawal. Returns Invalid for what is none of Answers and where a paper
// is needed, Conflict when the version is not the one in force any more, and
// for what does not follow from the answer before.
func Reply(tx *tenants.Tx, in NewAnswer) (RecordingConsent, error) {
	if !slices.Contains(Answers, in.Answer) {
		var c fault.Check
		c.Field("answer", "consent.answer_required")
		return RecordingConsent{}, c.Err()
	}
	if err := tx.Lock(in.Candidate); err != nil {
		return RecordingConsent{}, err
	}
	c, err := candidates.Get(tx, in.Candidate)
	if err != nil {
		return RecordingConsent{}, err
	}
	how, err := in.how(tx, c)
	if err != nil && in.Answer != Given {
		how, err = ByWord, nil
	}
	if err != nil {
		return RecordingConsent{}, err
	}
	n, err := current(tx, Recording, in.Notice)
	if err != nil {
		return RecordingConsent{}, err
	}
	r := RecordingConsent{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, NoticeID: n.ID, Language: in.Language, Answer: in.Answer, At: tx.Now(), How: how,
		DocumentID: some(in.Document), ByID: by(tx), ByName: tx.Name()}
	if err := tx.Allow("answer", &r); err != nil {
		return r, err
	}
	last, err := lastAnswer(tx, c.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return r, err
	}
	if err := r.follows(last); err != nil {
		return r, err
	}
	if err := insert(tx, &r); err != nil {
		return r, err
	}
	tx.Record(tenants.Event{Action: "consent." + string(r.Answer), Resource: "recording_consent", Subject: r.ID, Case: c.ID,
		Detail: map[string]any{"number": n.Number, "language": r.Language, "how": r.How}})
	if r.Answer == Withdrawn {
		tx.Enqueue(letters.ToRoles(letters.ConsentWithdrawn, c.ID, tenants.RoleProgramManager))
	}
	return r, nil
}

// follows refuses an answer that says nothing new, or takes back what was never
// given.
func (r RecordingConsent) follows(last RecordingConsent) error {
	again := r.NoticeID == last.NoticeID
	switch {
	case r.Answer == last.Answer && again:
		return fault.New(fault.Conflict, "consent.said_already")
	case r.Answer == Withdrawn && last.Answer != Given:
		return fault.New(fault.Conflict, "consent.never_given")
	case r.Answer == Refused && last.Answer == Given:
		return fault.New(fault.Conflict, "consent.withdraw_instead")
	case r.Answer == Refused && last.Answer == Withdrawn && again:
		return fault.New(fault.Conflict, "consent.said_already")
	}
	return nil
}

// MayRecord says whether somebody has agreed to be recorded, and has not
// withdrawn that since. Whoever brings a recording asks it (package evidence).
func MayRecord(tx tenants.Transaction, candidate uuid.UUID) (bool, error) {
	last, err := lastAnswer(tx, candidate)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return last.Answer == Given, err
}
