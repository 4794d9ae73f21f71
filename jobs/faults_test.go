package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestEachFaultIsJudged(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want verdict
	}{
		{t.Context(), nil, succeeded},
		{t.Context(), tenants.ErrFenced, succeeded},
		{t.Context(), fmt.Errorf("wrapped: %w", tenants.ErrFenced), succeeded},
		{t.Context(), fault.New(fault.Unavailable, "x"), again},
		{t.Context(), fault.New(fault.Internal, "x"), again},
		{t.Context(), errors.New("no fault"), again},
		{t.Context(), context.DeadlineExceeded, again},
		{t.Context(), context.Canceled, again},
		{gone, context.Canceled, put},
		{gone, fault.Denied(), stopped},
		{t.Context(), fault.New(fault.Invalid, "x"), stopped},
		{t.Context(), fault.New(fault.Unauthenticated, "x"), stopped},
		{t.Context(), fault.Denied(), stopped},
		{t.Context(), fault.Absent("x"), stopped},
		{t.Context(), fault.New(fault.Conflict, "x"), stopped},
		{t.Context(), fault.New(fault.TooLarge, "x"), stopped},
	} {
		if got := judge(c.ctx, c.err); got != c.want {
			t.Errorf("%v is %d, want %d", c.err, got, c.want)
		}
	}
}

func TestWaitsDoubleToACeilingAndAreSpread(t *testing.T) {
	t.Parallel()
	r := Retry{Tries: 8, Base: time.Minute, Ceiling: 10 * time.Minute}
	for n, longest := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 10 * time.Minute, 10 * time.Minute} {
		low, high := longest, time.Duration(0)
		for range 300 {
			w := r.wait(n + 1)
			low, high = min(low, w), max(high, w)
		}
		if low <= 0 || high > longest+time.Millisecond || low > longest/4 || high < longest*3/4 {
			t.Errorf("after try %d it waits between %v and %v of at most %v", n+1, low, high, longest)
		}
	}
}

func TestMailIsTriedEightTimes(t *testing.T) {
	t.Parallel()
	if k := registry["mail"]; k.Retry.Tries != 8 {
		t.Errorf("it is tried %d times", k.Retry.Tries)
	}
}

func TestWhatStaysWithARowHoldsNoCause(t *testing.T) {
	t.Parallel()
	secret := errors.New("dial smtp://user:hunter2@mail")
	for _, err := range []error{secret, fault.Wrap(secret, fault.Unavailable, "fault.mail_unavailable", "Who", "hunter2"), fmt.Errorf("outer hunter2: %w", fault.Denied())} {
		if s := sentence(err); strings.Contains(s, "hunter2") || !strings.Contains(s, ": fault.") {
			t.Errorf("%v stays as %q", err, s)
		}
	}
}
