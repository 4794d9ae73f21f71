package quality

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
)

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
