package merges

import (
	"accord/app/merges"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) review(m *web.Member) (r merges.Review, open bool, err error) {
	id, err := m.ID("merge")
	if err != nil {
		return r, false, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		r, err = merges.ReviewOf(tx, id)
		open = r.Merge.Open(tx.Now())
		return err
	})
	return r, open, err
}

func (p pages) show(m *web.Member) error {
	r, open, err := p.review(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("merge.title"), Crumbs: crumbsOf(m, r)}, showPage(r, open))
}

func crumbsOf(m *web.Member, r merges.Review) []ui.Crumb {
	return append(crumbs(m)[:1], ui.Crumb{Label: r.Kept.Name, Href: m.Link("/candidates/" + r.Kept.ID.String())})
}

func (p pages) askUndo(m *web.Member) error {
	r, open, err := p.review(m)
	if err != nil {
		return err
	}
	if !open || len(r.Obstacles) > 0 {
		return m.Go(string(m.Link("/merges/" + r.Merge.ID.String())))
	}
	return m.Render(ui.Page{Title: m.T.Say("merge.undo_title"), Crumbs: crumbsOf(m, r)}, undoPage(forms.New(), r))
}

func (p pages) undo(m *web.Member) error {
	r, _, err := p.review(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := merges.Undo(tx, r.Merge.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("merge.undo_title"), Crumbs: crumbsOf(m, r)}, undoPage(f, r))
	}
	return m.Redirect("/candidates/"+r.Merge.MergedID.String(), "merge.undone", "Name", r.Merge.MergedName)
}
