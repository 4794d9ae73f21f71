package designs

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/designs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func rulePageOf(m *web.Member, s shown) ui.Page {
	return ui.Page{Title: m.T.Say("design.rule_and_methods"), Crumbs: draftCrumbs(m, s)}
}

func (p pages) reviseRule(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("revision", strconv.Itoa(s.Revision)).Set("pass_percent", strconv.Itoa(s.PassPercent)).Set("may_fall_short", strconv.Itoa(s.MayFallShort)).
		Set("marks_apart", strconv.Itoa(s.MarksApart)).Set("result_apart", strconv.Itoa(s.ResultApart)).
		Set("attempts", strconv.Itoa(s.Attempts)).Set("resit_after", strconv.Itoa(s.ResitAfter))
	var used []string
	for _, one := range s.Methods {
		used = append(used, one.Name)
		f.Set("note_en_"+one.Name, one.Note.En).Set("note_es_"+one.Name, one.Note.Es)
	}
	f.Set("methods", used...)
	return m.Render(rulePageOf(m, s), rulePage(f, s))
}

func (p pages) setRule(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	rule := designs.Rule{PassPercent: f.Int("pass_percent", 0, 100), MayFallShort: f.Int("may_fall_short", 0, designs.MaxCriteria),
		MarksApart: f.Int("marks_apart", 0, 100), ResultApart: f.Int("result_apart", 0, 100),
		Attempts: f.Int("attempts", 0, designs.MaxAttempts), ResitAfter: f.Int("resit_after", 0, designs.MaxResitAfter)}
	revision, used := f.Int("revision", 1, 1_000_000), f.Choices("methods", designs.MethodNames...)
	notes := map[string]designs.Text{}
	for _, name := range designs.MethodNames {
		notes[name] = designs.Text{En: f.OptionalText("note_en_"+name, designs.MaxLevel), Es: f.OptionalText("note_es_"+name, designs.MaxLevel)}
	}
	var methods designs.Methods
	for _, name := range used {
		methods = append(methods, designs.Method{Name: name, Note: notes[name]})
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return designs.SetRule(tx, s.Program.ID, revision, rule, methods) })
	}
	if err != nil {
		return m.Refuse(f, err, rulePageOf(m, s), rulePage(f, s))
	}
	return m.Redirect(at(s)+"/draft", "design.rule_set")
}

// criterionForm reads a criterion.
func criterionForm(f *forms.Form, s shown) designs.NewCriterion {
	in := designs.NewCriterion{Heading: f.Choice("heading", designs.HeadingsOf(s.Program.Kind)...),
		Title:     designs.Text{En: f.OptionalText("title_en", designs.MaxTitle), Es: f.OptionalText("title_es", designs.MaxTitle)},
		Benchmark: designs.Text{En: f.OptionalText("benchmark_en", designs.MaxBenchmark), Es: f.OptionalText("benchmark_es", designs.MaxBenchmark)},
		Methods:   f.Choices("methods", designs.MethodNames...), Weight: f.Int("weight", 0, designs.MaxWeight), Floor: f.Int("floor", 0, designs.MaxScale),
		ScaleMax: f.Int("scale_max", 1, designs.MaxScale), Optional: f.Bool("optional")}
	for i := range designs.MaxLevels {
		one := designs.Level{Says: designs.Text{En: f.OptionalText(designs.LevelField("en", i), designs.MaxLevel), Es: f.OptionalText(designs.LevelField("es", i), designs.MaxLevel)}}
		from := designs.LevelField("from", i)
		if one.Says.Empty() {
			f.OptionalText(from, 3)
		} else {
			one.From = f.Int(from, 0, designs.MaxScale)
		}
		in.Levels = append(in.Levels, one)
	}
	return in
}

func filled(c designs.Criterion) *forms.Form {
	f := forms.New().Set("revision", strconv.Itoa(c.Revision)).Set("heading", c.Heading).Set("title_en", c.Title.En).Set("title_es", c.Title.Es).
		Set("benchmark_en", c.Benchmark.En).Set("benchmark_es", c.Benchmark.Es).Set("scale_max", strconv.Itoa(c.ScaleMax)).
		Set("weight", strconv.Itoa(c.Weight)).Set("floor", strconv.Itoa(c.Floor)).Set("methods", c.SeenBy()...)
	if c.Optional {
		f.Set("optional", "on")
	}
	for i, l := range c.Levels {
		f.Set(designs.LevelField("from", i), strconv.Itoa(l.From)).Set(designs.LevelField("en", i), l.Says.En).Set(designs.LevelField("es", i), l.Says.Es)
	}
	return f
}

func criterionPageOf(m *web.Member, s shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: draftCrumbs(m, s)}
}

func (p pages) blankCriterion(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	blank := designs.Criterion{Heading: m.Query("heading"), ScaleMax: 5, Weight: 5, Floor: 3, Levels: designs.UsualLevels(5, 3)}
	return m.Render(criterionPageOf(m, s, "design.new_criterion"), criterionPage(filled(blank), s, "design.new_criterion", m.Link(at(s)+"/draft/criteria")))
}

func (p pages) addCriterion(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	f.OptionalText("revision", 10) // a new one has none
	in := criterionForm(f, s)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := designs.AddCriterion(tx, s.Program.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, criterionPageOf(m, s, "design.new_criterion"), criterionPage(f, s, "design.new_criterion", m.Link(at(s)+"/draft/criteria")))
	}
	return m.Redirect(at(s)+"/draft", "design.criterion_added")
}

// criterion is the draft's page with the criterion of the address.
func (p pages) criterion(m *web.Member) (shown, designs.Criterion, error) {
	id, err := m.ID("criterion")
	if err != nil {
		return shown{}, designs.Criterion{}, err
	}
	s, err := p.editing(m)
	if err != nil {
		return s, designs.Criterion{}, err
	}
	c, err := s.Criterion(id)
	return s, c, err
}

func (p pages) reviseCriterion(m *web.Member) error {
	s, c, err := p.criterion(m)
	if err != nil {
		return err
	}
	return m.Render(criterionPageOf(m, s, "design.edit_criterion"), criterionPage(filled(c), s, "design.edit_criterion", m.Link(criterionAt(s, c)+"/edit")))
}

func criterionAt(s shown, c designs.Criterion) string {
	return at(s) + "/draft/criteria/" + c.ID.String()
}

func (p pages) editCriterion(m *web.Member) error {
	s, c, err := p.criterion(m)
	if err != nil {
		return err
	}
	f := m.Form()
	revision, in := f.Int("revision", 1, 1_000_000), criterionForm(f, s)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return designs.EditCriterion(tx, s.Program.ID, c.ID, revision, in) })
	}
	if err != nil {
		return m.Refuse(f, err, criterionPageOf(m, s, "design.edit_criterion"), criterionPage(f, s, "design.edit_criterion", m.Link(criterionAt(s, c)+"/edit")))
	}
	return m.Redirect(at(s)+"/draft", "design.criterion_edited")
}

func (p pages) raiseCriterion(m *web.Member) error {
	return p.do(m, designs.RaiseCriterion, "design.criterion_moved")
}

func (p pages) askRemove(m *web.Member) error {
	s, c, err := p.criterion(m)
	if err != nil {
		return err
	}
	return m.Render(criterionPageOf(m, s, "design.remove_criterion"), removePage(forms.New(), s, c))
}

func (p pages) removeCriterion(m *web.Member) error {
	return p.do(m, designs.RemoveCriterion, "design.criterion_removed")
}

// do runs a verb on the criterion of the address.
func (p pages) do(m *web.Member, verb func(*tenants.Tx, uuid.UUID, uuid.UUID) error, key string) error {
	program, err := m.ID("id")
	if err != nil {
		return err
	}
	id, err := m.ID("criterion")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return verb(tx, program, id) }); err != nil {
		return err
	}
	return m.Redirect("/programs/"+program.String()+"/design/draft", key)
}

func publishPageOf(m *web.Member, s shown) ui.Page {
	return ui.Page{Title: m.T.Say("design.publish"), Crumbs: draftCrumbs(m, s)}
}

func (p pages) askPublish(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	if len(s.missing) > 0 {
		return m.Warn(at(s)+"/draft", "design.incomplete")
	}
	return m.Render(publishPageOf(m, s), publishPage(forms.New().Set("revision", strconv.Itoa(s.Revision)), s))
}

func (p pages) publish(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	revision, note := f.Int("revision", 1, 1_000_000), f.OptionalText("note", designs.MaxNote)
	var d designs.Design
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			d, err = designs.Publish(tx, s.Program.ID, revision, note)
			return err
		})
	}
	if fault.Is(err, fault.Invalid) && len(s.missing) > 0 { // what is missing stands on the draft's page
		return m.Refuse(forms.New(), fault.New(fault.Invalid, "design.incomplete"), ui.Page{Title: m.T.Say("design.draft"), Crumbs: crumbs(m, s, designCrumb(m, s))}, showPage(s))
	}
	if err != nil {
		return m.Refuse(f, err, publishPageOf(m, s), publishPage(f, s))
	}
	return m.Redirect(at(s), "design.published", "Number", d.Version())
}

func (p pages) askDiscard(m *web.Member) error {
	s, err := p.editing(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("design.discard"), Crumbs: draftCrumbs(m, s)}, discardPage(forms.New(), s))
}

func (p pages) discard(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return designs.Discard(tx, id) }); err != nil {
		return err
	}
	return m.Redirect("/programs/"+id.String()+"/design", "design.discarded")
}
