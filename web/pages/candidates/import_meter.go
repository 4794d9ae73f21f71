package candidates

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
)

// Meter knows how far the commits are that this server is about: the rows
// written, by import. What runs in one transaction shows nothing of itself to
// others until it is over, so the number is kept here beside it. Where another
// server is asked, it has none, and the page says that the import is under way.
type Meter struct{ running sync.Map }

// Watch has a commit in the context tell the meter; stop when it is over.
func (m *Meter) Watch(ctx context.Context, imp uuid.UUID) (watched context.Context, stop func()) {
	m.running.Store(imp, 0)
	return candidates.Telling(ctx, func(rows int) { m.running.Store(imp, rows) }), func() { m.running.Delete(imp) }
}

// Written is how many rows of an import are written.
func (m *Meter) Written(imp uuid.UUID) int {
	if n, is := m.running.Load(imp); is {
		return n.(int)
	}
	return 0
}

// ShowProgress answers how far a commit is, for the page that waits for it.
func (m *Meter) ShowProgress(r *web.Member, imp candidates.Import) error {
	t, err := imp.Table()
	if err != nil {
		return err
	}
	return r.Fragment(importProgress(m.Written(imp.ID), len(t.Rows)))
}

func (p pages) importProgress(m *web.Member) error {
	imp, err := p.imported(m)
	if err != nil {
		return err
	}
	return p.meter.ShowProgress(m, imp)
}

func (p pages) commitWatched(m *web.Member, id uuid.UUID, digest string) (imp candidates.Import, err error) {
	ctx, stop := p.meter.Watch(m.Context(), id)
	defer stop()
	err = p.db.Write(ctx, m.Member, func(tx *tenants.Tx) (err error) { imp, err = candidates.Commit(tx, id, digest); return err })
	return imp, err
}
