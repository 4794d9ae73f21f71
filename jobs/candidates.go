package jobs

import (
	"accord/app/candidates"
	"accord/tenants"
)

// An upload of candidates that nobody committed is people's data without a
// purpose: after a day its rows are erased.
var _ = register(Kind{
	Name: candidates.ForgetImportKind,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return candidates.Forget(tx, t.ArgID("subject")) },
})
