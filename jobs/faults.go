package jobs

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"accord/tenants"
	"accord/tenants/fault"
)

// verdict is what becomes of a task after a try.
type verdict int

const (
	succeeded verdict = iota // done, now or by an earlier run
	again                    // the fault may pass
	stopped                  // it will not: dead
	put                      // the program is stopping: put back, and not counted as a try
)

// judge turns a handler's error into a verdict. It alone knows which faults pass.
func judge(ctx context.Context, err error) verdict {
	switch {
	case err == nil, errors.Is(err, tenants.ErrFenced):
		return succeeded
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return put
	case errors.Is(err, context.DeadlineExceeded):
		return again
	}
	switch fault.CodeOf(err) {
	case fault.Unavailable, fault.Internal:
		return again
	default: // Invalid, Unauthenticated, Forbidden, NotFound, Conflict, TooLarge: the same tomorrow
		return stopped
	}
}

// wait is how long to wait after a task's n-th try: full jitter, so that what
// failed together does not come back together.
func (r Retry) wait(n int) time.Duration {
	longest := r.Base
	for range n - 1 {
		if longest *= 2; longest >= r.Ceiling {
			longest = r.Ceiling
			break
		}
	}
	return rand.N(longest) + time.Millisecond
}

// tooLong is what a try that outlasted its kind's time is called.
var tooLong = fault.New(fault.Unavailable, "job.timeout")

// sentence is what stays with a row: the fault's code and the key of its
// sentence. The cause, which may hold an address, goes to the log only.
func sentence(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return written(tooLong)
	}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return written(f)
	}
	return written(fault.New(fault.Internal, "fault.internal"))
}

func written(f *fault.Error) string { return string(f.Code) + ": " + f.Key }
