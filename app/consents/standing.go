package consents

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Standing is what somebody was told, and what they said to it.
type Standing struct {
	Privacy      *Notice          // in force; nil where there is none
	Recording    *Notice          // the same
	Acknowledged *Acknowledgement // of the privacy notice in force; nil while they have not looked
	Answers      []RecordingConsent
	Read         []Acknowledgement    // all, the latest first
	Versions     map[uuid.UUID]Notice // of all that they said
}

// Latest is the answer that counts; nil when they have said nothing.
func (s Standing) Latest() *RecordingConsent {
	if len(s.Answers) == 0 {
		return nil
	}
	return &s.Answers[0]
}

// Recorded says whether they agree to be recorded.
func (s Standing) Recorded() bool { return len(s.Answers) > 0 && s.Answers[0].Answer == Given }

// LooksAgain says of a kind whether they have yet to look at the version in force.
func (s Standing) LooksAgain(kind string) bool {
	if kind == Privacy {
		return s.Privacy != nil && s.Acknowledged == nil
	}
	return s.Recording != nil && !slices.ContainsFunc(s.Answers, func(r RecordingConsent) bool { return r.NoticeID == s.Recording.ID })
}

// Offers are the answers that can follow.
func (s Standing) Offers() []Answer {
	if s.Recording == nil {
		return nil
	}
	var last RecordingConsent
	if l := s.Latest(); l != nil {
		last = *l
	}
	return slices.DeleteFunc(slices.Clone(Answers), func(a Answer) bool {
		return RecordingConsent{Answer: a, NoticeID: s.Recording.ID}.follows(last) != nil
	})
}

// Of reads what a candidate was told and said, in a fixed number of statements.
func Of(tx *tenants.Tx, candidate uuid.UUID) (s Standing, err error) {
	day, err := today(tx)
	if err != nil {
		return s, err
	}
	for _, kind := range Kinds {
		n, err := inForce(tx, kind, day)
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return s, err
		case kind == Privacy:
			s.Privacy = &n
		default:
			s.Recording = &n
		}
	}
	if s.Read, err = acknowledgements(tx, candidate); err != nil {
		return s, err
	}
	if s.Answers, err = answers(tx, candidate); err != nil {
		return s, err
	}
	var ids []uuid.UUID
	for i, a := range s.Read {
		ids = append(ids, a.NoticeID)
		if s.Privacy != nil && a.NoticeID == s.Privacy.ID {
			s.Acknowledged = &s.Read[i]
		}
	}
	for _, a := range s.Answers {
		ids = append(ids, a.NoticeID)
	}
	s.Versions, err = ByIDs(tx, ids...)
	return s, err
}
