package programs

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// The headings under which criteria stand.
const (
	Experience = "experience"
	Knowledge  = "knowledge"
	Skills     = "skills"
)

// Headings are the headings of criteria, in order.
var Headings = []string{Experience, Knowledge, Skills}

const maxCriteria = 100

// NewCriterion is what must be shown, and how well.
type NewCriterion struct {
	Heading   string
	Title     string
	Benchmark string
	ScaleMax  int // 1 to 100
	PassMark  int // 0 to ScaleMax
}

func (n NewCriterion) check(c *fault.Check) NewCriterion {
	n.Title, n.Benchmark = strings.TrimSpace(n.Title), strings.TrimSpace(n.Benchmark)
	c.If(!slices.Contains(Headings, n.Heading), "heading", "programs.heading")
	c.If(n.Title == "", "title", "programs.criterion_title_missing")
	c.If(len([]rune(n.Title)) > 300, "title", "programs.title_long", "Max", 300)
	c.If(len([]rune(n.Benchmark)) > 2000, "benchmark", "people.text_long", "Max", 2000)
	if !c.If(n.ScaleMax < 1 || n.ScaleMax > 100, "scale_max", "programs.scale_max") {
		c.If(n.PassMark < 0 || n.PassMark > n.ScaleMax, "pass_mark", "programs.pass_mark", "Max", n.ScaleMax)
	}
	return n
}

// AddCriterion adds a criterion after the others. Returns Conflict once the
// program is proposed or has too many, Invalid with each field that is wrong.
func AddCriterion(tx *tenants.Tx, program uuid.UUID, in NewCriterion) (ProgramCriterion, error) {
	w, err := draft(tx, program)
	if err != nil {
		return ProgramCriterion{}, err
	}
	var c fault.Check
	in = in.check(&c)
	if err := c.Err(); err != nil {
		return ProgramCriterion{}, err
	}
	if len(w.Criteria) >= maxCriteria {
		return ProgramCriterion{}, fault.New(fault.Conflict, "programs.criteria_many", "Max", maxCriteria)
	}
	last := 0
	for _, one := range w.Criteria {
		last = max(last, one.Position)
	}
	row := ProgramCriterion{TenantID: w.TenantID, ID: tx.NewID(), ProgramID: w.ID, Heading: in.Heading, Title: in.Title, Benchmark: in.Benchmark,
		Position: last + 1, ScaleMax: in.ScaleMax, PassMark: in.PassMark}
	tx.Record(tenants.Event{Action: "program.criterion_added", Resource: "program", Subject: w.ID, Detail: map[string]any{"criterion": row.ID}})
	err = tx.DB().Create(&row).Error
	return row, err
}

// EditCriterion replaces a criterion. It returns AddCriterion's faults, and
// NotFound.
func EditCriterion(tx *tenants.Tx, program, id uuid.UUID, in NewCriterion) error {
	w, row, err := criterion(tx, program, id)
	if err != nil {
		return err
	}
	var c fault.Check
	in = in.check(&c)
	if err := c.Err(); err != nil {
		return err
	}
	row.Heading, row.Title, row.Benchmark, row.ScaleMax, row.PassMark = in.Heading, in.Title, in.Benchmark, in.ScaleMax, in.PassMark
	tx.Record(tenants.Event{Action: "program.criterion_edited", Resource: "program", Subject: w.ID, Detail: map[string]any{"criterion": id}})
	return tx.DB().Model(&row).Select("heading", "title", "benchmark", "scale_max", "pass_mark").Updates(row).Error
}

// RemoveCriterion takes a criterion out. Returns Conflict once the program is
// proposed, NotFound.
func RemoveCriterion(tx *tenants.Tx, program, id uuid.UUID) error {
	w, row, err := criterion(tx, program, id)
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "program.criterion_removed", Resource: "program", Subject: w.ID, Detail: map[string]any{"criterion": id}})
	return tx.DB().Delete(&row).Error
}

// RaiseCriterion moves a criterion before the one above it; the first stays.
// Returns Conflict once the program is proposed, NotFound.
func RaiseCriterion(tx *tenants.Tx, program, id uuid.UUID) error {
	w, row, err := criterion(tx, program, id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(w.Criteria, func(c ProgramCriterion) bool { return c.ID == row.ID })
	tx.Record(tenants.Event{Action: "program.criterion_moved", Resource: "program", Subject: w.ID, Detail: map[string]any{"criterion": id}})
	if at == 0 {
		return nil
	}
	above := w.Criteria[at-1]
	here, there := row.Position, above.Position // an update writes into its model, too
	if err := tx.DB().Model(&row).Update("position", there).Error; err != nil {
		return err
	}
	return tx.DB().Model(&above).Update("position", here).Error
}

func criterion(tx *tenants.Tx, program, id uuid.UUID) (Whole, ProgramCriterion, error) {
	w, err := draft(tx, program)
	if err != nil {
		return w, ProgramCriterion{}, err
	}
	for _, one := range w.Criteria {
		if one.ID == id {
			return w, one, nil
		}
	}
	return w, ProgramCriterion{}, fault.Absent("criterion")
}
