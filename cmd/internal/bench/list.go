package bench

import (
	"context"
	"errors"
	"fmt"
	"io"

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

const listPage = 50

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
	all, err := crowd(ctx, b)
	if err != nil {
		return nil, err
	}
	db, err := b.kernel(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	member, err := members(ctx, db, all)
	if err != nil {
		return nil, err
	}

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
				from candidate where tenant_id = $1 order by name, id limit 50`, all[i%len(all)].tenant)
			if err != nil {
				return err
			}
			return read(pgx.CollectRows(found, pgx.RowToStructByNameLax[candidates.Candidate]))
		}},
		side{"gorm", func(ctx context.Context, i int) error {
			var rows []candidates.Candidate
			err := page(alone.WithContext(ctx)).Where("tenant_id = ?", all[i%len(all)].tenant).Find(&rows).Error
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
