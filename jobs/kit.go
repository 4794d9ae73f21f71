package jobs

import (
	"context"
	"log/slog"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/letters"
	"accord/app/letters/post"
	"accord/tenants"
)

// Kit is what handlers work with. Handlers reach rows only through it, so that
// who acts, and the fence, are never forgotten. A concept that needs another
// outside part adds a field here and to Options.
type Kit struct {
	DB      *tenants.DB   // for LinkOf and LinkToken; rows go by Read, Work, Oversee and OverseeRead
	Post    *post.Post    // sends mail
	BaseURL string        // "https://accord.example", without a slash at the end
	Room    evidence.Room // evidence's bytes; its Vault is nil where none is given
	Log     *slog.Logger

	kinds   map[string]Kind
	writers map[letters.Kind]Writer
	fenced  *bool // of one task: its transaction has been committed
}

// Admit admits the one whom a task acts for to its organisation: the person it
// names, as they stand now, or the clerk. Returns NotFound when they have left.
func (k *Kit) Admit(ctx context.Context, t tenants.Task) (tenants.Member, error) {
	if t.Person != uuid.Nil {
		return k.DB.ReadmitMember(ctx, t.Person, t.Tenant, request(t))
	}
	return k.DB.AdmitClerk(ctx, t.Tenant, t.Kind, request(t))
}

// AdmitOverseer is Admit for a task of oversight.
func (k *Kit) AdmitOverseer(ctx context.Context, t tenants.Task) (tenants.Overseer, error) {
	if t.Person != uuid.Nil {
		return k.DB.ReadmitOverseer(ctx, t.Person, request(t))
	}
	return k.DB.AdmitOversightClerk(t.Kind, request(t)), nil
}

// Read runs fn in a reading transaction of the task's organisation.
func (k *Kit) Read(ctx context.Context, t tenants.Task, fn func(*tenants.Tx) error) error {
	m, err := k.Admit(ctx, t)
	if err != nil {
		return err
	}
	return k.DB.Read(ctx, m, fn)
}

// Work runs the task's transaction: the fence, then fn. Returns
// tenants.ErrFenced, which a handler returns as it is, when the task's effects
// have happened already.
func (k *Kit) Work(ctx context.Context, t tenants.Task, fn func(*tenants.Tx) error) error {
	m, err := k.Admit(ctx, t)
	if err != nil {
		return err
	}
	return k.did(k.DB.Work(ctx, m, t, fn))
}

// OverseeRead is Read for a task of oversight.
func (k *Kit) OverseeRead(ctx context.Context, t tenants.Task, fn func(*tenants.OversightTx) error) error {
	o, err := k.AdmitOverseer(ctx, t)
	if err != nil {
		return err
	}
	return k.DB.OverseeRead(ctx, o, purpose(t), fn)
}

// Oversee is Work for a task of oversight.
func (k *Kit) Oversee(ctx context.Context, t tenants.Task, fn func(*tenants.OversightTx) error) error {
	o, err := k.AdmitOverseer(ctx, t)
	if err != nil {
		return err
	}
	return k.did(k.DB.OverseeWork(ctx, o, purpose(t), t, fn))
}

func (k *Kit) did(err error) error {
	if err == nil && k.fenced != nil {
		*k.fenced = true
	}
	return err
}

// request is how the journal and the log name the job that acted.
func request(t tenants.Task) string { return "job " + t.ID.String() }

// purpose is what a job of oversight is there for.
func purpose(t tenants.Task) string { return "job " + t.Kind }
