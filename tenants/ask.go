package tenants

import (
	"context"
	"errors"
)

type onlyAskKey struct{}

// ErrNotAllowed is the cause of what Allow refuses: it tells a row that is not
// there for somebody from one that is not there at all.
var ErrNotAllowed = errors.New("tenants: not allowed")

// errAsked ends a transaction that was only to find out whether it may be.
var errAsked = errors.New("tenants: permission was asked, and nothing more")

// OnlyAsk makes every writing transaction under ctx end at the first
// permission that it is given, with nothing done; what refuses it comes back
// as ever. So permission can be asked for an act whose details are wrong.
func OnlyAsk(ctx context.Context) context.Context {
	ctx = context.WithValue(ctx, onceKey{}, nil) // nothing is done, so no key is used up
	return context.WithValue(ctx, onlyAskKey{}, true)
}

func (c *core) onlyAsks() bool { return c.write && c.ctx.Value(onlyAskKey{}) != nil }
