package progress

import (
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// Figures are an organisation's trainings in numbers, as far as the actor sees
// them. Behind each stands a list: Trainees by the status, Sessions by the state.
type Figures struct {
	AtRisk    int // in open cohorts, as the next two
	Ready     int // whose completion can be confirmed
	OnTrack   int
	NotBegun  int // in open cohorts whose first day is to come: not under way
	ToRecord  int // sessions whose sheet waits
	Completed int // in the calendar year Year
	Year      Period
}

// UnderWay is everybody enrolled in an open cohort that has begun, who has not completed.
func (f Figures) UnderWay() int { return f.AtRisk + f.Ready + f.OnTrack }

// Empty says that there is nothing to count.
func (f Figures) Empty() bool { return f.UnderWay()+f.ToRecord+f.Completed == 0 }

// FiguresOf counts, in as many questions whatever the size.
func FiguresOf(tx *tenants.Tx, zone *time.Location) (Figures, error) {
	f := Figures{Year: YearOf(tx.Now().In(zone))}
	statuses, err := underWay(tx)
	if err != nil {
		return f, err
	}
	f.AtRisk, f.Ready, f.OnTrack = statuses[trainings.AtRisk], statuses[trainings.Ready], statuses[trainings.OnTrack]
	f.NotBegun = statuses[trainings.NotBegun]
	if f.ToRecord, err = waitingSheets(tx); err != nil {
		return f, err
	}
	f.Completed, err = completedIn(tx, f.Year)
	return f, err
}

// MonthFigures is one month: the hours attended of those expected, and who
// completed. Behind it stand Sessions and Trainees of the month.
type MonthFigures struct {
	Month              Period
	Attended, Expected float64
	Completed          int
}

// Share is the part of the expected hours that was attended, in whole percent
// rounded down; known is false where nothing was recorded.
func (m MonthFigures) Share() (percent int, known bool) { return share(m.Attended, m.Expected) }

// ByMonth are the figures of so many months, the present one the last.
func ByMonth(tx *tenants.Tx, count int, zone *time.Location) ([]MonthFigures, error) {
	span := months(count, tx.Now().In(zone))
	held, err := heldByMonth(tx, span, zone)
	if err != nil {
		return nil, err
	}
	completed, err := completedByMonth(tx, span)
	if err != nil {
		return nil, err
	}
	all := make([]MonthFigures, count)
	for i, m := range span {
		all[i] = held[m]
		all[i].Month, all[i].Completed = m, completed[m]
	}
	return all, nil
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
