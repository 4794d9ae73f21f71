package jobs

import (
	"context"
	"fmt"
	"time"

	"accord/tenants"
)

// Kind is what is known of one kind of job. Exactly one of Do, Oversee and
// Handle is set.
type Kind struct {
	Name string // "request.propose", as Job.Kind says it

	// Do runs in one fenced transaction of the task's organisation, as its clerk.
	Do func(tx *tenants.Tx, t tenants.Task) error
	// Oversee runs in one fenced transaction of oversight, as its clerk.
	Oversee func(tx *tenants.OversightTx, t tenants.Task) error
	// Handle does an outside effect, keyed by the task's id, and then k.Work or
	// k.Oversee. When it returns nil without either, the task is done.
	Handle func(ctx context.Context, k *Kit, t tenants.Task) error

	Timeout time.Duration // of one try; 0: a minute
	Retry   Retry         // the zero value is DefaultRetry
}

// Retry says how often a job is tried when its faults may pass, and how long
// it waits in between: full jitter, a random part of a delay that doubles.
type Retry struct {
	Tries   int           // at most, the first included
	Base    time.Duration // the longest wait after the first try
	Ceiling time.Duration // the longest wait at all
}

// DefaultRetry goes on for up to an hour, MailRetry for up to two.
var (
	DefaultRetry = Retry{Tries: 12, Base: 2 * time.Second, Ceiling: 30 * time.Minute}
	MailRetry    = Retry{Tries: 8, Base: time.Minute, Ceiling: 4 * time.Hour}
)

// registry holds the kinds that the files of this package register.
var registry = map[string]Kind{}

// register makes a kind known. A mistake in it stops the program at its start.
func register(k Kind) Kind {
	if err := k.check(); err != nil {
		panic(err)
	}
	if _, twice := registry[k.Name]; twice {
		panic("jobs: kind registered twice: " + k.Name)
	}
	registry[k.Name] = k.filled()
	return k
}

func (k Kind) check() error {
	forms := 0
	for _, set := range []bool{k.Do != nil, k.Oversee != nil, k.Handle != nil} {
		if set {
			forms++
		}
	}
	if k.Name == "" || forms != 1 {
		return fmt.Errorf("jobs: kind %q needs a name and exactly one of Do, Oversee and Handle", k.Name)
	}
	if r := k.Retry; r != (Retry{}) && (r.Tries < 1 || r.Base <= 0 || r.Ceiling < r.Base) {
		return fmt.Errorf("jobs: kind %q has a retry that cannot be", k.Name)
	}
	return nil
}

func (k Kind) filled() Kind {
	if k.Timeout == 0 {
		k.Timeout = time.Minute
	}
	if k.Retry == (Retry{}) {
		k.Retry = DefaultRetry
	}
	return k
}

// Kinds lists the names of all registered kinds, for the test that every job
// that is enqueued has a handler.
func Kinds() []string {
	names := make([]string, 0, len(registry))
	for name := range registry {
		names = append(names, name)
	}
	return names
}
