package quality

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/designs"
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

// Meeting reads a meeting as it was recorded. Returns NotFound when the actor
// may not see it.
func Meeting(tx *tenants.Tx, id uuid.UUID) (Standardisation, error) {
	return one[Standardisation](tx, "standardisation", "id = ?", id)
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

// poolsOf reads what plans draw from, in the same few statements whatever their number.
func poolsOf(tx *tenants.Tx, plans []SamplingPlan) ([]pool, error) {
	pools := make([]pool, len(plans))
	zone, err := Zone(tx)
	if err != nil || len(plans) == 0 {
		return pools, err
	}
	within := func(p SamplingPlan) (time.Time, time.Time) {
		return midnight(p.FromOn, zone), midnight(p.UntilOn.AddDate(0, 0, 1), zone)
	}
	decided := tx.DB().Where("false")
	most := 0
	for _, p := range plans {
		from, until := within(p)
		decided = decided.Or("program_id = ? and decided_at >= ? and decided_at < ?", p.ProgramID, from, until)
		most = max(most, p.FirstCases)
	}
	var of []assessments.Assessment
	if err := tx.DB().Model(&assessments.Assessment{}).Select("id", "program_id", "decided_at").Where(decided).Find(&of).Error; err != nil {
		return nil, err
	}
	var sheets []assessments.ScoreSheet
	if err := tx.DB().Select("id", "assessment_id", "candidate_id", "membership_id", "submitted_at").
		Where("submitted_at is not null and assessment_id in (?)", tx.DB().Model(&assessments.Assessment{}).Select("id").Where(decided)).Find(&sheets).Error; err != nil {
		return nil, err
	}
	drawn, err := drawnOf(tx, decided)
	if err != nil {
		return nil, err
	}
	var who []uuid.UUID
	for _, s := range sheets {
		if !slices.Contains(who, s.MembershipID) {
			who = append(who, s.MembershipID)
		}
	}
	first, err := firstOf(tx, who, most)
	if err != nil {
		return nil, err
	}
	byID := make(map[uuid.UUID]assessments.Assessment, len(of))
	for _, a := range of {
		byID[a.ID] = a
	}
	for i, p := range plans {
		from, until := within(p)
		pools[i] = pool{drawn: drawn, first: first}
		for _, s := range sheets {
			a := byID[s.AssessmentID]
			if a.DecidedAt != nil && a.ProgramID == p.ProgramID && !a.DecidedAt.Before(from) && a.DecidedAt.Before(until) {
				pools[i].sheets = append(pools[i].sheets, s)
			}
		}
	}
	return pools, nil
}

func drawnOf(tx *tenants.Tx, decided *gorm.DB) (map[uuid.UUID]bool, error) {
	var rows []QualityCheck
	err := tx.DB().Select("id", "score_sheet_id").Where("assessment_id in (?)", tx.DB().Model(&assessments.Assessment{}).Select("id").Where(decided)).Find(&rows).Error
	all := make(map[uuid.UUID]bool, len(rows))
	for _, c := range rows {
		all[c.ScoreSheetID] = true
	}
	return all, err
}

// firstOf are the first sheets that each assessor handed in here, under whichever program.
func firstOf(tx *tenants.Tx, who []uuid.UUID, most int) (map[uuid.UUID][]string, error) {
	if most == 0 || len(who) == 0 {
		return nil, nil
	}
	first := tx.DB().Model(&assessments.ScoreSheet{}).Select("score_sheet.id").
		Where("score_sheet.tenant_id = membership.tenant_id and score_sheet.membership_id = membership.id and score_sheet.submitted_at is not null").
		Order("score_sheet.submitted_at, score_sheet.id").Limit(most)
	var rows []struct {
		ID    uuid.UUID
		First string
	}
	err := tx.DB().Model(&people.Membership{}).Select("id, array_to_string(array(?), ' ') as first", first).Where("id in ?", who).Scan(&rows).Error
	all := map[uuid.UUID][]string{}
	for _, r := range rows {
		all[r.ID] = strings.Fields(r.First)
	}
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
		of := tx.DB().Model(&assessments.Assessment{}).Select("id").Where("program_id = ? and decided_at >= ? and decided_at < ?", p.ProgramID, midnight(p.FromOn, zone), midnight(p.UntilOn.AddDate(0, 0, 1), zone))
		plan, args = plan+" when assessment_id in (?) then "+strconv.Itoa(i), append(args, of)
		within, most = within.Or("program_id = ? and decided_at >= ? and decided_at < ?", p.ProgramID, midnight(p.FromOn, zone), midnight(p.UntilOn.AddDate(0, 0, 1), zone)), max(most, p.FirstCases)
	}
	plan += " end as plan, membership_id"
	drawn := tx.DB().Model(&QualityCheck{}).Select("score_sheet_id")
	decided := func() *gorm.DB {
		return tx.DB().Model(&assessments.ScoreSheet{}).Where("submitted_at is not null and assessment_id in (?)", tx.DB().Model(&assessments.Assessment{}).Select("id").Where(within))
	}
	var all []shareOf
	if err := decided().Select(plan+", count(*) as sheets, count(*) filter (where id in (?)) as drawn", append(slices.Clone(args), drawn)...).Group("plan, membership_id").Scan(&all).Error; err != nil {
		return nil, err
	}
	var who []uuid.UUID
	for _, s := range all {
		who = append(who, s.MembershipID)
	}
	first, err := firstOf(tx, who, most)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, theirs := range first {
		ids = append(ids, theirs...)
	}
	var left []struct {
		ID           string
		Plan         int
		MembershipID uuid.UUID
	}
	if err := decided().Select("id, "+plan, args...).Where("id in ? and id not in (?)", ids, drawn).Scan(&left).Error; err != nil {
		return nil, err
	}
	for i, s := range all {
		theirs := first[s.MembershipID]
		theirs = theirs[:min(plans[s.Plan].FirstCases, len(theirs))]
		for _, l := range left {
			if l.Plan == s.Plan && l.MembershipID == s.MembershipID && slices.Contains(theirs, l.ID) {
				all[i].first++
			}
		}
	}
	return all, nil
}

// assessorNames are the names of those whose sheets these are, as they stood when they were assigned last.
func assessorNames(tx *tenants.Tx, sheets []assessments.ScoreSheet) (map[uuid.UUID]string, error) {
	which := make([]uuid.UUID, len(sheets))
	for i, s := range sheets {
		which[i] = s.AssessmentID
	}
	var rows []assessments.Assignment
	err := tx.DB().Where("assessment_id in ? and removed_at is null", which).Order("assigned_at, id").Find(&rows).Error
	all := map[uuid.UUID]string{}
	for _, g := range rows {
		all[g.MembershipID] = g.AssessorName
	}
	return all, err
}

func keepDrawn(tx *tenants.Tx, checks []QualityCheck) error {
	for some := range slices.Chunk(checks, 500) {
		if err := insert(tx, &some); err != nil {
			return err
		}
	}
	return nil
}

// checksOf counts the checks of plans, and those that are reviewed.
func checksOf(tx *tenants.Tx, plans []SamplingPlan) (drawn, reviewed map[uuid.UUID]int, err error) {
	which := make([]uuid.UUID, len(plans))
	for i, p := range plans {
		which[i] = p.ID
	}
	var rows []struct {
		ID       uuid.UUID
		N        int
		Reviewed int
	}
	err = tx.DB().Model(&QualityCheck{}).Select("plan_id as id, count(*) as n, count(reviewed_at) as reviewed").Where("plan_id in ?", which).Group("plan_id").Scan(&rows).Error
	drawn, reviewed = map[uuid.UUID]int{}, map[uuid.UUID]int{}
	for _, r := range rows {
		drawn[r.ID], reviewed[r.ID] = r.N, r.Reviewed
	}
	return drawn, reviewed, err
}

var (
	byDrawn = paging.Order{Name: "drawn", Desc: true, Columns: []paging.Column{{Name: "drawn_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byHeld  = paging.Order{Name: "held", Desc: true, Columns: []paging.Column{{Name: "held_on", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
)

// Filter narrows the list of checks; zero values narrow nothing.
type Filter struct {
	State    State
	Outcome  Outcome
	Program  uuid.UUID
	Assessor uuid.UUID
	Plan     uuid.UUID
}

// Checks reads a page of the checks that the actor may see, those drawn last first.
func Checks(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[QualityCheck], error) {
	q := tx.DB()
	switch f.State {
	case Drawn:
		q = q.Where("reviewed_at is null")
	case Reviewed:
		q = q.Where("reviewed_at is not null")
	}
	if f.Outcome != "" {
		q = q.Where("outcome = ?", f.Outcome)
	}
	for column, id := range map[string]uuid.UUID{"program_id": f.Program, "membership_id": f.Assessor, "plan_id": f.Plan} {
		if id != uuid.Nil {
			q = q.Where(column+" = ?", id)
		}
	}
	return paging.List(q, ask, byDrawn, func(c QualityCheck) []any { return []any{c.DrawnAt, c.ID} })
}

// Judged reads the assessments whose sheets were drawn.
func Judged(tx *tenants.Tx, checks []QualityCheck) (map[uuid.UUID]assessments.Assessment, error) {
	which := make([]uuid.UUID, len(checks))
	for i, c := range checks {
		which[i] = c.AssessmentID
	}
	var rows []assessments.Assessment
	err := tx.DB().Where("id in ?", which).Find(&rows).Error
	all := make(map[uuid.UUID]assessments.Assessment, len(rows))
	for _, a := range rows {
		all[a.ID] = a
	}
	return all, err
}

// nextOf is the check of each plan that waits longest for its review.
func nextOf(tx *tenants.Tx, plans []SamplingPlan) (map[uuid.UUID]uuid.UUID, error) {
	which := make([]uuid.UUID, len(plans))
	for i, p := range plans {
		which[i] = p.ID
	}
	var rows []struct{ ID, Next uuid.UUID }
	err := tx.DB().Model(&QualityCheck{}).Select("plan_id as id, (array_agg(id order by drawn_at, id))[1] as next").Where("plan_id in ? and reviewed_at is null", which).Group("plan_id").Scan(&rows).Error
	all := map[uuid.UUID]uuid.UUID{}
	for _, r := range rows {
		all[r.ID] = r.Next
	}
	return all, err
}

// latestMeetings are those that no other record corrects.
func latestMeetings(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Where("id not in (?)", tx.DB().Model(&Standardisation{}).Select("corrects").Where("corrects is not null"))
}

// Meetings reads a page of the meetings that the actor may see, each as it was
// recorded last, the latest first.
func Meetings(tx *tenants.Tx, ask paging.Ask) (paging.Page[Standardisation], error) {
	return paging.List(latestMeetings(tx), ask, byHeld, func(s Standardisation) []any { return []any{s.HeldOn, s.ID} })
}

// CorrectedBy reads the record that takes the place of another, and whether there is one.
func CorrectedBy(tx *tenants.Tx, id uuid.UUID) (s Standardisation, found bool, err error) {
	err = tx.DB().Where("corrects = ?", id).Limit(1).Find(&s).Error
	return s, s.ID != uuid.Nil, err
}

// Attending reads who took part in meetings, by name.
func Attending(tx *tenants.Tx, meetings []Standardisation) (map[uuid.UUID][]StandardisationMember, error) {
	return by(tx, meetings, "name, id", func(m StandardisationMember) uuid.UUID { return m.StandardisationID })
}

// About reads the programs that meetings were about; of all where there is none.
func About(tx *tenants.Tx, meetings []Standardisation) (map[uuid.UUID][]StandardisationProgram, error) {
	return by(tx, meetings, "id", func(p StandardisationProgram) uuid.UUID { return p.StandardisationID })
}

func by[M any](tx *tenants.Tx, meetings []Standardisation, order string, of func(M) uuid.UUID) (map[uuid.UUID][]M, error) {
	which := make([]uuid.UUID, len(meetings))
	for i, s := range meetings {
		which[i] = s.ID
	}
	var rows []M
	err := tx.DB().Where("standardisation_id in ?", which).Order(order).Find(&rows).Error
	all := map[uuid.UUID][]M{}
	for _, r := range rows {
		all[of(r)] = append(all[of(r)], r)
	}
	return all, err
}

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

// judgedTwice are the latest decided assessments of a program that two first
// assessors judged.
func judgedTwice(tx *tenants.Tx, f Over) ([]assessments.Assessment, error) {
	first := func() *gorm.DB {
		return tx.DB().Model(&assessments.Assignment{}).Where("assessor_assignment.tenant_id = assessment.tenant_id and assessor_assignment.assessment_id = assessment.id").
			Where("assessor_assignment.removed_at is null and assessor_assignment.settles is null and assessor_assignment.sheet_in_at is not null")
	}
	q := tx.DB().Where("program_id = ? and decided_at is not null and (?) >= 2", f.Program, first().Select("count(*)"))
	if !f.From.IsZero() {
		q = q.Where("decided_at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		q = q.Where("decided_at < ?", f.Until)
	}
	for _, who := range []uuid.UUID{f.One, f.Other} {
		if who != uuid.Nil {
			q = q.Where("exists (?)", first().Select("1").Where("assessor_assignment.membership_id = ?", who))
		}
	}
	var all []assessments.Assessment
	err := q.Order("decided_at desc, id desc").Limit(MaxPairs).Find(&all).Error
	return all, err
}

// marked is what agreement is counted of.
type marked struct {
	assigned []assessments.Assignment
	criteria []assessments.AssessmentCriterion
	scores   []assessments.Score
	designs  []designs.Design
	lineages []designs.Criterion
}

func markedOf(tx *tenants.Tx, which, versions []uuid.UUID) (m marked, err error) {
	if err = tx.DB().Where("assessment_id in ? and removed_at is null and settles is null and sheet_in_at is not null", which).Order("sheet_in_at, id").Find(&m.assigned).Error; err != nil {
		return m, err
	}
	if err = tx.DB().Select("id", "assessment_id", "design_criterion_id", "position", "scale_max", "pass_mark", "weight").Where("assessment_id in ?", which).Order("position, id").Find(&m.criteria).Error; err != nil {
		return m, err
	}
	if err = tx.DB().Select("id", "assessment_id", "membership_id", "criterion_id", "points", "not_seen").Where("assessment_id in ? and submitted_at is not null", which).Find(&m.scores).Error; err != nil {
		return m, err
	}
	if err = tx.DB().Where("id in ?", versions).Order("number desc").Find(&m.designs).Error; err != nil {
		return m, err
	}
	err = tx.DB().Where("design_id in ?", versions).Order("position, id").Find(&m.lineages).Error
	return m, err
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
