package programs

import (
	"strconv"

	"github.com/a-h/templ"

	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func criterion(f *forms.Form) programs.NewCriterion {
	return programs.NewCriterion{
		Heading: f.Choice("heading", programs.Headings...), Title: f.Text("title", 300), Benchmark: f.OptionalText("benchmark", 2000),
		ScaleMax: f.Int("scale_max", 1, 100), PassMark: f.Int("pass_mark", 0, 100),
	}
}

func criterionPageOf(m *web.Member, s shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, crumbOf(m, s.Program))}
}

func (p pages) blankCriterion(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	if !s.edits {
		return notNow(s)
	}
	f := forms.New().Set("heading", programs.Skills).Set("scale_max", "5").Set("pass_mark", "3")
	return m.Render(criterionPageOf(m, s, "programs.new_criterion"), criterionPage(f, s, "programs.new_criterion", newCriterionHref(m, s)))
}

func newCriterionHref(m *web.Member, s shown) templ.SafeURL {
	return m.Link("/programs/" + s.ID.String() + "/criteria")
}

func (p pages) addCriterion(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := criterion(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := programs.AddCriterion(tx, s.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, criterionPageOf(m, s, "programs.new_criterion"), criterionPage(f, s, "programs.new_criterion", newCriterionHref(m, s)))
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.criterion_added")
}

func criterionHref(m *web.Member, s shown, c programs.ProgramCriterion, act string) templ.SafeURL {
	return m.Link("/programs/" + s.ID.String() + "/criteria/" + c.ID.String() + "/" + act)
}

func (p pages) reviseCriterion(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	c, err := criterionOf(m, s)
	if err != nil {
		return err
	}
	if !s.edits {
		return notNow(s)
	}
	f := forms.New().Set("heading", c.Heading).Set("title", c.Title).Set("benchmark", c.Benchmark).
		Set("scale_max", strconv.Itoa(c.ScaleMax)).Set("pass_mark", strconv.Itoa(c.PassMark))
	return m.Render(criterionPageOf(m, s, "programs.edit_criterion"), criterionPage(f, s, "programs.edit_criterion", criterionHref(m, s, c, "edit")))
}

func (p pages) editCriterion(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	c, err := criterionOf(m, s)
	if err != nil {
		return err
	}
	f := m.Form()
	in := criterion(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return programs.EditCriterion(tx, s.ID, c.ID, in) })
	}
	if err != nil {
		return m.Refuse(f, err, criterionPageOf(m, s, "programs.edit_criterion"), criterionPage(f, s, "programs.edit_criterion", criterionHref(m, s, c, "edit")))
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.criterion_edited")
}

func (p pages) raiseCriterion(m *web.Member) error {
	return p.doCriterion(m, programs.RaiseCriterion, "programs.criterion_moved")
}

func (p pages) askRemove(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	c, err := criterionOf(m, s)
	if err != nil {
		return err
	}
	if !s.edits {
		return notNow(s)
	}
	return m.Render(criterionPageOf(m, s, "programs.remove_criterion"), removePage(forms.New(), s, c))
}

func (p pages) removeCriterion(m *web.Member) error {
	return p.doCriterion(m, programs.RemoveCriterion, "programs.criterion_removed")
}
