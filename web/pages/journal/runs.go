package journal

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"accord/app/journal"
)

// run is what one person did again and again, without anything between, on one
// case: twenty entries of a logbook are one line that opens.
type run []journal.AuditLog

// runs puts events together that follow one another and are of one action, one
// actor, one case and one purpose.
func runs(ctx context.Context, events []journal.AuditLog) []run { return noted(ctx, events, nothing) }

// noted are runs of which a page also notes the same.
func noted(ctx context.Context, events []journal.AuditLog, note func(journal.AuditLog) string) []run {
	var all []run
	for _, e := range events {
		if n := len(all); n > 0 && alike(ctx, all[n-1][0], e) && note(all[n-1][0]) == note(e) {
			all[n-1] = append(all[n-1], e)
			continue
		}
		all = append(all, run{e})
	}
	return all
}

// nothing is what most pages note of an event.
func nothing(journal.AuditLog) string { return "" }

// alike: events without a case have nothing to be together for, but the reader
// sees the same words.
func alike(ctx context.Context, a, b journal.AuditLog) bool {
	if a.Action == mailSent && a.Detail.Text("letter") != b.Detail.Text("letter") {
		return false
	}
	return a.Action == b.Action && a.Door == b.Door && Who(ctx, a) == Who(ctx, b) && reflect.DeepEqual(a.CaseID, b.CaseID) && reflect.DeepEqual(a.Purpose, b.Purpose)
}

// told is a run's sentence: its newest event's, or a letter's with all to whom
// it went.
func (r run) told(ctx context.Context) string {
	e := r[0]
	if e.Action != mailSent || len(r) == 1 {
		return Told(ctx, e)
	}
	var to []string
	for _, one := range r {
		if name := one.Detail.Text("to"); name != "" && !slices.Contains(to, name) {
			to = append(to, name)
		}
	}
	e.Detail = journal.Detail{"letter": e.Detail.Text("letter"), "to": strings.Join(to, ", ")}
	return Told(ctx, e)
}

// count is how many events some runs hold.
func count(all []run) (n int) {
	for _, r := range all {
		n += len(r)
	}
	return n
}
