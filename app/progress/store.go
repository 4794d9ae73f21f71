package progress

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
)

// by reads the rows that a column names, by an id of theirs.
func by[M any](tx tenants.Transaction, column string, ids []uuid.UUID, of func(M) uuid.UUID) (map[uuid.UUID]M, error) {
	var rows []M
	err := tx.DB().Where(column+" in ?", ids).Find(&rows).Error
	all := make(map[uuid.UUID]M, len(rows))
	for _, r := range rows {
		all[of(r)] = r
	}
	return all, err
}

// openCohorts are the ids of the cohorts that are not closed.
func openCohorts(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Model(&trainings.Cohort{}).Select("id").Where("closed_at is null")
}

// begunCohorts are those of them whose first day has come, where they take place.
func begunCohorts(tx *tenants.Tx) *gorm.DB {
	return openCohorts(tx).Where("starts_on <= (cast(? as timestamptz) at time zone time_zone)::date", tx.Now())
}

// plannedCohorts are those whose first day is to come.
func plannedCohorts(tx *tenants.Tx) *gorm.DB {
	return openCohorts(tx).Where("starts_on > (cast(? as timestamptz) at time zone time_zone)::date", tx.Now())
}

// sheetsThatWait are the ids of sessions that have begun, in open cohorts, in
// which somebody under way has no mark.
func sheetsThatWait(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Model(&trainings.SessionTally{}).Select("id").Where("unmarked > 0 and starts_at <= ? and cohort_id in (?)", tx.Now(), openCohorts(tx))
}

// trainees is the list of enrolments narrowed by a filter.
func trainees(tx *tenants.Tx, f TraineeFilter) *gorm.DB {
	q := tx.DB()
	switch f.Status {
	case "":
	case trainings.Completed, trainings.Withdrawn:
		q = q.Where("status = ?", f.Status)
	case trainings.OnTrack:
		q = q.Where("status = ? and cohort_id in (?)", f.Status, begunCohorts(tx))
	case trainings.NotBegun:
		q = q.Where("status = ? and cohort_id in (?)", trainings.OnTrack, plannedCohorts(tx))
	default:
		q = q.Where("status = ? and cohort_id in (?)", f.Status, openCohorts(tx))
	}
	if f.Program != uuid.Nil {
		q = q.Where("program_id = ?", f.Program)
	}
	if f.Cohort != uuid.Nil {
		q = q.Where("cohort_id = ?", f.Cohort)
	}
	if f.Completed != (Period{}) {
		q = q.Where("id in (?)", tx.DB().Model(&trainings.Completion{}).Select("enrolment_id").Where("completed_on >= ? and completed_on < ?",
			f.Completed.Begins(time.UTC), f.Completed.Ends(time.UTC)))
	}
	if strings.TrimSpace(f.Search) != "" {
		// found once, and first: row by row in the list's order would ask 20,000 times
		q = q.Where(candidates.Found(tx, f.Search).Are("candidate_id"))
	}
	return q
}

// sessions is the list of sessions narrowed by a filter.
func sessions(tx *tenants.Tx, f SessionFilter, zone *time.Location) *gorm.DB {
	q := tx.DB()
	switch f.State {
	case ToRecord:
		q = q.Where("cancelled_at is null and id in (?)", sheetsThatWait(tx))
	case ToCome:
		q = q.Where("cancelled_at is null and starts_at > ?", tx.Now())
	case Recorded:
		q = q.Where("cancelled_at is null and starts_at <= ? and id not in (?)", tx.Now(), sheetsThatWait(tx))
	case Cancelled:
		q = q.Where("cancelled_at is not null")
	}
	if f.Program != uuid.Nil {
		q = q.Where("cohort_id in (?)", tx.DB().Model(&trainings.Cohort{}).Select("id").Where("program_id = ?", f.Program))
	}
	if f.Cohort != uuid.Nil {
		q = q.Where("cohort_id = ?", f.Cohort)
	}
	if f.In != (Period{}) {
		q = q.Where("starts_at >= ? and starts_at < ?", f.In.Begins(zone), f.In.Ends(zone))
	}
	return q
}

func waitingSheets(tx *tenants.Tx) (int, error) {
	var n int64
	err := tx.DB().Model(&trainings.TrainingSession{}).Where("cancelled_at is null and id in (?)", sheetsThatWait(tx)).Count(&n).Error
	return int(n), err
}

// underWay counts who is enrolled in open cohorts, by status: those whose cohort
// has not begun apart from those under way.
func underWay(tx *tenants.Tx) (map[trainings.Status]int, error) {
	var n struct{ AtRisk, Ready, OnTrack, NotBegun int }
	err := tx.DB().Model(&trainings.EnrolmentStanding{}).
		Select(`count(*) filter (where status = ?) as at_risk, count(*) filter (where status = ?) as ready,
			count(*) filter (where status = ?) as on_track, count(*) filter (where status = ? and cohort_id = any(array(?))) as not_begun`,
			trainings.AtRisk, trainings.Ready, trainings.OnTrack, trainings.OnTrack, plannedCohorts(tx)).
		Where("cohort_id in (?)", openCohorts(tx)).Scan(&n).Error
	return map[trainings.Status]int{trainings.AtRisk: n.AtRisk, trainings.Ready: n.Ready, trainings.OnTrack: n.OnTrack - n.NotBegun, trainings.NotBegun: n.NotBegun}, err
}

func byCohort(tx *tenants.Tx, cohorts []uuid.UUID) (map[uuid.UUID]map[trainings.Status]int, error) {
	var rows []struct {
		CohortID uuid.UUID
		Status   trainings.Status
		N        int
	}
	err := tx.DB().Model(&trainings.EnrolmentStanding{}).Select("cohort_id, status, count(*) as n").Where("cohort_id in ?", cohorts).Group("cohort_id, status").Scan(&rows).Error
	all := map[uuid.UUID]map[trainings.Status]int{}
	for _, r := range rows {
		if all[r.CohortID] == nil {
			all[r.CohortID] = map[trainings.Status]int{}
		}
		all[r.CohortID][r.Status] = r.N
	}
	return all, err
}

// firstOf is each cohort's first session under a condition, cancelled ones left out.
func firstOf(tx *tenants.Tx, cohorts []uuid.UUID, condition string, args ...any) (map[uuid.UUID]trainings.TrainingSession, error) {
	var rows []trainings.TrainingSession
	err := tx.DB().Select("distinct on (cohort_id) *").Where("cohort_id in ? and cancelled_at is null", cohorts).Where(condition, args...).
		Order("cohort_id, starts_at, number").Find(&rows).Error
	all := map[uuid.UUID]trainings.TrainingSession{}
	for _, r := range rows {
		all[r.CohortID] = r
	}
	return all, err
}

// completedIn counts who completed in a period.
func completedIn(tx *tenants.Tx, p Period) (int, error) {
	var n int64
	err := tx.DB().Model(&trainings.Completion{}).Where("completed_on >= ? and completed_on < ?", p.Begins(time.UTC), p.Ends(time.UTC)).Count(&n).Error
	return int(n), err
}

// heldByMonth adds up the sessions that began in a span of months.
func heldByMonth(tx *tenants.Tx, span []Period, zone *time.Location) (map[Period]MonthFigures, error) {
	var rows []struct {
		Month              int
		Attended, Expected float64
	}
	begins, from, until := bounds(span, zone)
	err := tx.DB().Model(&trainings.SessionTally{}).
		Select("width_bucket(starts_at, ?::timestamptz[]) as month, sum(attended) as attended, sum(expected) as expected", begins).
		Where("starts_at >= ? and starts_at < ?", from, until).Group("month").Scan(&rows).Error
	all := map[Period]MonthFigures{}
	for _, r := range rows {
		all[span[r.Month-1]] = MonthFigures{Attended: r.Attended, Expected: r.Expected}
	}
	return all, err
}

// completedByMonth counts who completed in a span of months.
func completedByMonth(tx *tenants.Tx, span []Period) (map[Period]int, error) {
	var rows []struct{ Month, N int }
	begins, from, until := bounds(span, time.UTC)
	err := tx.DB().Model(&trainings.Completion{}).Select("width_bucket(completed_on, ?::date[]) as month, count(*) as n", begins).
		Where("completed_on >= ? and completed_on < ?", from, until).Group("month").Scan(&rows).Error
	all := map[Period]int{}
	for _, r := range rows {
		all[span[r.Month-1]] = r.N
	}
	return all, err
}

// bounds are the moments at which months that follow each other begin, as the
// database reads an array, and those at which the first begins and the last ends.
func bounds(span []Period, zone *time.Location) (begins string, from, until time.Time) {
	all := make([]string, len(span))
	for i, p := range span {
		all[i] = p.Begins(zone).Format(time.RFC3339)
	}
	return "{" + strings.Join(all, ",") + "}", span[0].Begins(zone), span[len(span)-1].Ends(zone)
}
