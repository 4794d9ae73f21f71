// Package migrations brings a database to the shape this binary expects.
//
// Migrations are forward only and patient: old code survives new schema (add,
// backfill, switch, remove, in separate releases). Each table declares whose
// side it is on (app.organisation_side, app.oversight_side, app.person_side,
// app.kernel_side, app.gate_side, app.published_side); walls and grants follow
// from that, so that no table is opened by forgetting. They run as the owner's
// login, which the running program never uses.
package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named pgx
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed *.sql
var files embed.FS

// Up applies what is missing, under an advisory lock, so that several
// programs may start at once.
func Up(ctx context.Context, ownerURL string) error { return upTo(ctx, ownerURL, Latest()) }

func upTo(ctx context.Context, ownerURL string, version int64) error {
	db, err := sql.Open("pgx", ownerURL)
	if err != nil {
		return fmt.Errorf("migrations: open: %w", err)
	}
	defer db.Close()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return fmt.Errorf("migrations: lock: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("migrations: read: %w", err)
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		return fmt.Errorf("migrations: apply: %w", err)
	}
	return nil
}

// Latest is the newest version this binary knows.
func Latest() int64 {
	p, err := goose.NewProvider(goose.DialectPostgres, &sql.DB{}, files)
	if err != nil {
		return 0
	}
	sources := p.ListSources()
	return sources[len(sources)-1].Version
}

// Hash names the content of all migrations: equal hashes, equal schemas.
func Hash() string {
	h := sha256.New()
	names, _ := fs.Glob(files, "*.sql") // sorted
	for _, n := range names {
		b, _ := files.ReadFile(n)
		fmt.Fprintf(h, "%s %d\n", n, len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
