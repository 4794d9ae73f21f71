package assessments

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
)

// Task is one assessment in an assessor's queue: what it waits for from them.
type Task struct {
	Assessment Assessment
	Assignment Assignment
	Criteria   int // that the sheet has
	Marked     int // of them
	Submitted  bool
}

// Mine is the actor's work queue: what they are to judge and is undecided,
// what was assigned first before the rest, and what they handed in last.
func Mine(tx *tenants.Tx) ([]Task, error) {
	assigned, open, err := myOpen(tx)
	if err != nil || len(assigned) == 0 {
		return nil, err
	}
	which := make([]uuid.UUID, len(assigned))
	for i, g := range assigned {
		which[i] = g.AssessmentID
	}
	criteria, err := countCriteria(tx, which)
	if err != nil {
		return nil, err
	}
	own, err := ownSheets(tx, which)
	if err != nil {
		return nil, err
	}
	marked, err := countMarks(tx, ids(own))
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, g := range assigned {
		t := Task{Assessment: open[g.AssessmentID], Assignment: g, Criteria: criteria[g.AssessmentID]}
		for _, s := range own {
			if s.AssessmentID == g.AssessmentID {
				t.Marked, t.Submitted = marked[s.ID], s.SubmittedAt != nil
			}
		}
		tasks = append(tasks, t)
	}
	slices.SortStableFunc(tasks, func(a, b Task) int { return last(a) - last(b) })
	return tasks, nil
}

func last(t Task) int {
	if t.Submitted {
		return 1
	}
	return 0
}
