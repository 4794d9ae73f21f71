package exercises

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// How long an exercise's fields may be, in characters.
const (
	MaxTitle    = 200
	MaxScenario = 10_000
	MaxRole     = 100
	MaxRoles    = 8
)

// NewExercise is what a form says of an exercise.
type NewExercise struct {
	Program   uuid.UUID // of a new one
	Kind      string    // of a new one: one of Kinds
	Title     string
	Scenario  string
	Mediators int    // at each table
	Roles     string // of the others at each table, a line each
	Minutes   int
	Method    string // one of Methods
}

// Filter narrows a catalogue.
type Filter struct {
	Program uuid.UUID
	Kind    string
	Retired bool // those that are not planned any more as well
}

// Listed is an exercise as the catalogue shows it.
type Listed struct {
	Exercise
	Latest Version
}

// List reads the catalogue, by title, in a constant number of questions.
func List(tx *tenants.Tx, f Filter) ([]Listed, error) {
	rows, err := listed(tx, f)
	if err != nil {
		return nil, err
	}
	versions, err := latest(tx, rows)
	all := make([]Listed, len(rows))
	for i, e := range rows {
		all[i] = Listed{e, versions[e.ID]}
	}
	return all, err
}

// Add adds an exercise to a program's catalogue. Returns Invalid with every
// wrong field.
func Add(tx *tenants.Tx, in NewExercise) (Exercise, error) {
	in = in.tidy()
	e := Exercise{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: in.Program, Kind: in.Kind, Title: in.Title, Version: 1, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	if err := tx.Allow("edit", &e); err != nil {
		return e, err
	}
	var c fault.Check
	c.If(!slices.Contains(Kinds, in.Kind), "kind", "exercise.kind_required")
	if p, err := one[programs.Program](tx, "program", "id = ?", in.Program); err != nil && !fault.Is(err, fault.NotFound) {
		return e, err
	} else {
		c.If(err != nil || p.Kind != programs.CMTP, "program", "exercise.program_required")
	}
	in.check(&c)
	if err := c.Err(); err != nil {
		return e, err
	}
	if err := insert(tx, &e); err != nil {
		return e, err
	}
	v := in.version(tx, e)
	if err := insert(tx, &v); err != nil {
		return e, err
	}
	tx.Record(tenants.Event{Action: "exercise.added", Resource: "exercise", Subject: e.ID, Detail: map[string]any{"title": e.Title, "kind": e.Kind}})
	return e, nil
}

// Revise makes a new version of an exercise; rounds that were planned keep the
// one they have. What stays as it is makes none. Returns Invalid with every
// wrong field, Conflict when it was retired.
func Revise(tx *tenants.Tx, id uuid.UUID, in NewExercise) (Exercise, error) {
	in = in.tidy()
	e, err := editable(tx, id)
	if err != nil {
		return e, err
	}
	var c fault.Check
	in.check(&c)
	if err := c.Err(); err != nil {
		return e, err
	}
	was, err := versionNumbered(tx, e.ID, e.Version)
	if err != nil {
		return e, err
	}
	e.Version++
	v := in.version(tx, e)
	if v.says() == was.says() {
		e.Version--
		return e, nil
	}
	e.Title = in.Title
	if err := insert(tx, &v); err != nil {
		return e, err
	}
	if err := update(tx, &e, "Title", "Version"); err != nil {
		return e, err
	}
	tx.Record(tenants.Event{Action: "exercise.revised", Resource: "exercise", Subject: e.ID, Detail: map[string]any{"title": e.Title, "version": e.Version}})
	return e, nil
}

// Retire takes an exercise out of what can be planned. Returns Conflict when it
// was before.
func Retire(tx *tenants.Tx, id uuid.UUID) (Exercise, error) {
	e, err := editable(tx, id)
	if err != nil {
		return e, err
	}
	now := tx.Now()
	e.RetiredAt = &now
	if err := update(tx, &e, "RetiredAt"); err != nil {
		return e, err
	}
	tx.Record(tenants.Event{Action: "exercise.retired", Resource: "exercise", Subject: e.ID, Detail: map[string]any{"title": e.Title}})
	return e, nil
}

func editable(tx *tenants.Tx, id uuid.UUID) (Exercise, error) {
	if err := tx.Lock(id); err != nil {
		return Exercise{}, err
	}
	e, err := Find(tx, id)
	if err != nil {
		return e, err
	}
	if err := tx.Allow("edit", &e); err != nil {
		return e, err
	}
	if e.RetiredAt != nil {
		return e, fault.New(fault.Conflict, "exercise.retired_already")
	}
	return e, nil
}

func (in NewExercise) tidy() NewExercise {
	in.Title, in.Scenario = oneLine(in.Title), text(in.Scenario)
	var roles []string
	for line := range strings.Lines(text(in.Roles)) {
		if line = oneLine(line); line != "" {
			roles = append(roles, line)
		}
	}
	in.Roles = strings.Join(roles, "\n")
	return in
}

func (in NewExercise) check(c *fault.Check) {
	switch {
	case c.If(in.Title == "", "title", "exercise.title_required"):
	case c.If(utf8.RuneCountInString(in.Title) > MaxTitle, "title", "candidate.too_long", "Max", MaxTitle):
	}
	switch {
	case c.If(in.Scenario == "", "scenario", "exercise.scenario_required"):
	case c.If(utf8.RuneCountInString(in.Scenario) > MaxScenario, "scenario", "candidate.too_long", "Max", MaxScenario):
	}
	roles := Version{Roles: in.Roles}.Parts()
	c.If(len(roles) > MaxRoles, "roles", "exercise.roles_many", "Max", MaxRoles)
	for i, r := range roles {
		if c.If(utf8.RuneCountInString(r) > MaxRole, "roles", "exercise.role_long", "Max", MaxRole) ||
			c.If(slices.Contains(roles[:i], r) || r == Mediator || r == Observer, "roles", "exercise.roles_twice", "Role", r) {
			break
		}
	}
	c.If(in.Mediators < 0 || in.Mediators > 3, "mediators", "exercise.mediators")
	c.If(in.Mediators+len(roles) == 0, "roles", "exercise.nobody")
	c.If(in.Minutes < 5 || in.Minutes > 600, "minutes", "exercise.minutes")
	c.If(!slices.Contains(Methods, in.Method), "method", "exercise.method_required")
}

func (in NewExercise) version(tx *tenants.Tx, e Exercise) Version {
	return Version{TenantID: e.TenantID, ID: tx.NewID(), ExerciseID: e.ID, Number: e.Version, Title: in.Title, Scenario: in.Scenario, Mediators: in.Mediators,
		Roles: in.Roles, Minutes: in.Minutes, Method: in.Method, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
}

// says is what a version says, to compare.
func (v Version) says() [6]any {
	return [6]any{v.Title, v.Scenario, v.Mediators, v.Roles, v.Minutes, v.Method}
}
