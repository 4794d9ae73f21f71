package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// mux finds a task's handler, runs it, and sees to it that the row says what
// came of it.
type mux struct {
	kit    *Kit
	meters *meters
}

func newMux(kit *Kit) *mux { return &mux{kit: kit, meters: newMeters(kit.DB, kit.Log)} }

// unknownKind is why a task that nobody can handle is dead at once.
var unknownKind = fault.New(fault.Invalid, "job.unknown_kind")

// perform does one task. The error is for asynq: it says that not even the
// outcome could be noted, so the task comes again soon.
func (m *mux) perform(ctx context.Context, t ticket) (verdict, error) {
	start := time.Now()
	k, known := m.kit.kinds[t.kind]
	err := error(unknownKind)
	if known {
		err = m.run(ctx, k, t)
	}
	v := judge(ctx, err)
	switch v {
	case succeeded:
		m.meters.done(k.Name, errors.Is(err, tenants.ErrFenced), time.Since(start))
		return v, nil
	case put:
		return v, err
	}
	return m.settle(ctx, k.filled(), t, v, err)
}

// run is one try within the kind's time. A panic is our mistake, not the end
// of the program.
func (m *mux) run(ctx context.Context, k Kind, t ticket) (err error) {
	ctx, cancel := context.WithTimeout(ctx, k.Timeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("jobs: %s panicked: %v\n%s", k.Name, p, debug.Stack()))
		}
	}()
	bare := tenants.Task{Tenant: t.tenant, ID: t.id, Kind: t.kind, Door: t.door, Open: true}
	kit := *m.kit
	kit.fenced = new(bool)
	switch {
	case k.Do != nil:
		return kit.Work(ctx, bare, func(tx *tenants.Tx) error {
			task, err := tx.TaskOf(t.id)
			if err == nil {
				err = fits(k, t, task)
			}
			if err != nil {
				return err
			}
			return k.Do(tx, task)
		})
	case k.Oversee != nil:
		return kit.Oversee(ctx, bare, func(tx *tenants.OversightTx) error {
			task, err := tx.TaskOf(t.tenant, t.id)
			if err == nil {
				err = fits(k, t, task)
			}
			if err != nil {
				return err
			}
			return k.Oversee(tx, task)
		})
	}
	task, err := m.task(ctx, &kit, bare)
	if err != nil {
		return err
	}
	if err := k.Handle(ctx, &kit, task); err != nil || *kit.fenced {
		return err
	}
	return kit.finish(ctx, task)
}

// task reads the row by the door its handler enters by, as the clerk.
func (m *mux) task(ctx context.Context, kit *Kit, bare tenants.Task) (task tenants.Task, err error) {
	if bare.Door == tenants.DoorOverseer {
		err = kit.OverseeRead(ctx, bare, func(tx *tenants.OversightTx) (err error) { task, err = tx.TaskOf(bare.Tenant, bare.ID); return })
	} else {
		err = kit.Read(ctx, bare, func(tx *tenants.Tx) (err error) { task, err = tx.TaskOf(bare.ID); return })
	}
	if err == nil && !task.Open {
		err = tenants.ErrFenced
	}
	if err == nil && (task.Kind != bare.Kind || task.Door != bare.Door) {
		err = mismatch
	}
	return task, err
}

var mismatch = fault.New(fault.Invalid, "job.mismatch")

// fits refuses what a kind of one transaction cannot do rightly: another
// door's task, or one that acts for a person.
func fits(k Kind, t ticket, task tenants.Task) error {
	if task.Kind != t.kind || task.Door != t.door || (k.Do != nil) != (task.Door == tenants.DoorMember) {
		return mismatch
	}
	if task.Person != uuid.Nil {
		return fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("jobs: %s acts for a person, so it needs the form Handle", k.Name))
	}
	return nil
}

// finish closes a task whose handler found nothing left to do. It acts as the
// clerk: a person who has left must not keep the row open.
func (k *Kit) finish(ctx context.Context, t tenants.Task) error {
	t.Person = uuid.Nil
	if t.Door == tenants.DoorOverseer {
		return k.Oversee(ctx, t, func(*tenants.OversightTx) error { return nil })
	}
	return k.Work(ctx, t, func(*tenants.Tx) error { return nil })
}
