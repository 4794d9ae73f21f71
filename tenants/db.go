package tenants

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Config is what the kernel needs to open its doors.
type Config struct {
	URLs     map[Door]string  // one login a door
	Shared   *Connections     // instead of URLs: these, which whoever made them closes
	Guard    Guard            // who may do what; nil refuses everything
	Clock    func() time.Time // nil: the wall clock
	LinkKey  []byte           // derives one-use links' tokens; at least 32 bytes
	Log      *slog.Logger     // nil: slog.Default
	MaxConns int32            // per login; 0: 10
	Trace    pgx.QueryTracer  // told of every query; measurements only
}

// DB opens transactions, and only by a door: no *gorm.DB is reachable without one.
type DB struct {
	pools map[Door]*pool
	gorm  *gorm.DB
	guard Guard
	clock func() time.Time
	key   []byte
	log   *slog.Logger
	trace pgx.QueryTracer
	own   *Connections // what Close closes
}

// Connections are the logins' connections. Several kernels may share them that
// differ in their clock, as tests' do: a connection that has seen a table
// before reads it in half the time.
type Connections struct{ pools map[Door]*pool }

type pool struct {
	pgx    *pgxpool.Pool
	sql    *sql.DB
	ending sync.WaitGroup // reading transactions on their way out
}

// Connect connects lazily: a database that is down makes the first transaction
// Unavailable, not the start. With 0 as the most connections of a login they are 10.
func Connect(ctx context.Context, urls map[Door]string, most int32) (*Connections, error) {
	all := &Connections{pools: map[Door]*pool{}}
	for door, url := range urls {
		cfg, err := pgxpool.ParseConfig(url)
		if err != nil {
			all.Close()
			return nil, fmt.Errorf("tenants: the %s login's address cannot be read", door) // the error itself may hold the password
		}
		cfg.ConnConfig.Tracer = tracer{}
		Tune(cfg.ConnConfig)
		cfg.MaxConns = 10
		if most > 0 {
			cfg.MaxConns = most
		}
		p, err := pgxpool.NewWithConfig(ctx, cfg)
		if err != nil {
			all.Close()
			return nil, fmt.Errorf("tenants: open the %s login: %w", door, err)
		}
		all.pools[door] = &pool{pgx: p, sql: stdlib.OpenDBFromPool(p)}
	}
	return all, nil
}

// Open opens the kernel on connections that are shared, or on its own.
func Open(ctx context.Context, c Config) (*DB, error) {
	db := &DB{guard: c.Guard, clock: c.Clock, key: c.LinkKey, log: c.Log, trace: c.Trace}
	if db.clock == nil {
		db.clock = time.Now
	}
	if db.log == nil {
		db.log = slog.Default()
	}
	if len(db.key) < 32 {
		return nil, errors.New("tenants: the link key needs at least 32 bytes")
	}
	if c.Shared == nil {
		own, err := Connect(ctx, c.URLs, c.MaxConns)
		if err != nil {
			return nil, err
		}
		c.Shared, db.own = own, own
	}
	db.pools = c.Shared.pools
	var err error
	db.gorm, err = gorm.Open(postgres.New(postgres.Config{Conn: noDoor{}, WithoutReturning: true}), &gorm.Config{
		SkipDefaultTransaction: true,
		QueryFields:            true, // columns by name: logins may not see all of them
		DisableAutomaticPing:   true,
		NamingStrategy:         naming,
		Logger:                 logger.Discard,
		TranslateError:         false,
		NowFunc:                func() time.Time { return db.Now() },
	})
	if err == nil {
		err = db.gorm.Use(seal{})
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("tenants: open: %w", err)
	}
	return db, nil
}

// Tune tells the planner of a connection what it does not know by itself, where
// the address says nothing else: a page's rows are in memory, so that a few
// probes of an index cost less than reading all of an organisation's (at the
// default a cohort's were filtered out of 20,000), and nothing is worth
// compiling for.
func Tune(c *pgx.ConnConfig) {
	for name, value := range map[string]string{"random_page_cost": "1.1", "jit": "off"} {
		if _, set := c.RuntimeParams[name]; !set {
			c.RuntimeParams[name] = value
		}
	}
}

// Close ends the kernel's own connections.
func (db *DB) Close() {
	if db.own != nil {
		db.own.Close()
	}
}

// Close ends every connection.
func (all *Connections) Close() {
	for _, p := range all.pools {
		p.ending.Wait()
		p.sql.Close()
		p.pgx.Close()
	}
}

// Now is the kernel's one clock, in UTC and whole microseconds, as the database keeps it.
func (db *DB) Now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// Ping answers whether a door's login reaches the database, for /readyz.
func (db *DB) Ping(ctx context.Context, door Door) error {
	p, ok := db.pools[door]
	if !ok {
		return fmt.Errorf("tenants: no %s login is set", door)
	}
	return p.pgx.Ping(ctx)
}

// Doors lists the logins that are set.
func (db *DB) Doors() []Door {
	var doors []Door
	for _, d := range []Door{DoorPublic, DoorMember, DoorSelf, DoorOverseer, DoorGate, DoorClerk} {
		if _, ok := db.pools[d]; ok {
			doors = append(doors, d)
		}
	}
	return doors
}

// noDoor is the connection a *gorm.DB has before it entered by a door: none.
type noDoor struct{}

var errNoDoor = errors.New("tenants: a statement outside a door")

func (noDoor) PrepareContext(context.Context, string) (*sql.Stmt, error) { return nil, errNoDoor }
func (noDoor) ExecContext(context.Context, string, ...any) (sql.Result, error) {
	return nil, errNoDoor
}
func (noDoor) QueryContext(context.Context, string, ...any) (*sql.Rows, error) {
	return nil, errNoDoor
}
func (noDoor) QueryRowContext(context.Context, string, ...any) *sql.Row { return &sql.Row{} }
