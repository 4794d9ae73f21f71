package candidates

import (
	"math"

	"github.com/google/uuid"

	"accord/app/standards"
	"accord/tenants"
)

// MaxLogbook bounds how many entries one logbook shows; nobody has mediated
// more than this.
const MaxLogbook = 2000

// Totals are what a logbook adds up to. Mediations counts entries as mediator
// or co-mediator, Advocacies those as adviser or advocate; to have watched is
// neither.
type Totals struct {
	Entries    int
	Mediations int
	As         map[string]int // those that nobody disputed, by role
	Hours      float64        // of those mediations
	Advocacies int
	Verified   int
	Disputed   int // by a referee: they count for nothing
}

// Logbook reads a candidate's entries, newest first. Those whom it is not
// given to read see none.
func Logbook(tx tenants.Transaction, candidate uuid.UUID) ([]LogbookEntry, error) {
	return entriesOf(tx, candidate, nil)
}

// Sum adds a logbook up.
func Sum(entries []LogbookEntry) Totals {
	t := Totals{As: map[string]int{}}
	for _, e := range entries {
		t.Entries++
		if e.VerifiedAt != nil {
			t.Verified++
		}
		if e.DisputedAt != nil {
			t.Disputed++
			continue
		}
		t.As[e.Role]++
		switch e.Role {
		case "mediator", "co_mediator":
			t.Mediations++
			t.Hours += e.Hours
		case "adviser", "advocate":
			t.Advocacies++
		}
	}
	t.Hours = math.Round(t.Hours*100) / 100
	return t
}

// Counting are the entries that count toward eligibility, the verified ones
// (IMI-QA-11), and how many await it. One that a referee disputed does neither.
func Counting(entries []LogbookEntry) (verified []standards.Mediation, unverified int) {
	for _, e := range entries {
		if e.DisputedAt != nil {
			continue
		}
		if e.VerifiedAt == nil {
			unverified++
			continue
		}
		verified = append(verified, standards.Mediation{On: e.HeldOn, Role: e.Role, Medium: e.Medium, Hours: e.Hours})
	}
	return verified, unverified
}

// Entry reads one entry. Returns NotFound when it was removed or is not the
// actor's to see.
func Entry(tx *tenants.Tx, id uuid.UUID) (LogbookEntry, error) { return entry(tx, id) }

// CanWrite says whether the actor may add to a candidate's logbook: whether a
// page offers it.
func CanWrite(tx *tenants.Tx, candidate uuid.UUID) bool {
	return tx.Can("create", &LogbookEntry{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: candidate})
}
