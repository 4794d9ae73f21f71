package quality

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Plan reads a plan. Returns NotFound when the actor may not see it.
func Plan(tx *tenants.Tx, id uuid.UUID) (SamplingPlan, error) {
	return one[SamplingPlan](tx, "sampling_plan", "id = ?", id)
}

// Check reads a check. Returns NotFound when the actor may not see it.
func Check(tx *tenants.Tx, id uuid.UUID) (QualityCheck, error) {
	return one[QualityCheck](tx, "quality_check", "id = ?", id)
}

// Programs reads the organisation's programs that assess, closed ones too.
func Programs(tx *tenants.Tx) (map[uuid.UUID]programs.Program, error) {
	return assessments.Programs(tx)
}

func plansInForce(tx *tenants.Tx) ([]SamplingPlan, error) {
	var all []SamplingPlan
	err := tx.DB().Where("ended_at is null").Order("opened_at, id").Limit(200).Find(&all).Error
	return all, err
}

// plansEnded are the latest that ended.
func plansEnded(tx *tenants.Tx) ([]SamplingPlan, error) {
	var all []SamplingPlan
	err := tx.DB().Where("ended_at is not null").Order("opened_at desc, id desc").Limit(50).Find(&all).Error
	return all, err
}

// shareOf is how much a plan has to draw from of one assessor.
type shareOf struct {
	Plan, Sheets, Drawn int // the plan by its place; of the sheets, those that were drawn
	MembershipID        uuid.UUID
	first               int // not drawn, and among their first cases
}

// sharesOf counts what plans draw from, of each assessor: as poolsOf reads it, in
// the same few statements whatever the plans and the sheets.
func sharesOf(tx *tenants.Tx, plans []SamplingPlan) ([]shareOf, error) {
	zone, err := Zone(tx)
	if err != nil || len(plans) == 0 {
		return nil, err
	}
	plan, args := "case", []any{} // by which plan a sheet is drawn: no two in force are of one program
	within, most := tx.DB().Where("false"), 0
	for i, p := range plans {
		from, until := midnight(p.FromOn, zone), midnight(p.UntilOn.AddDate(0, 0, 1), zone)
		of := tx.DB().Model(&assessments.Assessment{}).Select("id").Where("program_id = ? and decided_at >= ? and decided_at < ?", p.ProgramID, from, until)
		plan, args = plan+" when assessment_id in (?) then "+strconv.Itoa(i), append(args, of)
		within, most = within.Or("program_id = ? and decided_at >= ? and decided_at < ?", p.ProgramID, from, until), max(most, p.FirstCases)
	}
	drawn := tx.DB().Model(&QualityCheck{}).Select("score_sheet_id")
	var all []shareOf
	err = tx.DB().Model(&assessments.ScoreSheet{}).Where("submitted_at is not null and assessment_id in (?)", tx.DB().Model(&assessments.Assessment{}).Select("id").Where(within)).
		Select(plan+" end as plan, membership_id, count(*) as sheets, count(*) filter (where id in (?)) as drawn", append(args, drawn)...).Group("plan, membership_id").Scan(&all).Error
	if err != nil {
		return nil, err
	}
	return all, countFirst(tx, plans, within, most, all)
}

// countFirst counts of each assessor what is not drawn and among their first cases.
func countFirst(tx *tenants.Tx, plans []SamplingPlan, within *gorm.DB, most int, all []shareOf) error {
	var who []uuid.UUID
	for _, s := range all {
		who = append(who, s.MembershipID)
	}
	first, err := firstOf(tx, who, most)
	if err != nil {
		return err
	}
	ids := slices.Concat(slices.Collect(maps.Values(first))...)
	if len(ids) == 0 {
		return nil
	}
	var left []assessments.ScoreSheet
	drawn := tx.DB().Model(&QualityCheck{}).Select("score_sheet_id").Where("score_sheet_id in ?", ids)
	if err := tx.DB().Select("id", "assessment_id", "membership_id").Where("id in ? and id not in (?)", ids, drawn).Find(&left).Error; err != nil {
		return err
	}
	which := make([]uuid.UUID, len(left))
	for i, s := range left {
		which[i] = s.AssessmentID
	}
	var of []assessments.Assessment
	if err := tx.DB().Select("id", "program_id").Where("id in ?", which).Where(within).Find(&of).Error; err != nil {
		return err
	}
	programs := make(map[uuid.UUID]uuid.UUID, len(of))
	for _, a := range of {
		programs[a.ID] = a.ProgramID
	}
	for i, s := range all {
		theirs := first[s.MembershipID]
		theirs = theirs[:min(plans[s.Plan].FirstCases, len(theirs))]
		for _, l := range left {
			if programs[l.AssessmentID] == plans[s.Plan].ProgramID && l.MembershipID == s.MembershipID && slices.Contains(theirs, l.ID.String()) {
				all[i].first++
			}
		}
	}
	return nil
}

var (
	byDrawn = paging.Order{Name: "drawn", Desc: true, Columns: []paging.Column{{Name: "drawn_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byHeld  = paging.Order{Name: "held", Desc: true, Columns: []paging.Column{{Name: "held_on", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
)

// Staff are those who work here and can have taken part in a meeting, by name.
func Staff(tx *tenants.Tx) ([]people.Membership, error) {
	return holding(tx, tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor)
}

// Assessors are those who assess here, by name: for filters.
func Assessors(tx *tenants.Tx) ([]people.Membership, error) {
	return holding(tx, tenants.RoleAssessor)
}

func holding(tx *tenants.Tx, roles ...tenants.Role) ([]people.Membership, error) {
	var all []people.Membership
	holders := tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role in ?", roles)
	err := tx.DB().Where("ended_at is null and id in (?)", holders).Order("name, id").Limit(1000).Find(&all).Error
	return all, err
}

// Zone is where the organisation is.
func Zone(tx *tenants.Tx) (*time.Location, error) {
	var o organisations.Organisation
	if err := tx.DB().Where("tenant_id = ?", tx.Tenant()).First(&o).Error; err != nil {
		return nil, err
	}
	return time.LoadLocation(o.TimeZone)
}

// midnight is when a day begins somewhere.
func midnight(day time.Time, zone *time.Location) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
}

func one[M any](tx *tenants.Tx, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
