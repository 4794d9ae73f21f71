package merges

import (
	"context"

	"github.com/google/uuid"

	"accord/app/merges"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what the list of likely duplicates shows.
type listed struct {
	page   paging.Page[merges.Pair]
	filter merges.Filter
}

func (l listed) narrowed() bool { return l.filter != merges.Filter{} }

func (p pages) list(m *web.Member) error {
	l := listed{filter: merges.Filter{By: merges.By(m.Query("by")), Dismissed: m.Query("state") == "dismissed", Search: m.Query("q")}}
	if !l.filter.By.Known() {
		l.filter.By = ""
	}
	if err := p.read(m, func(tx *tenants.Tx) (err error) { l.page, err = merges.List(tx, l.filter, m.Ask()); return err }); err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("merge.duplicates"), Crumbs: crumbs(m)[:1]}, listPage(l))
}

func (p pages) dismiss(m *web.Member) error {
	return p.settle(m, merges.Dismiss, "/duplicates", "merge.dismissed_now")
}

func (p pages) restore(m *web.Member) error {
	return p.settle(m, merges.Restore, "/duplicates?state=dismissed", "merge.restored_now")
}

func (p pages) settle(m *web.Member, verb func(*tenants.Tx, uuid.UUID) (merges.Pair, error), back, key string) error {
	id, err := m.ID("pair")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { _, err := verb(tx, id); return err }); err != nil {
		return err
	}
	return m.Redirect(back, key)
}

func byOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(merges.Bys))
	for i, b := range merges.Bys {
		options[i] = ui.Option{Value: string(b), Label: ui.T(ctx, "merge.by."+string(b))}
	}
	return options
}
