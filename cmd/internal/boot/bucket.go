package boot

import (
	"context"
	"log/slog"
	"net/url"
	"time"
)

// EnsureBucket brings the evidence store to what the vault needs: a versioned
// bucket that browsers may upload to from our pages. It tries until it has, or
// until ctx ends: other services may still be on their way up, and /readyz
// tells what is missing meanwhile.
func (p *Parts) EnsureBucket(ctx context.Context) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		ours := origin(p.Config.PublicURL)
		opened, err := p.Room.Vault.Ensure(ctx, ours)
		if opened {
			p.Log.Info("the evidence store is open to uploads from our pages now", slog.String("origin", ours))
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		p.Log.Warn("the evidence store cannot be prepared yet", slog.Any("cause", err))
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
	}
}

// origin is what a browser calls the place of a page: its address without the path.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address // the configuration refuses such a one
	}
	return u.Scheme + "://" + u.Host
}
