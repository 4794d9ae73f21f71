package evidence

import (
	"context"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type listed struct {
	page     paging.Page[evidence.Version]
	subjects subjects
	narrowed bool
}

// library lists what the organisation keeps, as documents are now.
func (p pages) library(m *web.Member) error {
	f := evidence.Filter{Kind: m.Query("kind"), State: m.Query("state")}
	l := listed{narrowed: f.Kind+f.State+m.Query("who") != ""}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if who := m.Query("who"); who != "" {
			found, err := candidates.List(tx, candidates.Filter{Search: who}, paging.Ask{Limit: paging.MaxLimit})
			if err != nil {
				return err
			}
			f.Candidates = make([]uuid.UUID, len(found.Items))
			for i, c := range found.Items {
				f.Candidates[i] = c.ID
			}
		}
		if l.page, err = evidence.Library(tx, f, paging.Ask{After: m.Query("after"), Before: m.Query("before")}); err != nil {
			return err
		}
		l.subjects, err = named(tx, l.page.Items)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("evidence.title")}, libraryPage(l))
}

func columns(ctx context.Context, about bool) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "evidence.document")}}
	if about {
		all = append(all, ui.Column{Label: ui.T(ctx, "evidence.about")})
	}
	return append(all, ui.Column{Label: ui.T(ctx, "evidence.state")}, ui.Column{Label: ui.T(ctx, "evidence.added")}, ui.Column{Label: ui.T(ctx, "evidence.size"), Num: true})
}
