package jobs

import (
	"accord/app/candidates"
	"accord/app/letters"
	"accord/tenants"
)

// A referee is written to, reminded once, and asked no more after a month.
var (
	_ = writes(toReferee(letters.RefereeAsked))
	_ = writes(toReferee(letters.RefereeReminded))
	_ = register(Kind{
		Name: candidates.RemindRefereeKind,
		Do:   func(tx *tenants.Tx, t tenants.Task) error { return candidates.RemindReferee(tx, t.ArgID("subject")) },
	})
	_ = register(Kind{
		Name: candidates.LapseRefereeKind,
		Do:   func(tx *tenants.Tx, t tenants.Task) error { return candidates.LapseReferee(tx, t.ArgID("subject")) },
	})
)

// toReferee is a letter with the referee's own link. Once the request is over
// it is not sent.
func toReferee(k letters.Kind) Writer {
	return Writer{Letter: k, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		r, err := candidates.RefereeOf(tx, t.ArgID("subject"))
		if err != nil || r.State != candidates.Asked || !tx.Now().Before(r.LapsesAt) {
			return Facts{Moot: true}, err
		}
		return Facts{Link: r.LinkID, To: []letters.Recipient{{Name: r.Name, Email: r.Email, Locale: r.Language}},
			Data: letters.Data{"Candidate": r.CandidateName, "Count": len(r.Open()), "Until": letters.Moment{At: r.LapsesAt}}}, nil
	}}
}
