package policies

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// Reload is one attempt to take over the lines of the table, for the metrics.
type Reload struct {
	Revision int64 // of the table
	Lines    int   // that were read from it
	Took     time.Duration
	Err      error // why the lines before stay in force: Mistakes, or the database's error
}

// How often the table's revision is looked at when nothing is heard (every
// replica follows within a second even if NOTIFY is lost), how long one look
// may take, and after how long without a look Fresh complains.
const (
	lookEvery = 500 * time.Millisecond
	lookLimit = 10 * time.Second
	staleFor  = 15 * time.Second
)

// Load takes over the lines of the table, once, before the program serves. It
// returns Mistakes when a line is wrong: a program that starts without a deny
// line would allow too much.
func (p *Policies) Load(ctx context.Context, url string) error {
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("policies: connect: %w", err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	_, err = p.look(ctx, c)
	return err
}

// Follow takes over every change of the table until the context ends. A line
// that is wrong, or a database that is away, leaves the lines before in force,
// is logged as an error (nil: to slog's default), and is told to seen (which
// may be nil) like every reload. It keeps one connection of its own, by a login that may read the
// table: the gate's or the clerk's.
func (p *Policies) Follow(ctx context.Context, url string, log *slog.Logger, seen func(Reload)) {
	if log == nil {
		log = slog.Default()
	}
	if seen == nil {
		seen = func(Reload) {}
	}
	for ctx.Err() == nil {
		if err := p.listen(ctx, url, log, seen); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "policy lines cannot be followed; those before stay in force", "error", err)
			seen(Reload{Err: err})
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// listen follows on one connection until that breaks.
func (p *Policies) listen(ctx context.Context, url string, log *slog.Logger, seen func(Reload)) error {
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("policies: connect: %w", err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	if _, err := c.Exec(ctx, "listen policy_revision"); err != nil {
		return fmt.Errorf("policies: listen: %w", err)
	}
	refused := int64(-1) // so that one wrong line is one alarm
	for {
		r, err := p.look(ctx, c)
		if wrong := (Mistakes)(nil); errors.As(err, &wrong) {
			if r.Revision != refused {
				log.ErrorContext(ctx, "policy lines are refused; those before stay in force", "revision", r.Revision, "error", err)
				seen(r)
			}
			refused = r.Revision
		} else if err != nil {
			return err
		} else if r.Took > 0 {
			seen(r)
		}
		wait, stop := context.WithTimeout(ctx, lookEvery)
		_, err = c.WaitForNotification(wait)
		stop()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("policies: wait: %w", err)
		}
	}
}

// look reads the table's revision and, when it is a new one, the lines. Took
// is zero when nothing was new.
func (p *Policies) look(ctx context.Context, c *pgx.Conn) (r Reload, err error) {
	ctx, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	begun := time.Now()
	var added []Line
	err = pgx.BeginTxFunc(ctx, c, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, "select coalesce(sum(number), 0)::bigint from policy_revision").Scan(&r.Revision); err != nil {
			return err
		}
		if r.Revision == p.current.Load().revision {
			return nil
		}
		added, err = stored(ctx, tx)
		return err
	})
	if err != nil {
		r.Err = fmt.Errorf("policies: read the lines: %w", err)
		return r, r.Err
	}
	p.confirmed.Store(&begun)
	if r.Revision == p.current.Load().revision {
		return r, nil
	}
	r.Lines = len(added)
	r.Err = p.replace(added, r.Revision)
	r.Took = time.Since(begun)
	return r, r.Err
}

// stored reads the table's lines.
func stored(ctx context.Context, tx pgx.Tx) ([]Line, error) {
	rows, err := tx.Query(ctx, "select tenant_id, id, role, resource, action, condition, effect from policy_line order by tenant_id, id")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Line, error) {
		var l Line
		var tenant, id uuid.UUID
		err := row.Scan(&tenant, &id, &l.Role, &l.Resource, &l.Action, &l.Condition, &l.Effect)
		l.Domain = tenant.String()
		if tenant == tenants.Oversight {
			l.Domain = tenants.DomainOversight
		}
		l.at = place{file: "policy_line", id: id.String()}
		return l, err
	})
}

// replace puts the embedded lines and these into force, or nothing.
func (p *Policies) replace(added []Line, revision int64) error {
	next, err := load(slices.Concat(p.embedded, added), p.roles, p.catalogue, &sound, p.current.Load())
	if err != nil {
		return err
	}
	next.revision = revision
	p.current.Store(next)
	return nil
}

// Revision is that of the table's lines in force; 0 when only the embedded are.
func (p *Policies) Revision() int64 { return p.current.Load().revision }

// Fresh is nil while the table is being followed, for /readyz: an error says
// since when a change of the lines would have gone unseen.
func (p *Policies) Fresh() error {
	at := p.confirmed.Load()
	if at == nil {
		return errors.New("policies: the lines were never read")
	}
	if age := time.Since(*at); age > staleFor {
		return fmt.Errorf("policies: the lines were last read %s ago", age.Round(time.Second))
	}
	return nil
}
