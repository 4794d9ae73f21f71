package trainings

import (
	"slices"

	"accord/app/trainings"
	ui "accord/web/templates"
)

// step is a thing to do in a cohort, as its head offers it.
type step string

// The steps, in the order in which a cohort comes to them.
const (
	stepPlan     step = "plan"     // its first session
	stepEnrol    step = "enrol"    // somebody into a place that is free
	stepRecord   step = "record"   // a sheet that waits
	stepComplete step = "complete" // who can complete
	stepClose    step = "close"    // when nobody is under way any more
)

// next is the step that comes next of those the reader may take; "" when there
// is none to take now.
func (v cohortView) next() step {
	f, state := v.file, v.state()
	switch {
	case v.can.record && f.ToRecord(v.now) != nil:
		return stepRecord
	case v.can.complete && f.Count(trainings.Ready) > 0:
		return stepComplete
	case v.can.plan && len(f.Sessions) == 0:
		return stepPlan
	case v.can.enrol && state == trainings.Planned && enrolled(f) < v.cohort().Capacity:
		return stepEnrol
	case v.can.close && state == trainings.Over && len(f.Standings) > 0 && f.Count(trainings.AtRisk, trainings.OnTrack) == 0:
		return stepClose
	}
	return ""
}

// kind makes the next step the main act of the page.
func (v cohortView) kind(s step) ui.Kind {
	if v.next() == s {
		return ui.Primary
	}
	return ui.Plain
}

// begun says whether there is attendance to record, or to correct.
func (v cohortView) begun() bool {
	return slices.ContainsFunc(v.file.Sessions, func(s trainings.TrainingSession) bool {
		return s.CancelledAt == nil && !s.StartsAt.After(v.now)
	})
}
