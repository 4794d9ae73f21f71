package jobs

import (
	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/letters"
	"accord/tenants"
)

// The program managers are told who is not to be recorded any more; once the
// candidate has agreed again, there is nothing to tell.
var _ = writes(Writer{Letter: letters.ConsentWithdrawn, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	c, err := candidates.Get(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	agreed, err := consents.MayRecord(tx, c.ID)
	return Facts{Path: "candidates/" + c.ID.String(), Data: letters.Data{"Candidate": c.Name}, Moot: agreed}, err
}})
