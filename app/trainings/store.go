package trainings

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/app/candidates"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// one reads a row by its id. Returns NotFound when the actor may not see it.
func one[M any](tx tenants.Transaction, what string, id uuid.UUID) (M, error) {
	var m M
	err := tx.DB().Where("id = ?", id).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

// Get reads a cohort. Returns NotFound when the actor may not see it.
func Get(tx tenants.Transaction, id uuid.UUID) (Cohort, error) { return one[Cohort](tx, "cohort", id) }

// ByIDs reads cohorts by their ids; those the actor may not see are left out.
func ByIDs(tx tenants.Transaction, ids []uuid.UUID) ([]Cohort, error) {
	return where[Cohort](tx, "id in ?", ids)
}

// SessionOf reads a session. Returns NotFound when the actor may not see it.
func SessionOf(tx tenants.Transaction, id uuid.UUID) (TrainingSession, error) {
	return one[TrainingSession](tx, "training_session", id)
}

// EnrolmentOf reads an enrolment. Returns NotFound when the actor may not see it.
func EnrolmentOf(tx tenants.Transaction, id uuid.UUID) (Enrolment, error) {
	return one[Enrolment](tx, "enrolment", id)
}

// WaitingOf reads a place in a waiting list. Returns NotFound when the actor may not see it.
func WaitingOf(tx tenants.Transaction, id uuid.UUID) (Waiting, error) {
	return one[Waiting](tx, "waiting", id)
}

// inQueue reads who waits for a place in a cohort, first come first.
func inQueue(tx tenants.Transaction, cohort uuid.UUID) ([]Waiting, error) {
	var all []Waiting
	err := tx.DB().Where("cohort_id = ? and left_at is null", cohort).Order("since, id").Limit(MaxCapacity).Find(&all).Error
	return all, err
}

// ProgramOf reads a program of the organisation.
func ProgramOf(tx tenants.Transaction, id uuid.UUID) (programs.Program, error) {
	return one[programs.Program](tx, "program", id)
}

func lastNotices(tx tenants.Transaction, session uuid.UUID) ([]SessionNotice, error) {
	var all []SessionNotice
	err := tx.DB().Where("training_session_id = ?", session).Order("told_at desc, id desc").Limit(1).Find(&all).Error
	return all, err
}

// of reads the rows of a kind that belong to a cohort.
func of[M any](tx tenants.Transaction, cohort uuid.UUID, order string) ([]M, error) {
	var rows []M
	err := tx.DB().Where("cohort_id = ?", cohort).Order(order).Find(&rows).Error
	return rows, err
}

// trainersOfCohort reads who trains a cohort now, coaches left out.
func trainersOfCohort(tx tenants.Transaction, cohort uuid.UUID) ([]CohortTrainer, error) {
	return where[CohortTrainer](tx, "cohort_id = ? and capacity = ? and removed_at is null", cohort, AsTrainer)
}

// where reads the rows of a kind by a condition.
func where[M any](tx tenants.Transaction, condition string, args ...any) ([]M, error) {
	var rows []M
	err := tx.DB().Where(condition, args...).Find(&rows).Error
	return rows, err
}

// Courses lists the programs in which a cohort can be opened.
func Courses(tx tenants.Transaction) ([]programs.Program, error) {
	var all []programs.Program
	err := tx.DB().Where("kind = ? and closed_at is null", programs.CMTP).Order("title, id").Limit(200).Find(&all).Error
	return all, err
}

// TrainingPrograms lists every program that has cohorts or could: closed ones
// too, for filters.
func TrainingPrograms(tx tenants.Transaction) ([]programs.Program, error) {
	var all []programs.Program
	err := tx.DB().Where("kind = ?", programs.CMTP).Order("title, id").Limit(200).Find(&all).Error
	return all, err
}

// TrainersToChoose lists the members who hold the role of trainer.
func TrainersToChoose(tx tenants.Transaction) ([]people.Membership, error) {
	var all []people.Membership
	err := tx.DB().Where("ended_at is null and id in (?)",
		tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role = ?", tenants.RoleTrainer)).
		Order("name, id").Limit(500).Find(&all).Error
	return all, err
}

func membersByID(tx tenants.Transaction, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	all := map[uuid.UUID]people.Membership{}
	if len(ids) == 0 {
		return all, nil
	}
	rows, err := where[people.Membership](tx, "id in ?", ids)
	for _, m := range rows {
		all[m.ID] = m
	}
	return all, err
}

// ahead are the sessions to come of cohorts that are open, by time.
func ahead(tx tenants.Transaction, most int) ([]TrainingSession, error) {
	var all []TrainingSession
	err := tx.DB().Where("starts_at > ? and cancelled_at is null and cohort_id in (?)", tx.Now(),
		tx.DB().Model(&Cohort{}).Select("id").Where("closed_at is null")).Order("starts_at, id").Limit(most).Find(&all).Error
	return all, err
}

// candidatesOf reads the people of a cohort in one question.
func candidatesOf(tx tenants.Transaction, cohort uuid.UUID) (map[uuid.UUID]candidates.Candidate, error) {
	rows, err := where[candidates.Candidate](tx, "id in (?)", tx.DB().Model(&Enrolment{}).Select("candidate_id").Where("cohort_id = ?", cohort))
	all := make(map[uuid.UUID]candidates.Candidate, len(rows))
	for _, c := range rows {
		all[c.ID] = c
	}
	return all, err
}

// Zone is the organisation's time zone; a cohort's may be another.
func Zone(tx *tenants.Tx) (*time.Location, error) {
	var o organisations.Organisation
	if err := tx.DB().Where("tenant_id = ?", tx.Tenant()).First(&o).Error; err != nil {
		return nil, err
	}
	return time.LoadLocation(o.TimeZone)
}

func count[M any](tx tenants.Transaction, condition string, args ...any) (int, error) {
	var m M
	var n int64
	err := tx.DB().Model(&m).Where(condition, args...).Count(&n).Error
	return int(n), err
}

// lastNumber is the highest number among a cohort's sessions, cancelled ones too.
func lastNumber(tx *tenants.Tx, cohort uuid.UUID) (int, error) {
	var last TrainingSession
	err := tx.DB().Where("cohort_id = ?", cohort).Order("number desc").First(&last).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, nil
	}
	return last.Number, err
}

// counted is how many rows each cohort has.
func counted[M any](tx tenants.Transaction, cohorts []uuid.UUID, condition string) (map[uuid.UUID]int, error) {
	all := map[uuid.UUID]int{}
	if len(cohorts) == 0 {
		return all, nil
	}
	var m M
	var rows []struct {
		CohortID uuid.UUID
		N        int
	}
	err := tx.DB().Model(&m).Select("cohort_id, count(*) as n").Where("cohort_id in ?", cohorts).Where(condition).Group("cohort_id").Scan(&rows).Error
	for _, r := range rows {
		all[r.CohortID] = r.N
	}
	return all, err
}

// listed is the list of cohorts narrowed by a filter.
func listed(tx *tenants.Tx, f Filter) *gorm.DB {
	q := tx.DB()
	if f.Program != uuid.Nil {
		q = q.Where("program_id = ?", f.Program)
	}
	const today = "(cast(? as timestamptz) at time zone time_zone)::date" // where each takes place
	switch now := tx.Now(); f.State {
	case Planned:
		q = q.Where("closed_at is null and starts_on > "+today, now)
	case Running:
		q = q.Where("closed_at is null and starts_on <= "+today+" and ends_on >= "+today, now, now)
	case Over:
		q = q.Where("closed_at is null and ends_on < "+today, now)
	case Closed:
		q = q.Where("closed_at is not null")
	}
	if found := paging.Containing(f.Search, "code", "title", "place"); found != nil {
		q = q.Where(found)
	}
	return q
}

// openCohorts are those in which somebody can still be enrolled.
func openCohorts(tx *tenants.Tx) ([]Cohort, error) {
	var all []Cohort
	err := tx.For("enrol").Where("closed_at is null").Order("starts_on desc, id desc").Limit(200).Find(&all).Error
	return all, err
}

// mark writes attendance in one statement: new marks, and those that change.
// The kernel lets an upsert reach rows of the cohort whose leave was asked.
func mark(tx *tenants.Tx, rows []Attendance) error {
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "tenant_id"}, {Name: "training_session_id"}, {Name: "enrolment_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"mark", "hours", "recorded_at", "recorded_by"}),
	}).Create(&rows).Error
}

// follow gives those present the session's new length.
func follow(tx *tenants.Tx, s TrainingSession) error {
	return tx.DB().Model(&Attendance{}).Where("training_session_id = ? and mark in ?", s.ID, []string{Present, Late}).Update("hours", s.Hours).Error
}

// remove deletes marks, and answers how many the database let go.
func remove(tx *tenants.Tx, marks []Attendance) (int, error) {
	ids := make([]uuid.UUID, len(marks))
	for i, m := range marks {
		ids[i] = m.ID
	}
	done := tx.DB().Where("id in ?", ids).Delete(&Attendance{})
	return int(done.RowsAffected), done.Error
}

// keptOf reads what is kept of a cohort, by what it is kept of.
func keptOf[M EnrolmentStanding | SessionTally](tx *tenants.Tx, cohort uuid.UUID) (map[uuid.UUID]M, error) {
	rows, err := of[M](tx, cohort, "id")
	all := make(map[uuid.UUID]M, len(rows))
	for _, r := range rows {
		switch k := any(r).(type) {
		case EnrolmentStanding:
			all[k.ID] = r
		case SessionTally:
			all[k.ID] = r
		}
	}
	return all, err
}

// keep writes what is kept, new or over what stood there.
func keep[M EnrolmentStanding | SessionTally](tx *tenants.Tx, rows []M) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "tenant_id"}, {Name: "id"}},
		UpdateAll: true,
	}).CreateInBatches(&rows, 500).Error
}

// plannedHours are the hours of each cohort's sessions, cancelled ones left out.
func plannedHours(tx *tenants.Tx, cohorts []uuid.UUID) (map[uuid.UUID]float64, error) {
	var rows []struct {
		CohortID uuid.UUID
		Hours    float64
	}
	err := tx.DB().Model(&TrainingSession{}).Select("cohort_id, sum(hours) as hours").Where("cohort_id in ? and cancelled_at is null", cohorts).Group("cohort_id").Scan(&rows).Error
	all := make(map[uuid.UUID]float64, len(rows))
	for _, r := range rows {
		all[r.CohortID] = r.Hours
	}
	return all, err
}

// insert writes a new row, or a slice of them.
func insert(tx *tenants.Tx, rows any) error { return tx.DB().CreateInBatches(rows, 500).Error }

// update writes the named fields of a row.
func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
