package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

const (
	listTenants = 1000
	listRows    = 1000
)

// crowded is an organisation of the crowd, and how its program manager gets in.
type crowded struct {
	tenant  uuid.UUID
	slug    string
	session string
	token   string
}

// crowd fills the tables and answers some of the organisations.
func crowd(ctx context.Context, b *bed) ([]crowded, error) {
	conn, err := pgx.Connect(ctx, b.owner)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	for _, sql := range []string{
		fmt.Sprintf(`insert into organisation (tenant_id, slug, name, country, time_zone, created_at)
			select gen_random_uuid(), 'org-' || n, 'Organisation ' || n, 'NL', 'Europe/Amsterdam', now() from generate_series(1, %d) n`, listTenants),
		fmt.Sprintf(`insert into candidate (tenant_id, id, name, email, language, created_at)
			select o.tenant_id, gen_random_uuid(), 'Candidate ' || md5(o.slug || n), n || '@' || o.slug || '.example', 'en', now()
			from organisation o, generate_series(1, %d) n where o.tenant_id <> app.oversight()`, listRows),
		`analyze`,
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return nil, err
		}
	}
	rows, err := conn.Query(ctx, `select tenant_id, slug from organisation where tenant_id <> app.oversight() order by random() limit 100`)
	if err != nil {
		return nil, err
	}
	chosen, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (o crowded, err error) {
		o.session, o.token = uuid.NewString(), uuid.NewString()
		return o, row.Scan(&o.tenant, &o.slug)
	})
	if err != nil {
		return nil, err
	}
	for _, o := range chosen {
		person, membership := uuid.New(), uuid.New()
		email, until := person.String()+"@example.org", time.Now().Add(time.Hour)
		batch := &pgx.Batch{}
		batch.Queue(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at) values ($1,$2,'A manager','none',now(),now())`, person, email)
		batch.Queue(`insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at) values ($1,$2,$3,now(),now(),$4)`, tenants.HashToken(o.session), uuid.New(), person, until)
		batch.Queue(`insert into membership (tenant_id, id, person_id, name, email, created_at) values ($1,$2,$3,'A manager',$4,now())`, o.tenant, membership, person, email)
		batch.Queue(`insert into membership_role (tenant_id, membership_id, role, given_at) values ($1,$2,'program_manager',now())`, o.tenant, membership)
		batch.Queue(`insert into api_token (tenant_id, id, membership_id, name, token_hash, created_at, expires_at) values ($1,$2,$3,'bench',$4,now(),$5)`, o.tenant, uuid.New(), membership, tenants.HashToken(o.token), until)
		if err := conn.SendBatch(ctx, batch).Close(); err != nil {
			return nil, err
		}
	}
	return chosen, nil
}

// members admits the managers to the kernel.
func members(ctx context.Context, db *tenants.DB, all []crowded) ([]tenants.Member, error) {
	var admitted []tenants.Member
	for _, o := range all {
		s, err := db.SignedBy(ctx, o.session, "bench")
		if err != nil {
			return nil, err
		}
		m, err := db.AdmitMember(ctx, s, o.slug)
		if err != nil {
			return nil, err
		}
		admitted = append(admitted, m)
	}
	return admitted, nil
}
