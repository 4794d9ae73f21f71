package trainings

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// UploadFor keeps a table of people to be enrolled in a cohort, whose language
// is theirs unless they name another; see candidates.Upload. Returns Conflict when the cohort is closed.
func UploadFor(tx *tenants.Tx, cohort uuid.UUID, in candidates.NewImport) (candidates.Import, error) {
	c, err := Get(tx, cohort)
	if err != nil {
		return candidates.Import{}, err
	}
	if err := stillOpen(c); err != nil {
		return candidates.Import{}, err
	}
	if err := tx.Allow("enrol", &c); err != nil {
		return candidates.Import{}, err
	}
	in.Cohort, in.Language = c.ID, c.Language
	return candidates.Upload(tx, in)
}

// PlanImport plans an import into its cohort as things stand now; without a
// cohort it is candidates.PlanOf.
func PlanImport(tx *tenants.Tx, imp candidates.Import) (candidates.Plan, error) {
	plan, err := candidates.PlanOf(tx, imp)
	if err != nil || imp.CohortID == nil {
		return plan, err
	}
	c, err := Get(tx, *imp.CohortID)
	if err != nil {
		return plan, err
	}
	if err := stillOpen(c); err != nil {
		return plan, err
	}
	enrolments, err := of[Enrolment](tx, c.ID, "id")
	if err != nil {
		return plan, err
	}
	in, active := map[uuid.UUID]Enrolment{}, 0
	for _, e := range enrolments {
		in[e.CandidateID] = e
		if e.WithdrawnAt == nil {
			active++
		}
	}
	queue, err := inQueue(tx, c.ID)
	if err != nil {
		return plan, err
	}
	for i := range plan.Rows {
		r := &plan.Rows[i]
		if r.Outcome == candidates.WillKeep {
			switch e, there := in[r.Existing]; {
			case !there && slices.ContainsFunc(queue, func(w Waiting) bool { return w.CandidateID == r.Existing }):
				r.Refuse("", "waiting.already")
			case !there:
				r.Outcome = candidates.WillEnrol
			case e.WithdrawnAt != nil:
				r.Refuse("", "import.withdrawn")
			}
		}
		if r.Outcome == candidates.WillAdd || r.Outcome == candidates.WillEnrol {
			switch active++; {
			case active > c.Capacity:
				r.Refuse("", "enrolment.full", "Count", c.Capacity)
			case active+len(queue) > c.Capacity: // nobody is passed by a table
				r.Refuse("", "enrolment.somebody_waits", "Count", len(queue))
			}
		}
	}
	return plan, nil
}

// CommitImport takes every person of an import on file and into its cohort, or
// nobody; see candidates.Commit.
func CommitImport(tx *tenants.Tx, id uuid.UUID, digest string) (candidates.Import, error) {
	imp, done, err := candidates.Begin(tx, id)
	if err != nil || done {
		return imp, err
	}
	if imp.CohortID == nil {
		return candidates.Commit(tx, id, digest)
	}
	c, err := opened(tx, *imp.CohortID, "enrol")
	if err != nil {
		return imp, err
	}
	plan, err := PlanImport(tx, imp)
	if err != nil {
		return imp, err
	}
	if err := plan.Settle(digest); err != nil {
		return imp, err
	}
	fresh, err := candidates.AddPlanned(tx, plan)
	if err != nil {
		return imp, err
	}
	var people []uuid.UUID
	for _, r := range plan.Rows {
		switch r.Outcome {
		case candidates.WillAdd:
			people = append(people, fresh[r.Number])
		case candidates.WillEnrol:
			people = append(people, r.Existing)
		}
	}
	if err := candidates.ChangePlanned(tx, plan); err != nil {
		return imp, err
	}
	_, err = enrol(tx, c, people, "")
	if fault.Is(err, fault.Conflict) { // somebody was enrolled just now, past the lock
		return imp, fault.New(fault.Conflict, "import.changed").Because(err)
	}
	if err != nil {
		return imp, err
	}
	return candidates.Finish(tx, imp, plan, len(people))
}
