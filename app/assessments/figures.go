package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/app/shares"
	"accord/tenants"
)

// Slow is how long an assessment is open before it counts as waiting.
const Slow = 30 * 24 * time.Hour

// RatePeriod is how far back pass rates look.
const RatePeriod = 365 * 24 * time.Hour

// Figures is where an organisation's assessments stand. Each figure is as many
// as List answers for its filter.
type Figures struct {
	Stages  map[Stage]int // those of OpenStages
	Waiting int           // open for longer than Slow
	Rates   []Rate        // of programs with decisions in the last RatePeriod
}

// Rate is how many decisions under a program were passes.
type Rate struct {
	ProgramID       uuid.UUID
	Decided, Passed int
}

// Percent is the share that passed; 0 where nothing is decided.
func (r Rate) Percent() int { return shares.Of(r.Passed, r.Decided) }

// Open says how many are under way.
func (f Figures) Open() (n int) {
	for _, one := range f.Stages {
		n += one
	}
	return n
}

// OpenStages are the stages of what is not decided, in their order.
var OpenStages = []Stage{Unassigned, Judging, Disputed, Testing, Judged}

// FiguresNow counts what the actor may see. Decisions that an appeal has set
// aside are in no rate.
func FiguresNow(tx *tenants.Tx) (Figures, error) {
	f := Figures{}
	var err error
	if f.Stages, f.Waiting, err = stagesNow(tx); err != nil {
		return f, err
	}
	err = Filter{Stage: Decided, Recent: true}.narrow(tx, tx.DB().Model(&Assessment{})).
		Select("program_id, count(*) as decided, count(*) filter (where outcome = 'passed') as passed").Group("program_id").Order("decided desc, program_id").Find(&f.Rates).Error
	return f, err
}
