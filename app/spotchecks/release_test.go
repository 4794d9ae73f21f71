package spotchecks_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/spotchecks"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestIMIReadsExactlyWhatWasReleasedAndOnlyWhileTheRequestIsOpen(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("identity_check", "recording")
	if k.State() != spotchecks.InPreparation || k.Left() != 0 {
		t.Fatalf("after matching: %s, %d left", k.State(), k.Left())
	}
	refused(t, "a proposed version, before the release", c.opens(c.IMI.SpotChecker, c.recording), fault.NotFound)

	ok(t, c.send(c.Andina.Manager, k.ID, c.proposed(k, c.recording).ID))
	ok(t, c.opens(c.IMI.SpotChecker, c.recording))
	refused(t, "a version that was not released", c.opens(c.IMI.SpotChecker, c.identity), fault.NotFound)
	refused(t, "another candidate's version", c.opens(c.IMI.SpotChecker, c.minutes), fault.NotFound)
	refused(t, "a reviewer, who is not the checker", c.opens(c.IMI.Reviewer, c.recording), fault.NotFound)
	if got := c.load(k.ID).State(); got != spotchecks.PartlyAnswered {
		t.Fatalf("after a part: %s", got)
	}
	if n := c.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'document.read' and door = 'overseer' and case_id = $2 and purpose = 'a spot check'`, c.Andina.ID, k.ID); n != 1 {
		t.Fatalf("%d readings stand in the organisation's journal", n)
	}

	ok(t, c.conclude(c.IMI.SpotChecker, k.ID))
	refused(t, "after the outcome", c.opens(c.IMI.SpotChecker, c.recording), fault.NotFound)
	refused(t, "a release after the outcome", c.send(c.Andina.Manager, k.ID, c.proposed(k, c.identity).ID), fault.Conflict)
}

func TestTheOpeningEndsWithItsTime(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("recording")
	ok(t, c.send(c.Andina.Manager, k.ID, c.proposed(k, c.recording).ID))
	ok(t, c.opens(c.IMI.SpotChecker, c.recording))
	c.Clock.Add(k.ReadableUntil.Sub(c.Clock.Now()) + time.Second)
	refused(t, "after readable_until", c.opens(c.IMI.SpotChecker, c.recording), fault.NotFound)
}

func TestAnExplanationAnswersADemandAndIsReadOnceItIsSent(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("moderation")
	if k.State() != spotchecks.Issued || k.Left() != 1 {
		t.Fatalf("%s, %d left", k.State(), k.Left())
	}
	demand := k.Demands[0].ID
	explain := func(by tenants.Member, text string) error {
		return c.write(by, func(tx *tenants.Tx) error { return spotchecks.Explain(tx, k.ID, demand, text) })
	}
	refused(t, "an empty explanation", explain(c.Andina.Manager, "  "), fault.Invalid)
	ok(t, explain(c.Andina.Manager, "The two sheets agreed."))
	ok(t, explain(c.Andina.Manager, "The two assessors agreed, so nothing was moderated."))
	seen := func() (s spotchecks.Case) {
		ok(t, c.oversee(c.IMI.SpotChecker, func(tx *tenants.OversightTx) (err error) { s, err = spotchecks.Load(tx, k.ID); return err }))
		return s
	}
	if seen().Demands[0].Answer != nil {
		t.Fatal("IMI reads an explanation that was not sent")
	}
	ok(t, c.send(c.Andina.Manager, k.ID))
	if a := seen().Demands[0].Answer; a == nil || a.Explanation != "The two assessors agreed, so nothing was moderated." {
		t.Fatalf("IMI reads %+v", a)
	}
	if got := c.load(k.ID).State(); got != spotchecks.Answered {
		t.Fatalf("all is explained, and yet %s", got)
	}
	refused(t, "changing what was sent", explain(c.Andina.Manager, "Another story."), fault.Conflict)
}

func TestOnlyThoseWithTheRightAnswerAndOnlyTheirOwnRequests(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	k := c.asked("recording")
	chosen := c.proposed(k, c.recording).ID
	for name, by := range map[string]tenants.Member{"a trainer": c.Andina.Trainer, "an assessor": c.Andina.Assessor, "another organisation": c.Nordic.Manager} {
		refused(t, name+" releases", c.send(by, k.ID, chosen), fault.NotFound)
		refused(t, name+" explains", c.write(by, func(tx *tenants.Tx) error { return spotchecks.Explain(tx, k.ID, k.Demands[0].ID, "no") }), fault.NotFound)
		refused(t, name+" proposes", c.write(by, func(tx *tenants.Tx) error { return spotchecks.Propose(tx, k.ID, k.Demands[0].ID, c.identity) }), fault.NotFound)
		refused(t, name+" takes a proposal away", c.write(by, func(tx *tenants.Tx) error { return spotchecks.Unpropose(tx, k.ID, chosen) }), fault.NotFound)
	}
	for name, by := range map[string]tenants.Overseer{"a reviewer": c.IMI.Reviewer, "an appraiser": c.IMI.Appraiser} {
		refused(t, name+" concludes", c.conclude(by, k.ID), fault.NotFound)
	}
	refused(t, "an administrator of IMI concludes", c.conclude(c.IMI.Administrator, k.ID), fault.Forbidden)
	theirs := c.version(c.Nordic, c.Row("candidate", map[string]any{"tenant_id": c.Nordic.ID, "name": "Ingrid Dahl"}), "recording", "Theirs")
	refused(t, "another organisation's version", c.write(c.Andina.Manager, func(tx *tenants.Tx) error { return spotchecks.Propose(tx, k.ID, k.Demands[0].ID, theirs) }), fault.NotFound)
	refused(t, "a proposal of no request", c.send(c.Andina.Manager, k.ID, uuid.New()), fault.NotFound)
	refused(t, "nothing chosen", c.send(c.Andina.Manager, k.ID), fault.Invalid)
}

func TestAReleaseAndTheOutcomeMeetAndOneGivesWay(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	for range 5 {
		k := c.asked("recording")
		chosen := c.proposed(k, c.recording).ID
		var wait sync.WaitGroup
		var released, concluded error
		wait.Go(func() { released = c.send(c.Andina.Manager, k.ID, chosen) })
		wait.Go(func() { concluded = c.conclude(c.IMI.SpotChecker, k.ID) })
		wait.Wait()
		ok(t, concluded)
		if released != nil && !fault.Is(released, fault.Conflict) {
			t.Fatalf("the release: %v", released)
		}
		refused(t, "whoever came first, it is closed", c.opens(c.IMI.SpotChecker, c.recording), fault.NotFound)
	}
}
