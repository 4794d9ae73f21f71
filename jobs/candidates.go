package jobs

import (
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/personal"
	"accord/tenants"
)

// An upload of candidates that nobody committed is people's data without a
// purpose: after a day its rows are erased.
var _ = register(Kind{
	Name: candidates.ForgetImportKind,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return candidates.Forget(tx, t.ArgID("subject")) },
})

// So are the mediations of a table that nobody brought into a logbook.
var _ = register(Kind{
	Name: candidates.ForgetLogbookKind,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return candidates.ForgetLogbook(tx, t.ArgID("subject")) },
})

// Whose address was corrected is mailed there what went to the wrong one.
var _ = register(Kind{
	Name: candidates.ReaddressedKind,
	Do: func(tx *tenants.Tx, t tenants.Task) error {
		if err := personal.SendAgain(tx, t.ArgID("subject")); err != nil {
			return err
		}
		return certificates.SendAgain(tx, t.ArgID("subject"))
	},
})
