package assessments

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/app/designs"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads an assessment. Returns NotFound when the actor may not see it.
func Get(tx *tenants.Tx, id uuid.UUID) (Assessment, error) {
	return one[Assessment](tx, "assessment", "id = ?", id)
}

// Criteria reads an assessment's criteria in their order.
func Criteria(tx *tenants.Tx, assessment uuid.UUID) ([]AssessmentCriterion, error) {
	var all []AssessmentCriterion
	err := tx.DB().Where("assessment_id = ?", assessment).Order("position, id").Find(&all).Error
	return all, err
}

// OfCandidate reads a candidate's assessments, newest first.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Assessment, error) {
	var all []Assessment
	err := tx.DB().Where("candidate_id = ?", candidate).Order("opened_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

func one[M any](tx *tenants.Tx, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

// program reads a program and whether IMI recognises it.
func program(tx *tenants.Tx, id uuid.UUID) (p programs.Program, recognised bool, err error) {
	p, err = one[programs.Program](tx, "program", "id = ?", id)
	if err != nil {
		return p, false, err
	}
	var n int64
	err = tx.DB().Model(&programs.Recognition{}).Where("program_id = ? and withdrawn_at is null", id).Count(&n).Error
	return p, n > 0, err
}

func change[M any](tx *tenants.Tx, id uuid.UUID, values map[string]any) error {
	var m M
	return tx.DB().Model(&m).Where("id = ?", id).Updates(values).Error
}

func inserted[M any](tx *tenants.Tx, m *M) error { return tx.DB().Create(m).Error }

// KnowledgeOf reads the knowledge test of an assessment, and whether one is asked for.
func KnowledgeOf(tx *tenants.Tx, a Assessment, d designs.Design) (k Knowledge, err error) {
	var scripts []KnowledgeScript
	if err := tx.DB().Where("assessment_id = ? and removed_at is null", a.ID).Limit(1).Find(&scripts).Error; err != nil {
		return k, err
	}
	if len(scripts) > 0 {
		k = Knowledge{Asked: true, Script: &scripts[0]}
		return k, tx.DB().Where("id = ?", k.Script.TestID).Limit(1).Find(&k.Test).Error
	}
	if _, used := d.Methods.Use("knowledge_test"); !used {
		return k, nil
	}
	var n int64
	err = tx.DB().Model(&KnowledgeTest{}).Where("program_id = ? and published_at <= ?", a.ProgramID, a.OpenedAt).Count(&n).Error
	return Knowledge{Asked: n > 0}, err
}

// ProgramOf reads the program of an assessment.
func ProgramOf(tx *tenants.Tx, assessment uuid.UUID) (programs.Program, error) {
	a, err := Get(tx, assessment)
	if err != nil {
		return programs.Program{}, err
	}
	return one[programs.Program](tx, "program", "id = ?", a.ProgramID)
}

// Programs reads the organisation's programs that assess, closed ones too, for
// lists and filters.
func Programs(tx *tenants.Tx) (map[uuid.UUID]programs.Program, error) {
	var rows []programs.Program
	if err := tx.DB().Where("kind <> ?", programs.CMTP).Limit(500).Find(&rows).Error; err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID]programs.Program, len(rows))
	for _, p := range rows {
		all[p.ID] = p
	}
	return all, nil
}

// Openable reads the programs under which an assessment can be opened: those
// that assess, are recognised and are not closed, by title.
func Openable(tx *tenants.Tx) ([]programs.Program, error) {
	recognised := tx.DB().Model(&programs.Recognition{}).Select("program_id").Where("withdrawn_at is null")
	var rows []programs.Program
	err := tx.DB().Where("kind <> ? and closed_at is null and id in (?)", programs.CMTP, recognised).Order("title, id").Limit(500).Find(&rows).Error
	return rows, err
}

// stagesNow counts what is not decided: at each stage, as Filter tells them
// apart, and what is open for longer than Slow.
func stagesNow(tx *tenants.Tx) (stages map[Stage]int, slow int, err error) {
	waiting := tx.DB().Model(&Assignment{}).Select("assessment_id").Where("removed_at is null and sheet_in_at is null")
	unsettled := tx.DB().Model(&Disagreement{}).Select("assessment_id").Where("settled_at is null")
	var rows []struct {
		Stage   Stage
		N, Slow int
	}
	// Whether anybody is assigned is asked of the few that come so far, one by one: "not exists" would gather who was ever assigned to anything.
	err = tx.DB().Model(&Assessment{}).
		Select(`case when id in (?) then ? when id in (?) then ? when (?) is null then ? when (?) then ? else ? end as stage, count(*) as n, count(*) filter (where opened_at <= ?) as slow`,
			waiting, Judging, unsettled, Disputed, assignedTo(tx).Limit(1), Unassigned, testOpen(tx), Testing, Judged, tx.Now().Add(-Slow)).
		Where("decided_at is null").Group("stage").Scan(&rows).Error
	stages = map[Stage]int{}
	for _, r := range rows {
		stages[r.Stage] = r.N
		slow += r.Slow
	}
	return stages, slow, err
}

// assignedTo asks of an assessment whether anybody is to judge it.
func assignedTo(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Model(&Assignment{}).Select("1").Where("assessor_assignment.tenant_id = assessment.tenant_id and assessor_assignment.assessment_id = assessment.id and assessor_assignment.removed_at is null")
}

// testOpen asks of an assessment what Knowledge.Open does: whether its decision
// waits for a knowledge test.
func testOpen(tx *tenants.Tx) clause.Expr {
	filed := func() *gorm.DB {
		return tx.DB().Model(&KnowledgeScript{}).Select("1").Where("knowledge_script.tenant_id = assessment.tenant_id and knowledge_script.assessment_id = assessment.id and knowledge_script.removed_at is null")
	}
	asks := tx.DB().Model(&designs.Design{}).Select("1").Where(`assessment_design.tenant_id = assessment.tenant_id and assessment_design.id = assessment.design_id and assessment_design.methods @> '[{"name": "knowledge_test"}]'`)
	offered := tx.DB().Model(&KnowledgeTest{}).Select("1").Where("knowledge_test.tenant_id = assessment.tenant_id and knowledge_test.program_id = assessment.program_id and knowledge_test.published_at <= assessment.opened_at")
	return gorm.Expr("exists (?) or exists (?) and exists (?) and not exists (?)", filed().Where("knowledge_script.settled_at is null"), asks, offered, filed())
}

// untested are those of assessments that wait for a knowledge test.
func untested(tx *tenants.Tx, assessments []uuid.UUID) (map[uuid.UUID]bool, error) {
	var rows []Assessment
	err := tx.DB().Select("id").Where("id in ? and decided_at is null and (?)", assessments, testOpen(tx)).Find(&rows).Error
	open := make(map[uuid.UUID]bool, len(rows))
	for _, a := range rows {
		open[a.ID] = true
	}
	return open, err
}

// narrow leaves what the filter asks for.
func (f Filter) narrow(tx *tenants.Tx, q *gorm.DB) *gorm.DB {
	assigned := func() *gorm.DB { return assignedTo(tx) }
	missing := assigned().Where("assessor_assignment.sheet_in_at is null")
	unsettled := tx.DB().Model(&Disagreement{}).Select("1").Where("disagreement.tenant_id = assessment.tenant_id and disagreement.assessment_id = assessment.id and disagreement.settled_at is null")
	switch f.Stage {
	case Decided:
		q = q.Where("decided_at is not null and fell_at is null")
	case SetAside:
		q = q.Where("fell_at is not null")
	case Undecided:
		q = q.Where("decided_at is null")
	case Unassigned:
		q = q.Where("decided_at is null and not exists (?) and not exists (?)", assigned(), unsettled)
	case Judging:
		q = q.Where("decided_at is null and exists (?)", missing)
	case Disputed:
		q = q.Where("decided_at is null and exists (?) and not exists (?)", unsettled, missing)
	case Testing:
		q = q.Where("decided_at is null and exists (?) and not exists (?) and not exists (?) and (?)", assigned(), missing, unsettled, testOpen(tx))
	case Judged:
		q = q.Where("decided_at is null and exists (?) and not exists (?) and not exists (?) and not (?)", assigned(), missing, unsettled, testOpen(tx))
	}
	if f.Waiting {
		q = q.Where("opened_at <= ?", tx.Now().Add(-Slow))
	}
	if f.Recent {
		q = q.Where("decided_at > ? and fell_at is null", tx.Now().Add(-RatePeriod))
	}
	if f.Outcome != "" {
		q = q.Where("outcome = ? and fell_at is null", f.Outcome)
	}
	if f.ProgramID != uuid.Nil {
		q = q.Where("program_id = ?", f.ProgramID)
	}
	if named := paging.Containing(f.Name, "candidate_name"); named != nil {
		q = q.Where(named)
	}
	return q
}
