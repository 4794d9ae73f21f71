package merges

import (
	"context"
	"slices"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/app/trainings"
	ui "accord/web/templates"
)

// becomes is the record whose value stays in a field.
func becomes(c merges.Comparison, take []string, field string) candidates.Candidate {
	if slices.Contains(take, field) {
		return c.Merged.Candidate
	}
	return c.Kept.Candidate
}

func trainingsOf(ctx context.Context, c merges.Comparison, s merges.Side) (all []string) {
	for _, e := range s.Enrolments {
		state := "enrolled"
		switch {
		case e.WithdrawnAt != nil:
			state = "withdrawn"
		case slices.ContainsFunc(s.Completions, func(d trainings.Completion) bool { return d.EnrolmentID == e.ID }):
			state = "completed"
		}
		all = append(all, c.Names.Cohorts[e.CohortID].Code+" · "+ui.T(ctx, "merge.training."+state))
	}
	for _, w := range s.Waiting {
		all = append(all, c.Names.Cohorts[w.CohortID].Code+" · "+ui.T(ctx, "merge.training.waiting"))
	}
	return all
}

func logbookOf(ctx context.Context, s merges.Side) []string {
	if len(s.Logbook) == 0 {
		return nil
	}
	sum := candidates.Sum(s.Logbook)
	return []string{ui.T(ctx, "merge.moves.logbook_entry", "Count", sum.Entries), ui.T(ctx, "merge.hours", "Hours", ui.Hours(sum.Hours))}
}

func assessmentsOf(ctx context.Context, c merges.Comparison, s merges.Side) (all []string) {
	for _, a := range s.Assessments {
		state := "open"
		if a.Outcome != nil {
			state = string(*a.Outcome)
		}
		all = append(all, c.Names.Programs[a.ProgramID].Title+" · "+ui.T(ctx, "merge.assessment."+state))
	}
	return all
}

func submissionsOf(s merges.Side) (all []string) {
	for _, x := range s.Submissions {
		all = append(all, x.Reference)
	}
	return all
}

func documentsOf(s merges.Side) (all []string) {
	for _, d := range s.Documents {
		all = append(all, d.Title)
	}
	return all
}

func certificatesOf(s merges.Side) (all []string) {
	for _, x := range s.Certificates {
		all = append(all, x.Number)
	}
	return all
}

func applicationsOf(c merges.Comparison, s merges.Side) (all []string) {
	for _, x := range s.Applications {
		all = append(all, c.Names.Programs[x.ProgramID].Title)
	}
	return all
}

func exemptionsOf(s merges.Side) (all []string) {
	for _, x := range s.Exemptions {
		all = append(all, x.Citation)
	}
	return all
}
