package candidates

import (
	"context"
	"sync"

	"github.com/google/uuid"
)

type tellKey struct{}

// running is how many rows are written of the imports that this server commits.
// What runs in one transaction shows nothing of itself to others until it is
// over, so the number is kept here beside it.
var running sync.Map // import → int

// Watch has a commit in the context keep the number of its rows that are
// written, for Written; stop when it is over, committed or not.
func Watch(ctx context.Context, imp uuid.UUID) (watched context.Context, stop func()) {
	ours := false // a commit that is refused writes nothing, and ends no other's number
	return context.WithValue(ctx, tellKey{}, func(rows int) { ours = true; running.Store(imp, rows) }), func() {
		if ours {
			running.Delete(imp)
		}
	}
}

// Written is how many rows of an import are written by the commit that this
// server is about; is is false where there is none, or another server has it.
func Written(imp uuid.UUID) (rows int, is bool) {
	n, is := running.Load(imp)
	if !is {
		return 0, false
	}
	return n.(int), true
}

// told is whom the commit tells; nobody where nobody asked.
func told(ctx context.Context) func(int) {
	if tell, is := ctx.Value(tellKey{}).(func(int)); is {
		return tell
	}
	return func(int) {}
}
