package evaluations

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/shares"
	"accord/app/trainings"
	"accord/tenants"
)

// Results are what a cohort answered, as far as they may be shown.
type Results struct {
	Evaluation
	Enrolled int  // whom it asks: those who have not withdrawn, or answered before they did
	Shown    bool // it has closed with at least Least answers
	Tallies  []Tally
}

// Tally is what was answered to one question.
type Tally struct {
	Question
	Counts [5]int   // how often 1 to 5 was chosen
	Texts  []string // in an order that says nothing of who wrote which
}

// Answers is how many answered a question.
func (t Tally) Answers() (n int) {
	for _, c := range t.Counts {
		n += c
	}
	return n + len(t.Texts)
}

// Mean is the average score; known is false without one.
func (t Tally) Mean() (mean float64, known bool) {
	sum, n := 0, 0
	for i, c := range t.Counts {
		sum, n = sum+(i+1)*c, n+c
	}
	if n == 0 {
		return 0, false
	}
	return float64(sum) / float64(n), true
}

// Rate is the share of those asked who answered, in percent; known is false when
// nobody was.
func (r Results) Rate() (percent int, known bool) {
	if r.Enrolled == 0 {
		return 0, false
	}
	return shares.Of(min(r.Answered, r.Enrolled), r.Enrolled), true
}

// Mean is the average of all scores; known is false while they are not shown.
func (r Results) Mean() (mean float64, known bool) {
	sum, n := 0, 0
	for _, t := range r.Tallies {
		for i, c := range t.Counts {
			sum, n = sum+(i+1)*c, n+c
		}
	}
	if n == 0 {
		return 0, false
	}
	return float64(sum) / float64(n), true
}

// ResultsOf reads a cohort's evaluation with what may be shown of its results.
// Returns NotFound when it has none, or the actor may not see it.
func ResultsOf(tx *tenants.Tx, cohort uuid.UUID) (Results, error) {
	e, err := OfCohort(tx, cohort)
	if err != nil {
		return Results{}, err
	}
	all, err := resultsOf(tx, []Evaluation{e})
	if err != nil {
		return Results{}, err
	}
	return all[0], nil
}

// resultsOf reads the results of several evaluations in as many questions as
// those of one take.
func resultsOf(tx *tenants.Tx, of []Evaluation) ([]Results, error) {
	cohorts := make([]uuid.UUID, len(of))
	var ids []uuid.UUID
	for i, e := range of {
		cohorts[i] = e.CohortID
		if e.shows(tx.Now()) {
			ids = append(ids, e.ID)
		}
	}
	enrolled, err := enrolledIn(tx, cohorts)
	if err != nil {
		return nil, err
	}
	answers, err := answersOf(tx, ids)
	if err != nil {
		return nil, err
	}
	all := make([]Results, len(of))
	for i, e := range of {
		all[i] = Results{Evaluation: e, Enrolled: max(enrolled[e.CohortID], e.Answered), Shown: e.shows(tx.Now())}
		if all[i].Shown {
			all[i].Tallies = e.tally(answers[e.ID])
		}
	}
	return all, nil
}

// shows says whether results may be shown.
func (e Evaluation) shows(now time.Time) bool { return e.At(now) == Closed && e.Answered >= Least }

func (e Evaluation) tally(answers []Answer) []Tally {
	all := make([]Tally, len(e.Questions))
	for i, q := range e.Questions {
		all[i].Question = q
		for _, a := range answers {
			if i >= len(a.Answers) {
				continue
			}
			if r := a.Answers[i]; r.Score >= 1 && r.Score <= 5 {
				all[i].Counts[r.Score-1]++
			} else if r.Text != "" {
				all[i].Texts = append(all[i].Texts, r.Text)
			}
		}
		slices.SortFunc(all[i].Texts, strings.Compare)
	}
	return all
}

// Figure is what a dashboard says of one evaluation.
type Figure struct {
	Results
	Cohort trainings.Cohort
}

// Figures are the latest evaluations that the actor may see, at most so many:
// for the dashboard. A mean is known where results may be shown.
func Figures(tx *tenants.Tx, most int) ([]Figure, error) {
	of, err := recent(tx, most)
	if err != nil || len(of) == 0 {
		return nil, err
	}
	results, err := resultsOf(tx, of)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(of))
	for i, e := range of {
		ids[i] = e.CohortID
	}
	cohorts, err := trainings.ByIDs(tx, ids)
	if err != nil {
		return nil, err
	}
	all := make([]Figure, len(results))
	for i, r := range results {
		all[i].Results = r
		for _, c := range cohorts {
			if c.ID == r.CohortID {
				all[i].Cohort = c
			}
		}
	}
	return all, nil
}
