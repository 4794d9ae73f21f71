package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"accord/app/candidates"
	"accord/tenants"
)

func init() { benches["list"] = list }

const (
	listTenants = 1000
	listRows    = 1000
	listPage    = 50
)

// list reads a page of 50 among 1,000 tenants × 1,000 rows: raw pgx, GORM
// alone, through the kernel's transaction, in the kernel's one trip, and by
// fetching everything and deciding row by row.
func list(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	owner := b.owner
	fmt.Fprintf(log, "  writing %d × %d rows…\n", listTenants, listRows)
	ids, member, db, err := crowd(ctx, b)
	if err != nil {
		return nil, err
	}
	defer db.Close()

	raw, err := pgxpool.New(ctx, owner)
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	alone, err := gorm.Open(postgres.Open(owner), &gorm.Config{SkipDefaultTransaction: true, QueryFields: true, Logger: logger.Discard,
		NamingStrategy: schema.NamingStrategy{SingularTable: true}})
	if err != nil {
		return nil, err
	}
	read := func(rows []candidates.Candidate, err error) error {
		if err == nil && len(rows) != listPage {
			err = fmt.Errorf("%d rows instead of %d", len(rows), listPage)
		}
		return err
	}
	page := func(q *gorm.DB) *gorm.DB { return q.Order("name, id").Limit(listPage) }
	medians, err := alternate(ctx, 400,
		side{"raw", func(ctx context.Context, i int) error {
			found, err := raw.Query(ctx, `select tenant_id, id, person_id, name, email, language, country, reference, created_at, created_by
				from candidate where tenant_id = $1 order by name, id limit 50`, ids[i%len(ids)])
			if err != nil {
				return err
			}
			return read(pgx.CollectRows(found, pgx.RowToStructByNameLax[candidates.Candidate]))
		}},
		side{"gorm", func(ctx context.Context, i int) error {
			var rows []candidates.Candidate
			err := page(alone.WithContext(ctx)).Where("tenant_id = ?", ids[i%len(ids)]).Find(&rows).Error
			return read(rows, err)
		}},
		side{"kernel", func(ctx context.Context, i int) error {
			var rows []candidates.Candidate
			err := db.Read(ctx, member[i%len(member)], func(tx *tenants.Tx) error { return page(tx.DB()).Find(&rows).Error })
			return read(rows, err)
		}},
		side{"trip", func(ctx context.Context, i int) error {
			return read(tenants.List[candidates.Candidate](ctx, db, member[i%len(member)], page))
		}},
	)
	if err != nil {
		return nil, err
	}
	fetched, err := alternate(ctx, 20, side{"fetch", func(ctx context.Context, i int) error {
		return db.Read(ctx, member[i%len(member)], func(tx *tenants.Tx) error {
			var all []candidates.Candidate
			if err := tx.DB().Order("name, id").Find(&all).Error; err != nil {
				return err
			}
			var kept []candidates.Candidate
			for _, c := range all {
				if tx.Can("read", &c) && len(kept) < listPage {
					kept = append(kept, c)
				}
			}
			return read(kept, nil)
		})
	}})
	if err != nil {
		return nil, err
	}
	return []Figure{
		plain("raw pgx", micro(medians["raw"]), "µs"),
		plain("GORM alone", micro(medians["gorm"]), "µs"),
		plain("through the kernel's transaction", micro(medians["kernel"]), "µs"),
		plain("through the kernel in one trip", micro(medians["trip"]), "µs"),
		atMost("kernel's transaction / GORM alone", ratio(medians["kernel"], medians["gorm"]), "ratio", 1.4),
		atMost("kernel's one trip / raw pgx", ratio(medians["trip"], medians["raw"]), "ratio", 1.5),
		plain("fetch all and decide each / kernel's one trip", ratio(fetched["fetch"], medians["trip"]), "ratio"),
	}, nil
}

// crowd fills the tables and admits one program manager in each of some tenants.
func crowd(ctx context.Context, b *bed) ([]uuid.UUID, []tenants.Member, *tenants.DB, error) {
	conn, err := pgx.Connect(ctx, b.owner)
	if err != nil {
		return nil, nil, nil, err
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
			return nil, nil, nil, err
		}
	}
	rows, err := conn.Query(ctx, `select tenant_id, slug from organisation where tenant_id <> app.oversight() order by random() limit 100`)
	if err != nil {
		return nil, nil, nil, err
	}
	type org struct {
		TenantID uuid.UUID
		Slug     string
	}
	chosen, err := pgx.CollectRows(rows, pgx.RowToStructByPos[org])
	if err != nil {
		return nil, nil, nil, err
	}
	db, err := b.kernel(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	var ids []uuid.UUID
	var members []tenants.Member
	for _, o := range chosen {
		person, membership, token := uuid.New(), uuid.New(), fmt.Sprint(rand.Uint64())
		batch := &pgx.Batch{}
		batch.Queue(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at) values ($1,$2,'A manager','none',now(),now())`, person, person.String()+"@example.org")
		batch.Queue(`insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at) values ($1,$2,$3,now(),now(),$4)`, tenants.HashToken(token), uuid.New(), person, time.Now().Add(time.Hour))
		batch.Queue(`insert into membership (tenant_id, id, person_id, name, email, created_at) values ($1,$2,$3,'A manager',$4,now())`, o.TenantID, membership, person, person.String()+"@example.org")
		batch.Queue(`insert into membership_role (tenant_id, membership_id, role, given_at) values ($1,$2,'program_manager',now())`, o.TenantID, membership)
		if err := conn.SendBatch(ctx, batch).Close(); err != nil {
			return nil, nil, nil, err
		}
		s, err := db.SignedBy(ctx, token, "bench")
		if err != nil {
			return nil, nil, nil, err
		}
		m, err := db.AdmitMember(ctx, s, o.Slug)
		if err != nil {
			return nil, nil, nil, err
		}
		ids, members = append(ids, o.TenantID), append(members, m)
	}
	return ids, members, db, nil
}
