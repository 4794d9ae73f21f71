package jobs

import (
	"github.com/google/uuid"

	"accord/app/letters"
	awarded "accord/app/register" // register is this package's own word for kinds
	"accord/app/submissions"
	"accord/tenants"
)

// The letters about a submission say which one and for what; the reasons stay
// behind the link.
var (
	_ = writes(Writer{Letter: letters.SubmissionSent, Member: aboutSubmission})
	_ = writes(Writer{Letter: letters.SubmissionReturned, Member: aboutSubmission})
	_ = writes(Writer{Letter: letters.SubmissionRefused, Member: aboutSubmission})
	_ = writes(Writer{Letter: letters.SubmissionAccepted, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		facts, err := aboutSubmission(tx, t)
		if err != nil {
			return facts, err
		}
		c, err := awarded.OfSubmission(tx, t.ArgID("subject"))
		facts.Data["Number"] = c.Number
		return facts, err
	}})
	_ = writes(Writer{Letter: letters.SubmissionReceived, Oversight: func(tx *tenants.OversightTx, t tenants.Task) (Facts, error) {
		s, err := submissions.Find(tx, t.ArgID("subject"))
		return Facts{Path: submissionPath(s.ID), Data: letters.Data{"Reference": s.Reference, "Certification": s.Certification}, Moot: s.WithdrawnAt != nil}, err
	}})
)

func aboutSubmission(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	s, err := submissions.Find(tx, t.ArgID("subject"))
	return Facts{Path: submissionPath(s.ID), Data: letters.Data{"Reference": s.Reference, "Candidate": s.Holder, "Certification": s.Certification}}, err
}

func submissionPath(id uuid.UUID) string { return "submissions/" + id.String() }
