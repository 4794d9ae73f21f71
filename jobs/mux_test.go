package jobs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAPermanentFaultStopsAtOnce(t *testing.T) {
	t.Parallel()
	for _, code := range []fault.Code{fault.Invalid, fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Conflict, fault.TooLarge} {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			b := bench(t, Kind{Name: "test.no", Do: func(*tenants.Tx, tenants.Task) error {
				return fault.New(code, "test.sentence", "Who", "Ana").Because(errors.New("secret cause"))
			}})
			id := b.enqueue(t, tenants.Job{Kind: "test.no"})
			if d := b.drain(t); d != (Drained{Dead: 1}) {
				t.Errorf("drained %+v", d)
			}
			b.holds(t, id, "dead", 1, string(code)+": test.sentence")
		})
	}
}

func TestAPassingFaultIsTriedAgainAndThenGivenUp(t *testing.T) {
	t.Parallel()
	tries := 0
	b := bench(t, Kind{Name: "test.flaky", Retry: Retry{Tries: 3, Base: time.Minute, Ceiling: 2 * time.Minute}, Do: func(*tenants.Tx, tenants.Task) error {
		tries++
		return fault.New(fault.Unavailable, "test.sentence")
	}})
	id := b.enqueue(t, tenants.Job{Kind: "test.flaky"})
	if d := b.drain(t); d != (Drained{Retried: 1}) {
		t.Errorf("the first try: %+v", d)
	}
	b.holds(t, id, "open", 1, "unavailable: test.sentence")
	if d := b.drain(t); d != (Drained{}) {
		t.Errorf("it did not wait: %+v", d)
	}
	b.Clock.Add(2 * time.Minute)
	b.drain(t)
	b.Clock.Add(2 * time.Minute)
	if d := b.drain(t); d != (Drained{Dead: 1}) || tries != 3 {
		t.Errorf("the third of %d tries: %+v", tries, d)
	}
	b.holds(t, id, "dead", 3, "unavailable: test.sentence")
}

func TestAJobThatComesAroundIsDoneAfterAll(t *testing.T) {
	t.Parallel()
	tries, subject := 0, uuid.New()
	b := bench(t, Kind{Name: "test.flaky", Do: func(tx *tenants.Tx, t tenants.Task) error {
		if tries++; tries < 3 {
			return errors.New("not yet")
		}
		tx.Record(happened(t.ArgID("subject")))
		return nil
	}})
	id := b.enqueue(t, tenants.Job{Kind: "test.flaky", Args: map[string]any{"subject": subject}})
	for range 3 {
		b.drain(t)
		b.Clock.Add(time.Hour)
	}
	b.holds(t, id, "done", 2, "internal: fault.internal")
	if n := b.effects(subject); n != 1 {
		t.Errorf("its effect happened %d times", n)
	}
}

func TestAnUnknownKindIsDeadWithAnAlarm(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	b := bench(t)
	b.kit.Log = slog.New(slog.NewTextHandler(&log, nil))
	id := b.enqueue(t, tenants.Job{Kind: "test.nobody_knows"})
	m := newMux(b.kit)
	if v, err := m.perform(t.Context(), b.ticket(id, "test.nobody_knows")); v != stopped || err != nil {
		t.Errorf("got %v, %v", v, err)
	}
	b.holds(t, id, "dead", 1, "invalid: job.unknown_kind")
	if !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), id.String()) {
		t.Errorf("nobody is told:\n%s", log.String())
	}
	if n := counted(m.meters.deadCount.WithLabelValues("unknown", "invalid")); n != 1 {
		t.Errorf("it is counted %v times", n)
	}
}

func TestAPanicIsOurMistakeAndNotTheEnd(t *testing.T) {
	t.Parallel()
	b := bench(t, Kind{Name: "test.panic", Handle: func(context.Context, *Kit, tenants.Task) error { panic("oh") }})
	id := b.enqueue(t, tenants.Job{Kind: "test.panic"})
	if d := b.drain(t); d != (Drained{Retried: 1}) {
		t.Errorf("drained %+v", d)
	}
	b.holds(t, id, "open", 1, "internal: fault.internal")
}

func TestATryThatTakesTooLongIsEndedAndMadeAgain(t *testing.T) {
	t.Parallel()
	b := bench(t, Kind{Name: "test.slow", Timeout: 20 * time.Millisecond, Handle: func(ctx context.Context, _ *Kit, _ tenants.Task) error {
		<-ctx.Done()
		return ctx.Err()
	}})
	id := b.enqueue(t, tenants.Job{Kind: "test.slow"})
	if d := b.drain(t); d != (Drained{Retried: 1}) {
		t.Errorf("drained %+v", d)
	}
	b.holds(t, id, "open", 1, "unavailable: job.timeout")
}

func TestAJobThatRunsTwiceHasItsEffectOnce(t *testing.T) {
	t.Parallel()
	handled := 0
	b := bench(t, effect("test.do"), Kind{Name: "test.handle", Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		handled++
		return k.Work(ctx, t, func(tx *tenants.Tx) error { tx.Record(happened(t.ArgID("subject"))); return nil })
	}})
	for _, kind := range []string{"test.do", "test.handle"} {
		subject := uuid.New()
		id := b.enqueue(t, tenants.Job{Kind: kind, Args: map[string]any{"subject": subject}})
		m := newMux(b.kit)
		for range 3 {
			if v, err := m.perform(t.Context(), b.ticket(id, kind)); v != succeeded || err != nil {
				t.Errorf("%s: %v, %v", kind, v, err)
			}
		}
		if n := b.effects(subject); n != 1 {
			t.Errorf("%s: its effect happened %d times", kind, n)
		}
		b.holds(t, id, "done", 0, "")
		if n := counted(m.meters.fencedCount.WithLabelValues(kind)); n != 2 {
			t.Errorf("%s: %v runs met the fence", kind, n)
		}
	}
	if handled != 1 {
		t.Errorf("a job that is done reached its handler %d times", handled)
	}
}

func TestTwoRunsAtOnceHaveOneEffect(t *testing.T) {
	t.Parallel()
	both, subject := make(chan struct{}, 2), uuid.New()
	b := bench(t, Kind{Name: "test.race", Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		both <- struct{}{}
		for len(both) < 2 && ctx.Err() == nil {
			time.Sleep(time.Millisecond) // until the other is here, too
		}
		return k.Work(ctx, t, func(tx *tenants.Tx) error { tx.Record(happened(subject)); return nil })
	}})
	id := b.enqueue(t, tenants.Job{Kind: "test.race"})
	m, ended := newMux(b.kit), make(chan verdict)
	for range 2 {
		go func() { v, _ := m.perform(t.Context(), b.ticket(id, "test.race")); ended <- v }()
	}
	if a, c := <-ended, <-ended; a != succeeded || c != succeeded {
		t.Errorf("the runs ended with %v and %v", a, c)
	}
	if n := b.effects(subject); n != 1 {
		t.Errorf("the effect happened %d times", n)
	}
}

func TestAHandlerWithNothingLeftToDoIsDone(t *testing.T) {
	t.Parallel()
	b := bench(t, Kind{Name: "test.moot", Handle: func(context.Context, *Kit, tenants.Task) error { return nil }})
	id := b.enqueue(t, tenants.Job{Kind: "test.moot"})
	if d := b.drain(t); d != (Drained{Done: 1}) {
		t.Errorf("drained %+v", d)
	}
	b.holds(t, id, "done", 0, "")
}

func TestWhatAHandlerDidBeforeItsFaultIsUndone(t *testing.T) {
	t.Parallel()
	subject := uuid.New()
	b := bench(t, Kind{Name: "test.half", Do: func(tx *tenants.Tx, _ tenants.Task) error {
		tx.Record(happened(subject))
		tx.Enqueue(tenants.Job{Kind: "test.child"})
		return fault.Denied()
	}})
	id := b.enqueue(t, tenants.Job{Kind: "test.half"})
	b.drain(t)
	b.holds(t, id, "dead", 1, "forbidden: fault.forbidden")
	if n := b.effects(subject) + b.Count(`select count(*) from outbox where tenant_id = $1 and kind = 'test.child'`, b.Andina.ID); n != 0 {
		t.Errorf("%d traces are left", n)
	}
}

func TestAJobThatActsForAPersonHasThatPersonsRightsOfNow(t *testing.T) {
	t.Parallel()
	var roles []tenants.Role
	b := bench(t, Kind{Name: "test.person", Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		m, err := k.Admit(ctx, t)
		roles = m.Roles()
		if err != nil {
			return err
		}
		return k.Work(ctx, t, func(tx *tenants.Tx) error { tx.Record(happened(t.Person)); return nil })
	}})
	trainer := b.Andina.Trainer
	b.enqueueAs(t, trainer, tenants.Job{Kind: "test.person", Person: trainer.Person()})
	b.drain(t)
	if len(roles) != 1 || roles[0] != tenants.RoleTrainer {
		t.Errorf("it acted as %v", roles)
	}
	if n := b.Count(`select count(*) from audit_log where subject_id = $1 and person_id = $1`, trainer.Person()); n != 1 {
		t.Errorf("the journal names the person %d times", n)
	}

	b.Exec(`update membership set ended_at = $2 where id = $1`, trainer.Membership(), apptest.Start)
	id := b.enqueueAs(t, trainer, tenants.Job{Kind: "test.person", Person: trainer.Person()})
	if d := b.drain(t); d != (Drained{Dead: 1}) {
		t.Errorf("after the person has left: %+v", d)
	}
	b.holds(t, id, "dead", 1, "not_found: not_found.organisation")
}

func TestAJobOfOversightThatActsForAPersonNeedsThatPersonAtIMI(t *testing.T) {
	t.Parallel()
	var who tenants.Overseer
	b := bench(t, Kind{Name: "test.staff", Handle: func(ctx context.Context, k *Kit, t tenants.Task) (err error) {
		if who, err = k.AdmitOverseer(ctx, t); err != nil {
			return err
		}
		return k.Oversee(ctx, t, func(tx *tenants.OversightTx) error { tx.Record(happened(t.ID)); return nil })
	}})
	staff := b.IMI.Reviewer
	cause := func() (id uuid.UUID) {
		t.Helper()
		err := b.DB.Oversee(t.Context(), staff, "Causing a job", func(tx *tenants.OversightTx) error {
			id = tx.Enqueue(b.Andina.ID, tenants.Job{Kind: "test.staff", Door: tenants.DoorOverseer, Person: staff.Person()})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	cause()
	if d := b.drain(t); d != (Drained{Done: 1}) || !who.HasRole(tenants.RoleReviewer) || who.Person() != staff.Person() {
		t.Errorf("it was %+v, as %v", d, who.Roles())
	}
	id := cause()
	b.Exec(`update membership set ended_at = $2 where id = $1`, staff.Membership(), apptest.Start)
	b.drain(t)
	b.holds(t, id, "dead", 1, "not_found: not_found.organisation")
}

func TestAFormOfOneTransactionRefusesAPersonsJob(t *testing.T) {
	t.Parallel()
	b := bench(t, effect("test.do"))
	id := b.enqueueAs(t, b.Andina.Trainer, tenants.Job{Kind: "test.do", Person: b.Andina.Trainer.Person()})
	b.drain(t)
	b.holds(t, id, "open", 1, "internal: fault.internal")
}

func TestAJobOfOversightIsDoneBehindItsDoor(t *testing.T) {
	t.Parallel()
	subject := uuid.New()
	b := bench(t, Kind{Name: "test.oversee", Oversee: func(tx *tenants.OversightTx, t tenants.Task) error {
		tx.Record(happened(t.ArgID("subject")))
		return nil
	}})
	id := b.enqueue(t, tenants.Job{Kind: "test.oversee", Door: tenants.DoorOverseer, Args: map[string]any{"subject": subject}})
	if d := b.drain(t); d != (Drained{Done: 1}) {
		t.Errorf("drained %+v", d)
	}
	if n := b.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and door = 'overseer' and purpose = 'job test.oversee' and request_id = $3`,
		tenants.Oversight, subject, "job "+id.String()); n != 1 {
		t.Errorf("it stands in oversight's journal %d times", n)
	}
}

func TestATicketOfAnotherTenantOrDoorOrKindDoesNothing(t *testing.T) {
	t.Parallel()
	subject := uuid.New()
	b := bench(t, effect("test.do"), effect("test.other"))
	id := b.enqueue(t, tenants.Job{Kind: "test.do", Args: map[string]any{"subject": subject}})
	m := newMux(b.kit)
	for what, forged := range map[string]ticket{
		"tenant": {tenant: b.Nordic.ID, id: id, kind: "test.do", door: tenants.DoorMember},
		"nobody": {tenant: uuid.New(), id: id, kind: "test.do", door: tenants.DoorMember},
		"door":   {tenant: b.Andina.ID, id: id, kind: "test.do", door: tenants.DoorOverseer, generation: 7},
		"kind":   {tenant: b.Andina.ID, id: id, kind: "test.other", door: tenants.DoorMember, generation: 7},
	} {
		if _, err := m.perform(t.Context(), forged); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if n := b.effects(subject); n != 0 {
			t.Errorf("a ticket of another %s had its effect", what)
		}
	}
	b.holds(t, id, "open", 0, "")
}

func TestAStaleCopysFaultDoesNotCount(t *testing.T) {
	t.Parallel()
	b := bench(t, Kind{Name: "test.no", Do: func(*tenants.Tx, tenants.Task) error { return fault.Denied() }})
	id := b.enqueue(t, tenants.Job{Kind: "test.no"})
	b.Exec(`update outbox set generation = 2 where id = $1`, id)
	if v, err := newMux(b.kit).perform(t.Context(), b.ticket(id, "test.no")); v != succeeded || err != nil {
		t.Errorf("got %v, %v", v, err)
	}
	b.holds(t, id, "open", 0, "")
}

// workbench is a world with a kit that knows some kinds, and no Redis.
type workbench struct {
	*apptest.World
	kit *Kit
}

func bench(t *testing.T, kinds ...Kind) workbench {
	t.Helper()
	w := apptest.NewWorld(t)
	k, err := NewKit(Options{DB: w.DB, Kinds: kinds, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return workbench{w, k}
}

func (b workbench) enqueue(t *testing.T, j tenants.Job) uuid.UUID {
	t.Helper()
	return b.enqueueAs(t, b.Andina.Admin, j)
}

func (b workbench) enqueueAs(t *testing.T, m tenants.Member, j tenants.Job) (id uuid.UUID) {
	t.Helper()
	if err := b.DB.Write(t.Context(), m, func(tx *tenants.Tx) error { id = tx.Enqueue(j); return nil }); err != nil {
		t.Fatal(err)
	}
	return id
}

func (b workbench) drain(t *testing.T) Drained {
	t.Helper()
	d, err := b.kit.Drain(t.Context(), b.Andina.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (b workbench) ticket(id uuid.UUID, kind string) ticket {
	return ticket{tenant: b.Andina.ID, id: id, kind: kind, door: tenants.DoorMember}
}

func (b workbench) effects(subject uuid.UUID) int {
	return b.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and action = 'test.effect'`, b.Andina.ID, subject)
}

// holds says what the row must say.
func (b workbench) holds(t *testing.T, id uuid.UUID, state string, attempts int, why string) {
	t.Helper()
	if n := b.Count(`select count(*) from outbox where tenant_id = $1 and id = $2 and state = $3 and attempts = $4 and coalesce(last_error, '') = $5 and (finished_at is null) = ($3 = 'open')`,
		b.Andina.ID, id, state, attempts, why); n != 1 {
		var row []string
		for _, column := range []string{"state", "attempts", "last_error"} {
			for _, s := range []string{"open", "done", "dead", "0", "1", "2", "3", why} {
				if b.Count(`select count(*) from outbox where id = $1 and to_jsonb(outbox)->>$2 = $3`, id, column, s) == 1 {
					row = append(row, column+" "+s)
				}
			}
		}
		t.Errorf("the row is not %s after %d tries with %q, but %v", state, attempts, why, row)
	}
}

func counted(c prometheus.Counter) float64 {
	var m dto.Metric
	_ = c.Write(&m)
	return m.GetCounter().GetValue()
}
