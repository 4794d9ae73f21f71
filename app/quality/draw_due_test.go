package quality

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
)

// sheetsOf are so many sheets of an assessor, with ids of their own.
func sheetsOf(assessor byte, n int) (all []assessments.ScoreSheet) {
	for i := range n {
		all = append(all, assessments.ScoreSheet{ID: uuid.UUID{assessor, byte(i)}, MembershipID: uuid.UUID{assessor}})
	}
	return all
}

func TestAPlanAsksForItsShareOfEachAssessorsSheets(t *testing.T) {
	t.Parallel()
	ten, two := sheetsOf(1, 10), sheetsOf(2, 2)
	both := append(slices.Clone(ten), two...)
	for _, c := range []struct {
		name  string
		plan  SamplingPlan
		drawn int // of the first assessor's, from the first on
		want  int
	}{
		{"a fifth of each, rounded up", SamplingPlan{Percent: 20}, 0, 2 + 1},
		{"a percent is one sheet at least", SamplingPlan{Percent: 1}, 0, 1 + 1},
		{"all", SamplingPlan{Percent: 100}, 0, 12},
		{"three at least, where there are as many", SamplingPlan{Percent: 1, Least: 3}, 0, 3 + 2},
		{"less what is drawn", SamplingPlan{Percent: 50}, 3, 2 + 1},
		{"no more where more are drawn than asked", SamplingPlan{Percent: 10}, 6, 0 + 1},
		{"of the first four cases every one", SamplingPlan{Percent: 10, FirstCases: 4}, 0, 4 + 2},
		{"first cases count towards the share", SamplingPlan{Percent: 50, FirstCases: 4}, 0, 5 + 2},
	} {
		p := pool{sheets: both, drawn: map[uuid.UUID]bool{}, first: map[uuid.UUID][]string{}}
		for _, s := range ten[:c.drawn] {
			p.drawn[s.ID] = true
		}
		for _, s := range both {
			p.first[s.MembershipID] = append(p.first[s.MembershipID], s.ID.String())
		}
		if got := c.plan.due(p); len(got) != c.want {
			t.Errorf("%s: %d are due, want %d", c.name, len(got), c.want)
		}
		first := max(0, c.plan.FirstCases-c.drawn)
		counted := c.plan.dueOf(shareOf{Sheets: 10, Drawn: c.drawn, first: first}) + c.plan.dueOf(shareOf{Sheets: 2, first: min(2, c.plan.FirstCases)})
		if counted != c.want {
			t.Errorf("%s: %d are counted as due, want %d", c.name, counted, c.want)
		}
	}
}

func TestADrawIsRepeatedByItsSeedAndAnotherSeedDrawsOthers(t *testing.T) {
	t.Parallel()
	sheets := sheetsOf(1, 40)
	draw := func(seed int64, of []assessments.ScoreSheet) string {
		var ids []uuid.UUID
		for _, s := range (SamplingPlan{Percent: 25, Seed: seed}).due(pool{sheets: slices.Clone(of)}) {
			ids = append(ids, s.ID)
		}
		return fmt.Sprint(ids)
	}
	turned := slices.Clone(sheets)
	slices.Reverse(turned)
	if draw(7, sheets) != draw(7, turned) {
		t.Error("the order of reading changes what is drawn")
	}
	if draw(7, sheets) == draw(8, sheets) {
		t.Error("another seed draws the same")
	}
}
