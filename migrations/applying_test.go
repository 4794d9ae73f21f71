package migrations_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Signing in's login makes links and jobs of an organisation for one purpose
// only: somebody applies to a program of it that takes applications.
func TestTheGateMakesNothingOfAnOrganisationButALinkToApply(t *testing.T) {
	t.Parallel()
	owner, gate := catalogue(t), entering(t, "gate")
	organisation, other, program, closed := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	assesses, full, over, unoffered := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	for _, o := range []uuid.UUID{organisation, other} {
		run(t, owner, `insert into organisation (tenant_id, slug, name, country, time_zone, created_at) values ($1, $2, 'A', 'EC', 'UTC', now())`, o, "a"+strings.ReplaceAll(o.String(), "-", "")[:20])
	}
	for _, p := range []uuid.UUID{program, closed} {
		run(t, owner, `insert into published_program (tenant_id, id, kind, title, organisation, organisation_slug, city, country, language, online, website, recognised_on, languages, closed_on)
			values ($1, $2, 'CMTP', 'A', 'A', 'a', '', '', 'es', false, '', '2026-01-01', 'es', case when $2 = $3::uuid then date '2026-02-01' end)`, organisation, p, closed)
		run(t, owner, `insert into published_cohort (tenant_id, id, program_id, title, language, place, starts_on, ends_on, fee_note, free, opens_at, closes_at, published_at)
			values ($1, gen_random_uuid(), $2, 'A', 'es', '', '2027-01-01', '2027-02-01', '', 3, '2026-10-01', '2026-12-01', now())`, organisation, p)
	}
	for p, offer := range map[uuid.UUID]string{assesses: `'2026-10-01', '2026-12-01', null`, full: `'2026-10-01', '2026-12-01', 0`, over: `'2026-10-01', '2026-10-20', 5`, unoffered: `null, null, null`} {
		run(t, owner, `insert into published_program (tenant_id, id, kind, title, organisation, organisation_slug, city, country, language, online, website, recognised_on, languages, offer_opens_at, offer_closes_at, offer_free)
			values ($1, $2, 'QAP', 'A', 'A', 'a', '', '', 'es', false, '', '2026-01-01', 'es', `+offer+`)`, organisation, p)
	}
	run(t, gate, `select set_config('app.now', '2026-11-01T00:00:00Z', false)`)
	link := func(tenant uuid.UUID, act string, subject uuid.UUID) (uuid.UUID, error) {
		id := uuid.New()
		_, err := gate.Exec(t.Context(), `insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at) values ($1, $2, sha256($3), $4, $5, 'x@example.org', now(), now() + interval '1 day')`,
			tenant, id, id[:], act, subject)
		return id, err
	}
	made, err := link(organisation, "apply", program)
	if err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]struct {
		tenant  uuid.UUID
		act     string
		subject uuid.UUID
	}{
		"a closed program":               {organisation, "apply", closed},
		"another organisation's program": {other, "apply", program},
		"no program":                     {organisation, "apply", uuid.New()},
		"another act":                    {organisation, "accept", program},
		"every place of it taken":        {organisation, "apply", full},
		"its applications over":          {organisation, "apply", over},
		"it takes none":                  {organisation, "apply", unoffered},
	} {
		if _, err := link(try.tenant, try.act, try.subject); err == nil {
			t.Errorf("%s: the gate makes a link", name)
		}
	}
	if _, err := link(organisation, "apply", assesses); err != nil {
		t.Errorf("to a program that assesses: %v", err)
	}
	job := func(tenant uuid.UUID, kind, door, letter string, of uuid.UUID, person any) error {
		_, err := gate.Exec(t.Context(), `insert into outbox (tenant_id, id, kind, queue, door, args, person_id, created_at, due_at, next_at)
			values ($1, gen_random_uuid(), $2, 'notify', $3, jsonb_build_object('letter', $4::text, 'link', $5::text), $6, now(), now(), now())`, tenant, kind, door, letter, of.String(), person)
		return err
	}
	if err := job(organisation, "mail", "member", "application_link", made, nil); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"another letter":       job(organisation, "mail", "member", "certificate_issued", made, nil),
		"another kind":         job(organisation, "certificate.seal", "member", "application_link", made, nil),
		"another door":         job(organisation, "mail", "overseer", "application_link", made, nil),
		"another organisation": job(other, "mail", "member", "application_link", made, nil),
		"no link":              job(organisation, "mail", "member", "application_link", uuid.New(), nil),
		"somebody's rights":    job(organisation, "mail", "member", "application_link", made, uuid.New()),
	} {
		if err == nil {
			t.Errorf("%s: the gate enqueues a job", name)
		}
	}
}

func run(t *testing.T, conn *pgx.Conn, sql string, args ...any) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}
