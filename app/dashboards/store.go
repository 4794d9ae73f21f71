package dashboards

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/candidates"
	"accord/app/knowledge"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/quality"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

func due(tx *tenants.Tx) (d Due, err error) {
	count := func(of any) *gorm.DB { return tx.DB().Model(of).Select("count(*)") }
	err = tx.DB().Model(&organisations.Organisation{}).Select("(?) as appeals, (?) as late, (?) as scripts, (?) as checks, (?) as approaching",
		count(&appeals.Appeal{}).Where("state = ?", appeals.Lodged),
		count(&appeals.Appeal{}).Where("state = ? and due_at < ?", appeals.Lodged, tx.Now()),
		count(&knowledge.Script{}).Where("settled_at is null and removed_at is null"),
		count(&quality.QualityCheck{}).Where("reviewed_at is null"),
		approaching(tx).Model(&assessments.Assessment{}).Select("count(*)")).
		Where("tenant_id = ?", tx.Tenant()).Scan(&d).Error
	return d, err
}

// approaching are the assessments that were passed, stand, and have no
// submission that IMI has, or has accepted or refused.
func approaching(tx *tenants.Tx) *gorm.DB {
	givenBack := tx.DB().Model(&submissions.Decision{}).Select("1").
		Where("decision.tenant_id = submission.tenant_id and decision.submission_id = submission.id and decision.outcome = ?", submissions.Returned)
	stands := tx.DB().Model(&submissions.Submission{}).Select("1").
		Where("submission.tenant_id = assessment.tenant_id and submission.candidate_id = assessment.candidate_id and submission.program_id = assessment.program_id").
		Where("submission.submitted_at is not null and submission.withdrawn_at is null and not exists (?)", givenBack)
	return tx.DB().Where("outcome = 'passed' and fell_at is null and not exists (?)", stands) // the outcome as the index names it
}

// manages is for those who put forward: they answer for what is due.
func manages(tx *tenants.Tx) error {
	if !tx.Can("record", &candidates.Exemption{TenantID: tx.Tenant(), ID: tx.NewID()}) {
		return fault.Denied()
	}
	return nil
}

func certificationOf(p programs.Program) string {
	c, _ := standards.CertificationOf(p.Kind)
	return c.ID
}

// open are the sheets that are due, by who is to hand them in.
func open(tx *tenants.Tx, limit int) (l Load, err error) {
	assess := tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role = ?", tenants.RoleAssessor)
	here := tx.DB().Model(&people.Membership{}).Select("id").Where("ended_at is null and id in (?)", assess)
	undecided := tx.DB().Model(&assessments.Assessment{}).Select("id").Where("decided_at is null")
	var rows []struct {
		ID                      uuid.UUID
		Open, Assessors, Sheets int
	}
	err = tx.DB().Model(&assessments.Assignment{}).
		Select("membership_id as id, count(*) as open, count(*) over () as assessors, sum(count(*)) over () as sheets").
		Where("removed_at is null and sheet_in_at is null and assessment_id in (?) and membership_id in (?)", undecided, here).
		Group("membership_id").Order("open desc, membership_id").Limit(limit).Scan(&rows).Error
	for _, r := range rows {
		l.Assessors, l.Sheets = r.Assessors, r.Sheets
		l.Most = append(l.Most, Loaded{ID: r.ID, Open: r.Open})
	}
	return l, err
}

// givenSince adds whose sheets they are, and what was given to them since.
func givenSince(tx *tenants.Tx, of []Loaded, since time.Time) (map[uuid.UUID]Loaded, error) {
	ids := make([]uuid.UUID, len(of))
	for i, one := range of {
		ids[i] = one.ID
	}
	given := tx.DB().Model(&assessments.Assignment{}).Select("count(*)").
		Where("assessor_assignment.tenant_id = membership.tenant_id and assessor_assignment.membership_id = membership.id and removed_at is null and assigned_at >= ?", since)
	limit := tx.DB().Model(&assessors.AssessorProfile{}).Select("monthly_limit").Where("assessor_profile.tenant_id = membership.tenant_id and assessor_profile.id = membership.id")
	var rows []Loaded
	err := tx.DB().Model(&people.Membership{}).Select("id, name, (?) as this_month, coalesce((?), 0) as monthly_limit", given, limit).Where("id in ?", ids).Scan(&rows).Error
	all := make(map[uuid.UUID]Loaded, len(rows))
	for _, r := range rows {
		all[r.ID] = r
	}
	return all, err
}
