package designs

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// NewCriterion is what must be shown, how well, and what it counts.
type NewCriterion struct {
	Heading   string // one of HeadingsOf the program's kind
	Title     Text
	Benchmark Text
	ScaleMax  int // 1 to MaxScale
	Levels    Levels
	Weight    int // 0 to MaxWeight
	Floor     int // 0 to ScaleMax
	Optional  bool
	Methods   []string // of MethodNames
}

// LevelField names the field of a level, by its place: "from", "en" or "es" of it.
func LevelField(what string, i int) string { return "level_" + what + "_" + strconv.Itoa(i+1) }

func (n NewCriterion) check(c *fault.Check, kind string) NewCriterion {
	long := func(text, field string, max int) {
		c.If(utf8.RuneCountInString(text) > max, field, "design.text_long", "Max", max)
	}
	n.Title, n.Benchmark = n.Title.tidy(), n.Benchmark.tidy()
	c.If(!slices.Contains(HeadingsOf(kind), n.Heading), "heading", "design.heading_unknown")
	c.If(n.Title.Empty(), "title_en", "design.title_required")
	long(n.Title.En, "title_en", MaxTitle)
	long(n.Title.Es, "title_es", MaxTitle)
	long(n.Benchmark.En, "benchmark_en", MaxBenchmark)
	long(n.Benchmark.Es, "benchmark_es", MaxBenchmark)
	c.If(n.Weight < 0 || n.Weight > MaxWeight, "weight", "design.weight_range", "Max", MaxWeight)
	if !c.If(n.ScaleMax < 1 || n.ScaleMax > MaxScale, "scale_max", "design.scale_range", "Max", MaxScale) {
		c.If(n.Floor < 0 || n.Floor > n.ScaleMax, "floor", "design.floor_range", "Max", n.ScaleMax)
		n.Levels = n.Levels.check(c, n.ScaleMax)
	}
	for _, m := range n.Methods {
		c.If(!slices.Contains(MethodNames, m), "methods", "design.method_unknown")
	}
	n.Methods = slices.DeleteFunc(slices.Clone(MethodNames), func(m string) bool { return !slices.Contains(n.Methods, m) })
	return n
}

// check leaves out the levels that say nothing, and notes those out of order.
func (l Levels) check(c *fault.Check, top int) Levels {
	kept := Levels{}
	c.If(len(l) > MaxLevels, "levels", "design.levels_many", "Max", MaxLevels)
	for i, one := range l {
		one.Says = one.Says.tidy()
		if one.Says.Empty() {
			continue
		}
		c.If(utf8.RuneCountInString(one.Says.En) > MaxLevel, LevelField("en", i), "design.text_long", "Max", MaxLevel)
		c.If(utf8.RuneCountInString(one.Says.Es) > MaxLevel, LevelField("es", i), "design.text_long", "Max", MaxLevel)
		if !c.If(one.From < 0 || one.From > top, LevelField("from", i), "design.level_range", "Max", top) {
			c.If(len(kept) > 0 && one.From <= kept[len(kept)-1].From, LevelField("from", i), "design.level_order")
		}
		kept = append(kept, one)
	}
	return kept
}

func (n NewCriterion) onto(c Criterion) Criterion {
	c.Heading, c.Title, c.Benchmark, c.ScaleMax, c.Levels = n.Heading, n.Title, n.Benchmark, n.ScaleMax, n.Levels
	c.Weight, c.Floor, c.Optional, c.Methods = n.Weight, n.Floor, n.Optional, joined(n.Methods)
	return c
}

// AddCriterion adds a criterion to a program's draft, after the others. Returns
// Invalid with each field that is wrong, Conflict when there are too many,
// NotFound where there is no draft.
func AddCriterion(tx *tenants.Tx, program uuid.UUID, in NewCriterion) (Criterion, error) {
	w, err := drafting(tx, program)
	if err != nil {
		return Criterion{}, err
	}
	var c fault.Check
	in = in.check(&c, w.Program.Kind)
	if err := c.Err(); err != nil {
		return Criterion{}, err
	}
	if len(w.Criteria) >= MaxCriteria {
		return Criterion{}, fault.New(fault.Conflict, "design.criteria_many", "Max", MaxCriteria)
	}
	last := 0
	for _, one := range w.Criteria {
		last = max(last, one.Position)
	}
	id := tx.NewID()
	row := in.onto(Criterion{TenantID: w.TenantID, ID: id, DesignID: w.ID, Lineage: id, Position: last + 1, Revision: 1})
	if err := record(tx, w, "design.criterion_added", row); err != nil {
		return row, err
	}
	return row, addCriterion(tx, &row)
}

// EditCriterion replaces a criterion of a draft; revision is that of the
// criterion it started from. It returns AddCriterion's faults, NotFound, and
// Conflict where somebody has changed the criterion since.
func EditCriterion(tx *tenants.Tx, program, id uuid.UUID, revision int, in NewCriterion) error {
	w, row, err := criterion(tx, program, id)
	if err != nil {
		return err
	}
	var c fault.Check
	in = in.check(&c, w.Program.Kind)
	if err := c.Err(); err != nil {
		return err
	}
	if revision != row.Revision {
		return changed()
	}
	row = in.onto(row)
	row.Revision++
	if err := record(tx, w, "design.criterion_edited", row); err != nil {
		return err
	}
	return changeCriterion(tx, &row)
}

// RemoveCriterion takes a criterion out of a draft. Returns NotFound.
func RemoveCriterion(tx *tenants.Tx, program, id uuid.UUID) error {
	w, row, err := criterion(tx, program, id)
	if err != nil {
		return err
	}
	if err := record(tx, w, "design.criterion_removed", row); err != nil {
		return err
	}
	return removeCriterion(tx, row)
}

// RaiseCriterion moves a criterion before the one above it under its heading;
// the first stays. Returns NotFound.
func RaiseCriterion(tx *tenants.Tx, program, id uuid.UUID) error {
	w, row, err := criterion(tx, program, id)
	if err != nil {
		return err
	}
	if err := record(tx, w, "design.criterion_moved", row); err != nil {
		return err
	}
	beside := w.Under(row.Heading)
	at := slices.IndexFunc(beside, func(c Criterion) bool { return c.ID == row.ID })
	if at == 0 {
		return nil
	}
	if err := place(tx, row, beside[at-1].Position); err != nil {
		return err
	}
	return place(tx, beside[at-1], row.Position)
}

func criterion(tx *tenants.Tx, program, id uuid.UUID) (Whole, Criterion, error) {
	w, err := drafting(tx, program)
	if err != nil {
		return w, Criterion{}, err
	}
	row, err := w.Criterion(id)
	return w, row, err
}

// Criterion is one of a design's by its id. Returns NotFound.
func (w Whole) Criterion(id uuid.UUID) (Criterion, error) {
	at := slices.IndexFunc(w.Criteria, func(c Criterion) bool { return c.ID == id })
	if at < 0 {
		return Criterion{}, fault.Absent("design_criterion")
	}
	return w.Criteria[at], nil
}

// record notes what becomes of a criterion, and counts the draft's change.
func record(tx *tenants.Tx, w Whole, action string, c Criterion) error {
	tx.Record(tenants.Event{Action: action, Resource: "design", Subject: w.ID, Case: w.ProgramID, Detail: map[string]any{"criterion": c.Lineage}})
	return change(tx, w.Design, touched(tx, w, map[string]any{}))
}
