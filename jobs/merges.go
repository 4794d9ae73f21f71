package jobs

import (
	"accord/app/merges"
	"accord/tenants"
)

// A merge that cannot be undone any more keeps nothing for undoing it.
var _ = register(Kind{
	Name: merges.FinalKind,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return merges.Finish(tx, t.ArgID("subject")) },
})
