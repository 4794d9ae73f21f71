package assessments

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/paging"
	"accord/tenants"
)

// Slow is how long an assessment is open before it counts as waiting.
const Slow = 30 * 24 * time.Hour

// RatePeriod is how far back pass rates look.
const RatePeriod = 365 * 24 * time.Hour

// Figures is where an organisation's assessments stand. Each figure is as many
// as List answers for its filter.
type Figures struct {
	Stages  map[Stage]int // of Unassigned, Judging, Disputed and Judged
	Waiting int           // open for longer than Slow
	Rates   []Rate        // of programs with decisions in the last RatePeriod
}

// Rate is how many decisions under a program were passes.
type Rate struct {
	ProgramID       uuid.UUID
	Decided, Passed int
}

// Percent is the share that passed, rounded down; 0 where nothing is decided.
func (r Rate) Percent() int {
	if r.Decided == 0 {
		return 0
	}
	return 100 * r.Passed / r.Decided
}

// Open says how many are under way.
func (f Figures) Open() (n int) {
	for _, one := range f.Stages {
		n += one
	}
	return n
}

// OpenStages are the stages of what is not decided, in their order.
var OpenStages = []Stage{Unassigned, Judging, Disputed, Judged}

// FiguresNow counts what the actor may see. Decisions that an appeal has set
// aside are in no rate.
func FiguresNow(tx *tenants.Tx) (Figures, error) {
	f := Figures{Stages: map[Stage]int{}}
	count := func(by Filter) (int, error) {
		var n int64
		err := by.narrow(tx, tx.DB().Model(&Assessment{})).Count(&n).Error
		return int(n), err
	}
	var err error
	for _, s := range OpenStages {
		if f.Stages[s], err = count(Filter{Stage: s}); err != nil {
			return f, err
		}
	}
	if f.Waiting, err = count(Filter{Stage: Undecided, Waiting: true}); err != nil {
		return f, err
	}
	err = Filter{Stage: Decided, Recent: true}.narrow(tx, tx.DB().Model(&Assessment{})).
		Select("program_id, count(*) as decided, count(*) filter (where outcome = 'passed') as passed").Group("program_id").Order("decided desc, program_id").Find(&f.Rates).Error
	return f, err
}

// narrow leaves what the filter asks for.
func (f Filter) narrow(tx *tenants.Tx, q *gorm.DB) *gorm.DB {
	assigned := func() *gorm.DB { return tx.DB().Model(&Assignment{}).Where("removed_at is null") }
	in := tx.DB().Model(&ScoreSheet{}).Select("assessment_id, membership_id").Where("submitted_at is not null")
	missing := assigned().Select("assessment_id").Where("(assessment_id, membership_id) not in (?)", in)
	unsettled := tx.DB().Model(&Disagreement{}).Select("assessment_id").Where("settled_at is null")
	switch f.Stage {
	case Decided:
		q = q.Where("decided_at is not null")
	case Undecided:
		q = q.Where("decided_at is null")
	case Unassigned:
		q = q.Where("decided_at is null and id not in (?)", assigned().Select("assessment_id"))
	case Judging:
		q = q.Where("decided_at is null and id in (?)", missing)
	case Disputed:
		q = q.Where("decided_at is null and id in (?) and id not in (?)", unsettled, missing)
	case Judged:
		q = q.Where("decided_at is null and id in (?) and id not in (?) and id not in (?)", assigned().Select("assessment_id"), missing, unsettled)
	}
	if f.Waiting {
		q = q.Where("opened_at <= ?", tx.Now().Add(-Slow))
	}
	if f.Recent {
		q = q.Where("decided_at > ? and id not in (?)", tx.Now().Add(-RatePeriod), tx.DB().Model(&FallenAssessment{}).Select("id"))
	}
	if f.Outcome != "" {
		q = q.Where("outcome = ?", f.Outcome)
	}
	if f.ProgramID != uuid.Nil {
		q = q.Where("program_id = ?", f.ProgramID)
	}
	if named := paging.Containing(f.Name, "candidate_name"); named != nil {
		q = q.Where(named)
	}
	return q
}
