package spotchecks_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"accord/app/journal"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnOutcomeStandsOnWhatWasAnswered(t *testing.T) {
	t.Parallel()
	judged := []string{spotchecks.Satisfactory, spotchecks.SatisfactoryWithActions, spotchecks.Unsatisfactory, spotchecks.NotSupplied}
	for name, when := range map[string]struct {
		late, answered int // days past the due moment; demands of two that are answered
		stands         []string
	}{
		"in time, nothing":   {-1, 0, nil},
		"in time, one":       {-1, 1, nil},
		"in time, all":       {-1, 2, judged},
		"too late, nothing":  {1, 0, judged[2:]},
		"too late, one":      {1, 1, judged[1:]},
		"too late, all":      {1, 2, judged},
		"the moment it ends": {0, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCast(t)
			k := c.asked("identity_check", "recording")
			if when.answered > 0 {
				ok(t, c.send(c.Andina.Manager, k.ID, c.proposed(k, c.identity).ID))
			}
			if when.answered > 1 {
				ok(t, c.send(c.Andina.Manager, k.ID, c.proposed(k, c.recording).ID))
			}
			c.Clock.Add(k.DueAt.Sub(c.Clock.Now()) + time.Duration(when.late)*24*time.Hour)
			for _, o := range judged {
				if slices.Contains(when.stands, o) {
					continue
				}
				code := fault.Conflict
				if when.late > 0 {
					code = fault.Invalid
				}
				refused(t, o, c.outcome(c.IMI.SpotChecker, k.ID, o), code)
			}
			if got := c.load(k.ID).Bearable(c.Clock.Now()); !slices.Equal(got, append(when.stands, spotchecks.Withdrawn)) {
				t.Errorf("%v are offered", got)
			}
			last := spotchecks.Withdrawn
			if len(when.stands) > 0 {
				last = when.stands[0]
			}
			ok(t, c.outcome(c.IMI.SpotChecker, k.ID, last))
		})
	}
}

func TestTheSameIsNotAskedTwiceAtATime(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	ask := func(kinds ...string) error {
		in := spotchecks.NewRequest{Credential: c.credential, Kind: spotchecks.Routine, Reason: "A sample"}
		for _, k := range kinds {
			in.Demands = append(in.Demands, spotchecks.NewDemand{Kind: k})
		}
		return c.oversee(c.IMI.SpotChecker, func(tx *tenants.OversightTx) error { _, err := spotchecks.Issue(tx, in); return err })
	}
	var both sync.WaitGroup
	got := make([]error, 2)
	for i := range got {
		both.Go(func() { got[i] = ask("recording") })
	}
	both.Wait()
	if (got[0] == nil) == (got[1] == nil) {
		t.Fatalf("two at once: %v and %v", got[0], got[1])
	}
	refused(t, "the same among others", ask("logbook", "recording"), fault.Conflict)
	ok(t, ask("logbook"))
}

func TestIMIHoldsWhatTheOrganisationDidTowardsIt(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("identity_check", "recording")
	ok(t, c.write(c.Andina.Manager, func(tx *tenants.Tx) error {
		return spotchecks.Explain(tx, k.ID, k.Demands[1].ID, "Nobody consented to a recording.")
	}))
	ok(t, c.send(c.Andina.Manager, k.ID, c.proposed(k, c.identity).ID))
	var actions []string
	ok(t, c.oversee(c.IMI.SpotChecker, func(tx *tenants.OversightTx) error {
		events, err := journal.OfCase(tx, c.Andina.ID, k.ID)
		for _, e := range events {
			actions = append(actions, e.Action)
		}
		return err
	}))
	if want := []string{"request.released", "request.issued"}; !slices.Equal(actions, want) {
		t.Errorf("IMI holds %v, not %v: what the organisation prepared is its own", actions, want)
	}
}
