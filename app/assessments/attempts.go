package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/app/designs"
	"accord/tenants"
)

// Attempt is the next one of a candidate under a program, and what the design
// in force says of it.
type Attempt struct {
	Number int       // 1: the first
	Limit  int       // attempts that a candidate has; 0: as many as they like
	From   time.Time // when it may be opened; zero: at once
}

// Over says whether the candidate has had all their attempts.
func (a Attempt) Over() bool { return a.Limit > 0 && a.Number > a.Limit }

// Early says whether they have to wait still.
func (a Attempt) Early(now time.Time) bool { return a.From.After(now) }

// Left is how many attempts they have, with this one; -1: as many as they like.
func (a Attempt) Left() int {
	if a.Limit == 0 {
		return -1
	}
	return max(0, a.Limit-a.Number+1)
}

// NextAttempt says which attempt of a candidate under a program is the next,
// by a rule. Failures that an appeal has set aside do not count.
func NextAttempt(tx *tenants.Tx, candidate, program uuid.UUID, rule designs.Rule) (Attempt, error) {
	all, err := nextAttempts(tx, candidate, map[uuid.UUID]designs.Rule{program: rule})
	return all[program], err
}

// nextAttempts are the next of a candidate under several programs.
func nextAttempts(tx *tenants.Tx, candidate uuid.UUID, rules map[uuid.UUID]designs.Rule) (map[uuid.UUID]Attempt, error) {
	var failed []Assessment
	err := tx.DB().Where("candidate_id = ? and outcome = ? and fell_at is null", candidate, Failed).Order("decided_at").Limit(1000).Find(&failed).Error
	next := map[uuid.UUID]Attempt{}
	for program, rule := range rules {
		a := Attempt{Number: 1, Limit: rule.Attempts}
		for _, f := range failed {
			if f.ProgramID == program {
				a.Number++
				a.From = f.DecidedAt.Add(time.Duration(rule.ResitAfter) * 24 * time.Hour)
			}
		}
		next[program] = a
	}
	return next, err
}

// AttemptsOf says for each program that can assess a candidate which attempt
// would be theirs now.
func AttemptsOf(tx *tenants.Tx, candidate uuid.UUID) (map[uuid.UUID]Attempt, error) {
	inForce := tx.DB().Model(&designs.Design{}).Select("program_id, max(number)").Where("published_at is not null").Group("program_id")
	var all []designs.Design
	if err := tx.DB().Select("program_id", "attempts", "resit_after").Where("(program_id, number) in (?)", inForce).Find(&all).Error; err != nil {
		return nil, err
	}
	rules := make(map[uuid.UUID]designs.Rule, len(all))
	for _, d := range all {
		rules[d.ProgramID] = d.Rule
	}
	return nextAttempts(tx, candidate, rules)
}
