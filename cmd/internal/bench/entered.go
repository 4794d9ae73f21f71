package bench

import (
	"context"
	"encoding/base64"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// entered is one organisation whose people are signed in: a manager, an assessor
// who judges today, and a candidate.
type entered struct {
	slug     string
	sessions map[string]string   // by who opens a page; "" is the manager
	ids      map[string][]string // what stands between braces in a path; the nth of one goes with the nth of another
}

// path is a page's, the ith time.
func (e entered) path(page string, i int) string {
	for name, all := range e.ids {
		if strings.Contains(page, "{"+name+"}") {
			page = strings.ReplaceAll(page, "{"+name+"}", all[i%len(all)])
		}
	}
	return "/o/" + e.slug + page
}

// get opens a page as whom it is for.
func (e entered) get(ctx context.Context, site string, page page, i int) error {
	header, value := "Cookie", "accord="+e.sessions[page.by]
	if page.by == withoutSign {
		header = ""
	}
	return fetch(ctx, site+e.path(page.path, i), header, value)
}

// enter signs an organisation's people in, and finds what pages are opened for.
func enter(ctx context.Context, owner, slug string) (e entered, err error) {
	conn, err := pgx.Connect(ctx, owner)
	if err != nil {
		return e, err
	}
	defer conn.Close(ctx)
	e = entered{slug: slug, sessions: map[string]string{}, ids: map[string][]string{}}
	if err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		for _, step := range today {
			if _, err := tx.Exec(ctx, step, slug); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return e, err
	}
	for _, question := range found {
		if err := e.find(ctx, conn, question); err != nil {
			return e, err
		}
	}
	for by, person := range map[string]string{"": "person", anAssessor: "judge_person", aCandidate: "candidate_person"} {
		e.sessions[by] = uuid.NewString()
		if _, err := conn.Exec(ctx, `insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at) values ($1, gen_random_uuid(), $2, now(), now(), now() + interval '1 hour')`,
			tenants.HashToken(e.sessions[by]), e.ids[person][0]); err != nil {
			return e, err
		}
	}
	feed := base64.RawURLEncoding.EncodeToString(tenants.HashToken(e.sessions[anAssessor])) // any: a calendar's address has a token of its own
	e.ids["feed"] = []string{feed}
	_, err = conn.Exec(ctx, `with l as (insert into link (tenant_id, id, token_hash, act, subject_id, email, name, locale, created_at, expires_at, standing)
			select tenant_id, gen_random_uuid(), $2, 'calendar', id, '', name, 'es', now(), now() + interval '1 hour', true from membership where id = $1 returning *)
		insert into calendar_feed (tenant_id, id, membership_id, person_id, made_at) select l.tenant_id, l.id, m.id, m.person_id, now() from l join membership m on m.tenant_id = l.tenant_id and m.id = l.subject_id`,
		e.ids["judge"][0], tenants.HashToken(feed))
	return e, err
}

// find keeps each column of what a question answers under its name.
func (e entered) find(ctx context.Context, conn *pgx.Conn, sql string) error {
	rows, err := conn.Query(ctx, sql, e.slug)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		for i, raw := range rows.RawValues() {
			name := rows.FieldDescriptions()[i].Name
			e.ids[name] = append(e.ids[name], string(raw))
		}
	}
	return rows.Err()
}

// today bring the next day of assessments to today, which no seed knows.
var today = []string{
	`update assessment_day d set held_on = (now() at time zone d.time_zone)::date from organisation o
		where o.slug = $1 and (d.tenant_id, d.id) = (select f.tenant_id, f.id from assessment_day f where f.tenant_id = o.tenant_id and f.state = 'published' order by f.held_on limit 1)
			and not exists (select from assessment_day f where f.tenant_id = o.tenant_id and f.state = 'published' and f.held_on = (now() at time zone f.time_zone)::date)`,
	`update day_slot s set starts_at = s.starts_at + make_interval(days => d.held_on - (s.starts_at at time zone d.time_zone)::date), ends_at = s.ends_at + make_interval(days => d.held_on - (s.starts_at at time zone d.time_zone)::date)
		from organisation o, assessment_day d where o.slug = $1 and d.tenant_id = o.tenant_id and s.tenant_id = d.tenant_id and s.day_id = d.id and d.held_on <> (s.starts_at at time zone d.time_zone)::date`,
}

// likewise is what holds of the candidates whose pages are opened: the more is known of one, the more is asked.
const likewise = `exists (select from enrolment e join exercise_seat x on x.tenant_id = e.tenant_id and x.enrolment_id = e.id and x.removed_at is null where e.tenant_id = c.tenant_id and e.candidate_id = c.id)
	and not exists (select from enrolment e join feedback x on x.tenant_id = e.tenant_id and x.enrolment_id = e.id where e.tenant_id = c.tenant_id and e.candidate_id = c.id)
	and not exists (select from application x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) and not exists (select from adjustment x where x.tenant_id = c.tenant_id and x.candidate_id = c.id)
	and not exists (select from logbook_entry x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) and not exists (select from candidate_access x where x.tenant_id = c.tenant_id and x.candidate_id = c.id)
	and not exists (select from waiting x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) and not exists (select from submission x where x.tenant_id = c.tenant_id and x.candidate_id = c.id)
	and not exists (select from certificate x where x.tenant_id = c.tenant_id and x.candidate_id = c.id and x.revoked_at is not null)`

// found answer what pages are opened for, each column under its name.
var found = []string{
	// the people, and what there is one of
	`select (select person_id::text from account where email = 'gestion@' || o.slug || '.example') person,
			(select to_char(starts_at, 'YYYY-MM') from training_session s where s.tenant_id = o.tenant_id group by 1 order by count(*) desc, 1 limit 1) as month,
			(select c.person_id::text from candidate c join assessment a on a.tenant_id = c.tenant_id and a.candidate_id = c.id
				where c.tenant_id = o.tenant_id and c.person_id is not null and a.outcome is not null order by a.opened_at limit 1) candidate_person,
			(select n.id::text from notice n where n.tenant_id = o.tenant_id and n.kind = 'privacy' order by n.number desc limit 1) notice,
			(select t.program_id::text from knowledge_test t where t.tenant_id = o.tenant_id limit 1) program
		from organisation o where slug = $1`,

	// a cohort, and of it a session, a message and a round
	`select c.id::text cohort, (select s.id::text from training_session s where s.tenant_id = c.tenant_id and s.cohort_id = c.id order by number limit 1) as session,
			(select m.id::text from message m where m.tenant_id = c.tenant_id and m.cohort_id = c.id order by m.id limit 1) message,
			(select r.id::text from exercise_round r where r.tenant_id = c.tenant_id and r.cohort_id = c.id order by r.id limit 1) round
		from cohort c join organisation o on o.tenant_id = c.tenant_id where o.slug = $1 order by c.starts_on limit 20`,

	// who judges today, and what waits for their sheet
	`select m.id::text judge, m.person_id::text judge_person, a.id::text own
		from organisation o, lateral (select p.membership_id id from assessment_day d join day_slot s on s.tenant_id = d.tenant_id and s.day_id = d.id join slot_part p on p.tenant_id = s.tenant_id and p.slot_id = s.id
			where d.tenant_id = o.tenant_id and d.held_on = (now() at time zone d.time_zone)::date and p.part = 'assessor' order by p.email limit 1) w
			join membership m using (id), assessor_assignment g join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id
		where o.slug = $1 and g.tenant_id = o.tenant_id and g.membership_id = m.id and g.declared_at is not null and g.removed_at is null and g.sheet_in_at is null and a.decided_at is null order by a.opened_at limit 20`,

	// candidates of whom as much is known in every organisation: certified and not judged, or judged and not certified
	`select c.id::text candidate from organisation o join candidate c on c.tenant_id = o.tenant_id where o.slug = $1 and ` + likewise + ` and not exists (select from recording_consent x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) and not exists (select from assessment a where a.tenant_id = c.tenant_id and a.candidate_id = c.id)
		and exists (select from completion x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) and exists (select from identity_check x where x.tenant_id = c.tenant_id and x.candidate_id = c.id and x.outcome = 'done')
		and exists (select from acknowledgement x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) order by c.name limit 20`,
	`select c.id::text judged from organisation o join candidate c on c.tenant_id = o.tenant_id where o.slug = $1 and ` + likewise + ` and (select count(*) = 1 and bool_and(a.outcome = 'passed'
			and not exists (select from disagreement d where d.tenant_id = a.tenant_id and d.assessment_id = a.id) and not exists (select from knowledge_script k where k.tenant_id = a.tenant_id and k.assessment_id = a.id))
		from assessment a where a.tenant_id = c.tenant_id and a.candidate_id = c.id) and not exists (select from completion x where x.tenant_id = c.tenant_id and x.candidate_id = c.id) order by c.name limit 20`,

	// assessments: decided after two disagreed, with a script and a result; one that was begun; one without assessors
	`select a.id::text decided from organisation o join assessment a on a.tenant_id = o.tenant_id join disagreement d on d.tenant_id = a.tenant_id and d.assessment_id = a.id and d.moderation_id is not null
			join knowledge_script k on k.tenant_id = a.tenant_id and k.assessment_id = a.id join result r on r.tenant_id = a.tenant_id and r.id = a.id where o.slug = $1 order by a.opened_at limit 20`,
	`select a.id::text begun from organisation o join assessment a on a.tenant_id = o.tenant_id where o.slug = $1 and a.decided_at is null and exists (select from score_sheet s where s.tenant_id = a.tenant_id and s.assessment_id = a.id and s.submitted_at is null) order by a.opened_at limit 20`,
	`select a.id::text unassigned from organisation o join assessment a on a.tenant_id = o.tenant_id where o.slug = $1 and a.decided_at is null and not exists (select from assessor_assignment g where g.tenant_id = a.tenant_id and g.assessment_id = a.id) order by a.opened_at limit 20`,
	`select m.id::text assessor from organisation o join membership m on m.tenant_id = o.tenant_id join membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id and r.role = 'assessor' where o.slug = $1 order by m.email limit 20`,
	`select d.id::text as day from organisation o join assessment_day d on d.tenant_id = o.tenant_id where o.slug = $1 and d.state = 'closed' order by d.held_on desc limit 20`,
	`select p.id::text appeal from organisation o join appeal p on p.tenant_id = o.tenant_id where o.slug = $1 and p.state = 'dismissed' order by p.lodged_at limit 20`,
}
