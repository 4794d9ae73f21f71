package spotchecks_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/spotchecks"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestARequestIsTimedInTheOrganisationsZoneAndWatched(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("recording")
	quito, _ := time.LoadLocation("America/Guayaquil")
	if want := time.Date(2026, 11, 30, 17, 0, 0, 0, quito); !k.DueAt.Equal(want) {
		t.Fatalf("due %s, expected %s", k.DueAt, want)
	}
	for stage, days := range spotchecks.Stages {
		if n := c.Count(`select count(*) from deadline where subject_id = $1 and stage = $2 and due_at = $3`, k.ID, stage, standards.AddWorkdays(k.DueAt, days, quito)); n != 1 {
			t.Errorf("%s: %d deadlines", stage, n)
		}
	}
	if n := c.Count(`select count(*) from outbox where tenant_id = $1 and case_id = $2 and kind in ('request.propose', 'mail')`, c.Andina.ID, k.ID); n != 2 {
		t.Errorf("%d jobs follow", n)
	}
	ok(t, c.conclude(c.IMI.SpotChecker, k.ID))
	if n := c.Count(`select count(*) from deadline where subject_id = $1 and cancelled_at is null`, k.ID); n != 0 {
		t.Errorf("%d deadlines outlive the outcome", n)
	}
	refused(t, "a second outcome", c.conclude(c.IMI.SpotChecker, k.ID), fault.Conflict)
}

func TestWhatIsAskedIsChecked(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	sound := spotchecks.NewRequest{Credential: c.credential, Kind: spotchecks.Routine, Reason: "A sample", Demands: []spotchecks.NewDemand{{Kind: "recording"}}}
	issue := func(by tenants.Overseer, change func(*spotchecks.NewRequest)) error {
		in := sound
		change(&in)
		return c.oversee(by, func(tx *tenants.OversightTx) error { _, err := spotchecks.Issue(tx, in); return err })
	}
	for name, change := range map[string]func(*spotchecks.NewRequest){
		"no reason":       func(in *spotchecks.NewRequest) { in.Reason = " " },
		"a long reason":   func(in *spotchecks.NewRequest) { in.Reason = strings.Repeat("a", 2001) },
		"no demand":       func(in *spotchecks.NewRequest) { in.Demands = nil },
		"too many":        func(in *spotchecks.NewRequest) { in.Demands = make([]spotchecks.NewDemand, 31) },
		"an unknown kind": func(in *spotchecks.NewRequest) { in.Demands = []spotchecks.NewDemand{{Kind: "diary"}} },
		"the same twice":  func(in *spotchecks.NewRequest) { in.Demands = append(in.Demands, in.Demands[0]) },
		"no such urgency": func(in *spotchecks.NewRequest) { in.Kind = "whenever" },
	} {
		refused(t, name, issue(c.IMI.SpotChecker, change), fault.Invalid)
	}
	refused(t, "no such credential", issue(c.IMI.SpotChecker, func(in *spotchecks.NewRequest) { in.Credential = uuid.New() }), fault.NotFound)
	refused(t, "an appraiser", issue(c.IMI.Appraiser, func(*spotchecks.NewRequest) {}), fault.NotFound)
}

func TestMatchingProposesTheManifestFirstAndWhatAccordKeepsAndNothingTwice(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("identity_check", "recording", "logbook", "score_sheet")
	if why := c.proposed(k, c.identity).Why; why != spotchecks.WhyManifest {
		t.Errorf("the manifest's version: %s", why)
	}
	if why := c.proposed(k, c.recording).Why; why != spotchecks.WhyKind {
		t.Errorf("the other version: %s", why)
	}
	logbook := k.Demands[2].Proposals
	if len(logbook) != 1 || logbook[0].Record != "logbook" || logbook[0].DocumentVersionID != nil {
		t.Fatalf("the logbook: %+v", logbook)
	}
	if len(k.Demands[3].Proposals) != 0 || k.Left() != 2 { // the logbook is not rendered yet, and there is no score sheet
		t.Fatalf("the score sheet: %+v, %d left", k.Demands[3].Proposals, k.Left())
	}
	refused(t, "a record that is not rendered yet", c.send(c.Andina.Manager, k.ID, logbook[0].ID), fault.Conflict)

	ok(t, c.write(c.Andina.Manager, func(tx *tenants.Tx) error { return spotchecks.Unpropose(tx, k.ID, c.proposed(k, c.recording).ID) }))
	ok(t, c.match(k.ID))
	again := c.load(k.ID)
	if len(again.Demands[0].Proposals) != 1 || len(again.Demands[1].Proposals) != 0 || len(again.Demands[2].Proposals) != 1 {
		t.Fatalf("matching again changed %+v", again.Demands)
	}
}
