package merges

import (
	"slices"

	"accord/app/merges"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// load compares the two records that the address names.
func (p pages) load(m *web.Member, keptID, mergedID string) (c merges.Comparison, err error) {
	kept, err := record(keptID)
	if err != nil {
		return c, err
	}
	merged, err := record(mergedID)
	if err != nil {
		return c, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) { c, err = merges.Compare(tx, kept, merged); return err })
	return c, err
}

func (p pages) compare(m *web.Member) error {
	c, err := p.load(m, m.Query("kept"), m.Query("merged"))
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("merge.compare_title"), Crumbs: crumbs(m)}, comparePage(choice(c, c.Suggested()), c))
}

// taken are the fields of which a form, or an address, takes the other value.
func taken(get func(string) string) []string {
	return slices.DeleteFunc(slices.Clone(merges.Fields), func(f string) bool { return get(f) != "merged" })
}

func (p pages) confirm(m *web.Member) error {
	c, err := p.load(m, m.Query("kept"), m.Query("merged"))
	if err != nil {
		return err
	}
	return m.Render(confirmPageOf(m), confirmPage(forms.New(), c, taken(m.Query)))
}

func confirmPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("merge.confirm_title"), Crumbs: crumbs(m)}
}

func (p pages) unite(m *web.Member) error {
	f := m.Form()
	keptID, mergedID, digest := f.Text("kept", 36), f.Text("merged", 36), f.OptionalText("digest", 64)
	take := taken(func(field string) string { return f.OptionalText(field, 6) })
	c, err := p.load(m, keptID, mergedID)
	if err != nil {
		return err
	}
	var done merges.Merge
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			done, err = merges.Unite(tx, merges.NewMerge{Kept: c.Kept.Candidate.ID, Merged: c.Merged.Candidate.ID, Take: take, Digest: digest})
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, confirmPageOf(m), confirmPage(f, c, take))
	}
	return m.Redirect("/candidates/"+done.KeptID.String(), "merge.done", "Name", done.MergedName, "Days", merges.Days)
}
