package progress

import (
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// Figures are an organisation's trainings in numbers, as far as the actor sees
// them. Behind each stands a list: Trainees by the status, Sessions by the
// state, and both by the month.
type Figures struct {
	AtRisk   int // in open cohorts, as the next two
	Ready    int // whose completion can be confirmed
	OnTrack  int
	ToRecord int // sessions whose sheet waits
	ThisYear int // who completed in the calendar year
	ByMonth  []MonthFigures
}

// UnderWay is everybody enrolled in an open cohort who has not completed.
func (f Figures) UnderWay() int { return f.AtRisk + f.Ready + f.OnTrack }

// MonthFigures is one month: the hours attended of those expected, and who
// completed.
type MonthFigures struct {
	Month              Month
	Attended, Expected float64
	Completed          int
}

// Share is the part of the expected hours that was attended, in whole percent
// rounded down; known is false where nothing was recorded.
func (m MonthFigures) Share() (percent int, known bool) { return share(m.Attended, m.Expected) }

// months is how many months the figures go back, the present one included.
const months = 12

// FiguresOf counts, in as many questions whatever the size.
func FiguresOf(tx *tenants.Tx, zone *time.Location) (Figures, error) {
	var f Figures
	statuses, err := underWay(tx)
	if err != nil {
		return f, err
	}
	f.AtRisk, f.Ready, f.OnTrack = statuses[trainings.AtRisk], statuses[trainings.Ready], statuses[trainings.OnTrack]
	if f.ToRecord, err = waitingSheets(tx); err != nil {
		return f, err
	}
	now := MonthOf(tx.Now().In(zone))
	first := now.Plus(1 - months) // the year's January is among them
	held, err := heldByMonth(tx, first, now.Plus(1), zone)
	if err != nil {
		return f, err
	}
	completed, err := completedByMonth(tx, first)
	if err != nil {
		return f, err
	}
	for i := range months {
		m := first.Plus(i)
		sums := held[m]
		sums.Month, sums.Completed = m, completed[m]
		if m.Year == now.Year {
			f.ThisYear += sums.Completed
		}
		f.ByMonth = append(f.ByMonth, sums)
	}
	return f, nil
}

// ByCohort counts each cohort's enrolments by their status.
func ByCohort(tx *tenants.Tx, cohorts []uuid.UUID) (map[uuid.UUID]map[trainings.Status]int, error) {
	return byCohort(tx, cohorts)
}

// NextSessions are, by cohort, the first session that is not over, and the first
// whose sheet waits, where there is one.
func NextSessions(tx *tenants.Tx, cohorts []uuid.UUID) (next, waits map[uuid.UUID]trainings.TrainingSession, err error) {
	if next, err = firstOf(tx, cohorts, "ends_at > ?", tx.Now()); err != nil {
		return nil, nil, err
	}
	waits, err = firstOf(tx, cohorts, "starts_at <= ? and id in (?)", tx.Now(), sheetsThatWait(tx))
	return next, waits, err
}
