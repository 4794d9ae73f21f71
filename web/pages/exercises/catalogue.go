package exercises

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/app/exercises"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

type listed struct {
	all      []exercises.Listed
	programs []programs.Program
	filter   exercises.Filter
	edits    bool
}

func (l listed) narrowed() bool {
	return l.filter.Program != uuid.Nil || l.filter.Kind != "" || l.filter.Retired
}

func (l listed) program(id uuid.UUID) string {
	for _, p := range l.programs {
		if p.ID == id {
			return p.Title
		}
	}
	return ""
}

func (p pages) listed(m *web.Member) (l listed, err error) {
	l.filter = exercises.Filter{Kind: m.Query("kind"), Retired: m.Query("retired") == "yes"}
	if !slices.Contains(exercises.Kinds, l.filter.Kind) {
		l.filter.Kind = ""
	}
	l.filter.Program, _ = uuid.Parse(m.Query("program"))
	err = p.read(m, func(tx *tenants.Tx) error {
		l.edits = tx.Can("edit", &exercises.Exercise{TenantID: tx.Tenant(), ID: tx.Tenant()})
		if l.programs, err = trainings.TrainingPrograms(tx); err != nil {
			return err
		}
		l.all, err = exercises.List(tx, l.filter)
		return err
	})
	return l, err
}

func (p pages) list(m *web.Member) error {
	l, err := p.listed(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("exercise.nav")}, listPage(l))
}

func (p pages) export(m *web.Member) error {
	l, err := p.listed(m)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, e := range l.all {
		rows = append(rows, []string{e.Title, m.T.Say("exercise.kind." + e.Kind), l.program(e.ProgramID), m.T.Say("exercise.method." + e.Latest.Method), strconv.Itoa(e.Latest.Minutes),
			strconv.Itoa(e.Latest.Mediators), strings.Join(e.Latest.Parts(), ", "), strconv.Itoa(e.Version)})
	}
	header := []string{m.T.Say("exercise.title"), m.T.Say("exercise.kind"), m.T.Say("exercise.program"), m.T.Say("exercise.method"), m.T.Say("exercise.minutes_label"),
		m.T.Say("exercise.mediators_label"), m.T.Say("exercise.roles"), m.T.Say("exercise.version")}
	return m.SendTable(m.T.Say("exercise.export_file"), header, rows)
}

// shown is an exercise with its versions.
type shown struct {
	exercises.Exercise
	versions []exercises.Version // the latest first
	program  programs.Program
	edits    bool
}

func (p pages) load(m *web.Member) (v shown, err error) {
	id, err := m.ID("exercise")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Exercise, err = exercises.Find(tx, id); err != nil {
			return err
		}
		v.edits = v.RetiredAt == nil && tx.Can("edit", &v.Exercise)
		if v.program, err = trainings.ProgramOf(tx, v.ProgramID); err != nil {
			return err
		}
		v.versions, err = exercises.Versions(tx, id)
		return err
	})
	return v, err
}

// editing is load for those who may change it.
func (p pages) editing(m *web.Member) (shown, error) {
	v, err := p.load(m)
	switch {
	case err != nil:
		return v, err
	case v.RetiredAt != nil:
		return v, fault.New(fault.Conflict, "exercise.retired_already")
	case !v.edits:
		return v, fault.Denied()
	}
	return v, nil
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.Title, Crumbs: ofCatalogue(m)}, exercisePage(v))
}

func (p pages) blank(m *web.Member) error {
	l, err := p.adding(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("kind", exercises.RolePlay).Set("method", "role_plays").Set("mediators", "1").Set("minutes", "45")
	return m.Render(ui.Page{Title: m.T.Say("exercise.add"), Crumbs: ofCatalogue(m)}, newPage(f, l))
}

func (p pages) adding(m *web.Member) (listed, error) {
	l, err := p.listed(m)
	if err == nil && !l.edits {
		err = fault.Denied()
	}
	return l, err
}

func (p pages) add(m *web.Member) error {
	l, err := p.adding(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readExercise(f)
	in.Program, in.Kind = f.UUID("program"), f.Choice("kind", exercises.Kinds...)
	var e exercises.Exercise
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { e, err = exercises.Add(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("exercise.add"), Crumbs: ofCatalogue(m)}, newPage(f, l))
	}
	return m.Redirect("/exercises/"+e.ID.String(), "exercise.added", "Title", e.Title)
}

func readExercise(f *forms.Form) exercises.NewExercise {
	return exercises.NewExercise{Title: f.NeededText("title", exercises.MaxTitle, "exercise.title_required"), Scenario: f.NeededText("scenario", exercises.MaxScenario, "exercise.scenario_required"),
		Mediators: f.Int("mediators", 0, 3), Roles: f.OptionalText("roles", 1000), Minutes: f.Int("minutes", 5, 600), Method: f.Choice("method", exercises.Methods...)}
}

func (p pages) revise(m *web.Member) error {
	v, err := p.editing(m)
	if err != nil {
		return err
	}
	last := v.versions[0]
	f := forms.New().Set("title", last.Title).Set("scenario", last.Scenario).Set("mediators", strconv.Itoa(last.Mediators)).Set("roles", last.Roles).
		Set("minutes", strconv.Itoa(last.Minutes)).Set("method", last.Method)
	return m.Render(exercisePageOf(m, v, "exercise.edit"), editPage(f, v))
}

func (p pages) edit(m *web.Member) error {
	v, err := p.editing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readExercise(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := exercises.Revise(tx, v.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, exercisePageOf(m, v, "exercise.edit"), editPage(f, v))
	}
	return m.Redirect("/exercises/"+v.ID.String(), "exercise.edited")
}

func (p pages) askRetire(m *web.Member) error {
	v, err := p.editing(m)
	if err != nil {
		return err
	}
	return m.Render(exercisePageOf(m, v, "exercise.retire"), retirePage(forms.New(), v))
}

func (p pages) retire(m *web.Member) error {
	v, err := p.editing(m)
	if err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { _, err := exercises.Retire(tx, v.ID); return err }); err != nil {
		return err
	}
	return m.Redirect("/exercises", "exercise.retired", "Title", v.Title)
}

func exercisePageOf(m *web.Member, v shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: append(ofCatalogue(m), ui.Crumb{Label: v.Title, Href: m.Link("/exercises/" + v.ID.String())})}
}
