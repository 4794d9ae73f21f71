package assessors

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxMembers bounds how many assessors are read.
const MaxMembers = 1000

func withRole(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role = ?", tenants.RoleAssessor)
}

// holders are the members who assess, by name.
func holders(tx *tenants.Tx) ([]people.Membership, error) {
	var all []people.Membership
	err := tx.DB().Where("accepted_at is not null and ended_at is null and id in (?)", withRole(tx)).Order("name, id").Limit(MaxMembers).Find(&all).Error
	return all, err
}

// Member reads a member who assesses and is the actor's to see. Returns NotFound.
func Member(tx *tenants.Tx, id uuid.UUID) (people.Membership, error) {
	m, err := one[people.Membership](tx, "membership", "id = ? and ended_at is null and id in (?)", id, withRole(tx))
	if err == nil && !tx.Can("read", &AssessorProfile{TenantID: tx.Tenant(), ID: id}) {
		err = fault.Absent("membership")
	}
	return m, err
}

// AppointmentOf reads an appointment of a member. Returns NotFound when it is
// another's or not the actor's to see.
func AppointmentOf(tx *tenants.Tx, member, id uuid.UUID) (AssessorAppointment, error) {
	return one[AssessorAppointment](tx, "assessor_appointment", "id = ? and membership_id = ?", id, member)
}

// TimeOf reads noted days of a member. Returns NotFound when they were removed,
// are another's or not the actor's to see.
func TimeOf(tx *tenants.Tx, member, id uuid.UUID) (AssessorTime, error) {
	return one[AssessorTime](tx, "assessor_time", "id = ? and membership_id = ? and removed_at is null", id, member)
}

// ProgramsByID reads the organisation's programs that assess, closed ones too.
func ProgramsByID(tx *tenants.Tx) (map[uuid.UUID]programs.Program, error) {
	return assessments.Programs(tx)
}

func profileOf(tx *tenants.Tx, member uuid.UUID) (p AssessorProfile, there bool, err error) {
	p, err = one[AssessorProfile](tx, "assessor_profile", "id = ?", member)
	if fault.Is(err, fault.NotFound) {
		return AssessorProfile{TenantID: tx.Tenant(), ID: member}, false, nil
	}
	return p, err == nil, err
}

// timesOf are the noted days that are not over, by member.
func timesOf(tx *tenants.Tx, members []uuid.UUID, day time.Time) (map[uuid.UUID][]AssessorTime, error) {
	var rows []AssessorTime
	err := tx.DB().Where("membership_id in ? and removed_at is null and until_on >= ?", members, day).Order("from_on, id").Find(&rows).Error
	all := map[uuid.UUID][]AssessorTime{}
	for _, t := range rows {
		all[t.MembershipID] = append(all[t.MembershipID], t)
	}
	return all, err
}

func undecided(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Model(&assessments.Assessment{}).Select("id").Where("decided_at is null")
}

// openOf counts the open assessments that wait for each member's sheet.
func openOf(tx *tenants.Tx, members []uuid.UUID) (map[uuid.UUID]int, error) {
	return counted(tx.DB().Model(&assessments.Assignment{}).Select("membership_id as id, count(*) as n").
		Where("membership_id in ? and removed_at is null and sheet_in_at is null and assessment_id in (?)", members, undecided(tx)).Group("membership_id"))
}

func assignedSince(tx *tenants.Tx, members []uuid.UUID, since time.Time) (map[uuid.UUID]int, error) {
	return counted(tx.DB().Model(&assessments.Assignment{}).Select("membership_id as id, count(*) as n").
		Where("membership_id in ? and removed_at is null and assigned_at >= ?", members, since).Group("membership_id"))
}

func byMonth(tx *tenants.Tx, member uuid.UUID, first time.Time) (map[string]int, error) {
	var rows []struct {
		Month string
		N     int
	}
	err := tx.DB().Model(&assessments.Assignment{}).Select("to_char(assigned_at at time zone ?, 'YYYY-MM') as month, count(*) as n", first.Location().String()).
		Where("membership_id = ? and removed_at is null and assigned_at >= ?", member, first).Group("month").Scan(&rows).Error
	all := map[string]int{}
	for _, r := range rows {
		all[r.Month] = r.N
	}
	return all, err
}

func waitingFor(tx *tenants.Tx, member uuid.UUID) ([]assessments.Assessment, error) {
	theirs := tx.DB().Model(&assessments.Assignment{}).Select("assessment_id").Where("membership_id = ? and removed_at is null and sheet_in_at is null", member)
	var all []assessments.Assessment
	err := tx.DB().Where("decided_at is null and id in (?)", theirs).Order("opened_at, id").Limit(100).Find(&all).Error
	return all, err
}

// teaching are the members, and the people, who have taught in the programs in
// which a candidate was trained here.
func teaching(tx *tenants.Tx, candidate uuid.UUID) (map[uuid.UUID]bool, error) {
	attended := tx.DB().Model(&trainings.Enrolment{}).Select("cohort_id").Where("candidate_id = ?", candidate)
	courses := tx.DB().Model(&trainings.Cohort{}).Select("program_id").Where("id in (?)", attended)
	taught := tx.DB().Model(&trainings.CohortTrainer{}).Select("membership_id").
		Where("cohort_id in (?)", tx.DB().Model(&trainings.Cohort{}).Select("id").Where("program_id in (?)", courses))
	var members []people.Membership
	err := tx.DB().Where("id in (?)", taught).Find(&members).Error
	all := map[uuid.UUID]bool{}
	for _, m := range members {
		all[m.ID] = true
		if m.PersonID != nil {
			all[*m.PersonID] = true
		}
	}
	return all, err
}

func programsToChoose(tx *tenants.Tx) ([]programs.Program, error) {
	var all []programs.Program
	err := tx.DB().Where("kind <> ? and closed_at is null", programs.CMTP).Order("title, id").Limit(200).Find(&all).Error
	return all, err
}

// today is the moment in the organisation's zone.
func today(tx *tenants.Tx) (time.Time, error) {
	var o organisations.Organisation
	if err := tx.DB().Where("tenant_id = ?", tx.Tenant()).First(&o).Error; err != nil {
		return time.Time{}, err
	}
	zone, err := time.LoadLocation(o.TimeZone)
	return tx.Now().In(zone), err
}

func counted(q *gorm.DB) (map[uuid.UUID]int, error) {
	var rows []struct {
		ID uuid.UUID
		N  int
	}
	err := q.Scan(&rows).Error
	all := make(map[uuid.UUID]int, len(rows))
	for _, r := range rows {
		all[r.ID] = r.N
	}
	return all, err
}

// by reads the rows of a kind by a condition, put together by an id of theirs.
func by[M any](tx *tenants.Tx, of func(M) uuid.UUID, condition string, args ...any) (map[uuid.UUID][]M, error) {
	var rows []M
	err := tx.DB().Where(condition, args...).Order("id").Find(&rows).Error
	all := map[uuid.UUID][]M{}
	for _, r := range rows {
		all[of(r)] = append(all[of(r)], r)
	}
	return all, err
}

func one[M any](tx *tenants.Tx, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
