package candidates

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
)

// ShowProgress answers how far a commit is, for the page that waits for it.
// Where another server commits, it says that the import is under way.
func ShowProgress(r *web.Member, imp candidates.Import) error {
	t, err := imp.Table()
	if err != nil {
		return err
	}
	written, _ := candidates.Written(imp.ID)
	return r.Fragment(importProgress(written, len(t.Rows)))
}

func (p pages) importProgress(m *web.Member) error {
	imp, err := p.imported(m)
	if err != nil {
		return err
	}
	return ShowProgress(m, imp)
}

func (p pages) commitWatched(m *web.Member, id uuid.UUID, digest string) (imp candidates.Import, err error) {
	ctx, stop := candidates.Watch(m.Context(), id)
	defer stop()
	err = p.db.Write(ctx, m.Member, func(tx *tenants.Tx) (err error) { imp, err = candidates.Commit(tx, id, digest); return err })
	return imp, err
}
