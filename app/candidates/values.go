package candidates

import "accord/tenants"

// Who trains whom, as policy lines say it. The tables are of package
// trainings; the values stand here because candidates' own lines need them.
var (
	// cohorts are those that the membership trains now.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "cohorts", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select t.cohort_id from cohort_trainer t
		where t.tenant_id = app.tenant() and t.membership_id = $1 and t.removed_at is null and ($2::uuid is null or true)`})

	// trainees are the candidates enrolled in those cohorts, withdrawn or not:
	// whose files a trainer sees.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "trainees", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct e.candidate_id from enrolment e
		join cohort_trainer t on t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id
		where t.tenant_id = app.tenant() and t.membership_id = $1 and t.removed_at is null and ($2::uuid is null or true)`})

	// trained are the candidates whom the person has ever trained, by this
	// membership or an earlier one: whom they must not assess. A trainer who was
	// taken off a cohort before its first session trained nobody in it.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "trained", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct e.candidate_id from enrolment e
		join cohort_trainer t on t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id
		where t.tenant_id = app.tenant()
		  and (t.membership_id = $1 or t.membership_id in (select m.id from membership m where m.tenant_id = app.tenant() and m.person_id = $2))
		  and (t.removed_at is null or exists (select 1 from training_session s
		    where s.tenant_id = t.tenant_id and s.cohort_id = t.cohort_id and s.cancelled_at is null and s.starts_at < t.removed_at))`})
)
