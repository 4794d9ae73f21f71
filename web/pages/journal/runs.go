package journal

import (
	"context"
	"reflect"

	"accord/app/journal"
)

// run is what one person did again and again, without anything between, on one
// case: twenty entries of a logbook are one line that opens.
type run []journal.AuditLog

// runs puts events together that follow one another and are of one action, one
// actor, one case and one purpose.
func runs(ctx context.Context, events []journal.AuditLog) []run {
	var all []run
	for _, e := range events {
		if n := len(all); n > 0 && alike(ctx, all[n-1][0], e) {
			all[n-1] = append(all[n-1], e)
			continue
		}
		all = append(all, run{e})
	}
	return all
}

// alike: events without a case have nothing to be together for, but the reader
// sees the same words.
func alike(ctx context.Context, a, b journal.AuditLog) bool {
	return a.Action == b.Action && a.Door == b.Door && Who(ctx, a) == Who(ctx, b) && reflect.DeepEqual(a.CaseID, b.CaseID) && reflect.DeepEqual(a.Purpose, b.Purpose)
}

// count is how many events some runs hold.
func count(all []run) (n int) {
	for _, r := range all {
		n += len(r)
	}
	return n
}
