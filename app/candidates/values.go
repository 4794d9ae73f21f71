package candidates

import (
	"fmt"

	"accord/tenants"
)

// Who trains whom, as policy lines say it. The tables are of package
// trainings; the values stand here because candidates' own lines need them.
var (
	// cohorts are those that the membership trains now.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "cohorts", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select t.cohort_id from cohort_trainer t
		where t.tenant_id = app.tenant() and t.membership_id = $1 and t.capacity = 'trainer' and t.removed_at is null and ($2::uuid is null or true)`})

	// trainees are the candidates enrolled in those cohorts, withdrawn or not:
	// whose files a trainer sees.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "trainees", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct e.candidate_id from enrolment e
		join cohort_trainer t on t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id
		where t.tenant_id = app.tenant() and t.membership_id = $1 and t.capacity = 'trainer' and t.removed_at is null and ($2::uuid is null or true)`})

	// trained are the candidates whom the person has ever trained or coached, by
	// this membership or an earlier one: whom they must not assess. Somebody who
	// was taken off a cohort before its first session trained nobody in it.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "trained", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct e.candidate_id from enrolment e
		join cohort_trainer t on t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id
		where t.tenant_id = app.tenant()
		  and (t.membership_id = $1 or t.membership_id in (select m.id from membership m where m.tenant_id = app.tenant() and m.person_id = $2))
		  and (t.removed_at is null or exists (select 1 from training_session s
		    where s.tenant_id = t.tenant_id and s.cohort_id = t.cohort_id and s.cancelled_at is null and s.starts_at < t.removed_at))`})
)

// PersonalDays is how long after a cohort's last day its personal links work.
const PersonalDays = 56

// What the holder of a personal link follows: their enrolment, their cohort,
// their own file. The address of a trainee's calendar, which they give to
// others' servers, is a key of its own: calendar_cohorts, whose sessions it
// reads, and nothing else. The tables are those of packages personal,
// calendars and trainings.
var (
	_ = tenants.RegisterValue(attending("attending", "e.id", "personal_link"))
	_ = tenants.RegisterValue(attending("attending_cohorts", "e.cohort_id", "personal_link"))
	_ = tenants.RegisterValue(attending("attending_candidates", "e.candidate_id", "personal_link"))
	_ = tenants.RegisterValue(attending("calendar_cohorts", "e.cohort_id", "calendar_feed"))
)

func attending(name, column, table string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: fmt.Sprintf(`
		select %s from %s l
		join enrolment e on e.tenant_id = l.tenant_id and e.id = l.enrolment_id and e.withdrawn_at is null
		join cohort c on c.tenant_id = e.tenant_id and c.id = e.cohort_id and c.ends_on + interval '%d days' > app.now()
		where l.tenant_id = app.tenant() and l.id = $1 and l.ended_at is null`, column, table, PersonalDays)}
}
