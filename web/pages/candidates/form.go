package candidates

import (
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) blank(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	return m.Render(newPageOf(m), newPage(forms.New().Set("language", m.T.Locale()), nil))
}

func (p pages) add(m *web.Member) error {
	if !manages(m) { // a trainer takes people on file by enrolling them: this page's candidate they could not see
		return fault.Denied()
	}
	f := m.Form()
	in := ReadCandidate(f)
	add := candidates.AddAnother
	if f.Bool("another") {
		add = candidates.Add
	}
	err := f.Err()
	var c candidates.Candidate
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { c, err = add(tx, in); return err })
	}
	if err != nil {
		alike, failed := p.namesakes(m, in.Name)
		if failed != nil {
			return failed
		}
		return m.Refuse(f, err, newPageOf(m), newPage(f, alike))
	}
	return m.Redirect("/candidates/"+c.ID.String(), "candidate.added", "Name", c.Name)
}

// namesakes are those on file who may be the one that is being added.
func (p pages) namesakes(m *web.Member, name string) (alike []candidates.Candidate, err error) {
	if name == "" {
		return nil, nil
	}
	err = p.read(m, func(tx *tenants.Tx) error { alike, err = candidates.Namesakes(tx, name); return err })
	return alike, err
}

func (p pages) revise(m *web.Member) error {
	c, err := p.editable(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("name", c.Name).Set("email", c.Email).Set("language", c.Language).Set("country", c.Country).Set("reference", c.Reference)
	return m.Render(editPageOf(m, c), editPage(f, c))
}

func (p pages) edit(m *web.Member) error {
	c, err := p.editable(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := ReadCandidate(f)
	var edited candidates.Candidate
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { edited, err = candidates.Edit(tx, c.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, editPageOf(m, c), editPage(f, c))
	}
	if edited.Email != c.Email {
		return m.Redirect("/candidates/"+c.ID.String(), "candidate.readdressed", "Email", edited.Email)
	}
	return m.Redirect("/candidates/"+c.ID.String(), "candidate.edited")
}

// editable is the candidate of the address, if the reader may edit the file.
func (p pages) editable(m *web.Member) (c candidates.Candidate, err error) {
	id, err := m.ID("id")
	if err != nil {
		return c, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if c, err = candidates.Get(tx, id); err != nil {
			return err
		}
		if !tx.Can("edit", &c) {
			return fault.Denied()
		}
		return nil
	})
	return c, err
}

// ReadCandidate reads the fields that Fields shows.
func ReadCandidate(f *forms.Form) candidates.NewCandidate {
	return candidates.NewCandidate{
		Name: f.NeededText("name", candidates.MaxName, "candidate.name_required"), Email: f.Email("email"), Language: f.OptionalText("language", 2),
		Country: f.OptionalText("country", 2), Reference: f.OptionalText("reference", candidates.MaxReference),
	}
}

func newPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("candidate.new"), Crumbs: crumbs(m)}
}

func editPageOf(m *web.Member, c candidates.Candidate) ui.Page {
	return ui.Page{Title: m.T.Say("candidate.edit"), Crumbs: crumbs(m, crumbOf(m, c))}
}

func (p pages) candidate(m *web.Member) (c candidates.Candidate, err error) {
	id, err := m.ID("id")
	if err != nil {
		return c, err
	}
	err = p.read(m, func(tx *tenants.Tx) error { c, err = candidates.Get(tx, id); return err })
	return c, err
}
