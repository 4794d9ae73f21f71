package embedded

import (
	"context"
	"errors"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

func TestEverythingSurvivesARestart(t *testing.T) {
	t.Parallel()
	home := place(t)
	services := start(t, home)
	before := services.Env()
	leaveTraces(t, services)
	stopNow(t, services)

	services = start(t, home)
	defer stopNow(t, services)
	if after := services.Env(); !slices.Equal(before, after) {
		t.Errorf("addresses changed:\n%s\n%s", before, after)
	}
	findTraces(t, services)
}

func TestASecondInstanceOnAHomeIsRefused(t *testing.T) {
	t.Parallel()
	services := started(t)
	home := services.home.Path()

	_, err := Start(t.Context(), Options{Home: home})
	var inUse InUse
	if !errors.As(err, &inUse) || inUse.Process != os.Getpid() {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), "already running in "+home) || !strings.Contains(err.Error(), "ACCORD_HOME") {
		t.Errorf("the sentence does not say what to do: %v", err)
	}
	if err := Reset(home); !errors.As(err, &inUse) {
		t.Errorf("a running home was reset: %v", err)
	}
	findNothingBroken(t, services)
}

func TestAResetStartsOver(t *testing.T) {
	t.Parallel()
	home := place(t)
	services := start(t, home)
	leaveTraces(t, services)
	stopNow(t, services)

	if err := Reset(home); err != nil {
		t.Fatal(err)
	}
	services = start(t, home)
	defer stopNow(t, services)
	if n := len(services.Mail.Messages()); n != 0 {
		t.Errorf("%d messages are left", n)
	}
	var tables int
	asOwner(t, services, func(c *pgx.Conn) error {
		return c.QueryRow(t.Context(), `select count(*) from pg_tables where tablename = 'trace'`).Scan(&tables)
	})
	if tables != 0 {
		t.Error("the database is the old one")
	}
}

func TestAResetLeavesWhatIsNotAccords(t *testing.T) {
	t.Parallel()
	home := place(t)
	letters := filepath.Join(home, "mail", "letter.txt")
	if err := os.MkdirAll(filepath.Dir(letters), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(letters, []byte("dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Reset(home); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(letters); err != nil {
		t.Error(err)
	}
	if _, err := Open(home); err == nil || !strings.Contains(err.Error(), "not Accord's (mail)") {
		t.Errorf("a folder of somebody else's was taken: %v", err)
	}
}

func TestToolsFindARunningHomeAndNoneThatIsNot(t *testing.T) {
	t.Parallel()
	home := place(t)
	if _, err := RunningEnv(home); err == nil || !strings.Contains(err.Error(), "no Accord is running") {
		t.Errorf("before the start: %v", err)
	}
	services := start(t, home)
	found, err := RunningEnv(home)
	if err != nil {
		t.Error(err)
	}
	if !slices.Equal(found, services.Env()) {
		t.Errorf("got %s", found)
	}
	var names []string
	for _, line := range found {
		name, value, _ := strings.Cut(line, "=")
		if value == "" {
			t.Errorf("%s is empty", name)
		}
		names = append(names, name)
	}
	expected := []string{
		"DATABASE_URL_OWNER", "DATABASE_URL_PUBLIC", "DATABASE_URL_MEMBER", "DATABASE_URL_SELF", "DATABASE_URL_OVERSEER",
		"DATABASE_URL_GATE", "DATABASE_URL_CLERK", "REDIS_URL", "S3_ENDPOINT", "S3_BUCKET", "S3_REGION",
		"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "SMTP_URL",
	}
	if !slices.Equal(names, expected) {
		t.Errorf("got %s", names)
	}
	stopNow(t, services)
	if _, err := RunningEnv(home); err == nil {
		t.Error("a stopped home is told as running")
	}
}

func TestAFailingPartStopsTheOthers(t *testing.T) {
	t.Parallel()
	home := place(t)
	stopNow(t, start(t, home))
	// A cluster that is damaged: PostgreSQL will not start, the others will.
	if err := os.Remove(filepath.Join(home, "postgres", "global", "pg_control")); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Home: home})
	if err == nil || !strings.Contains(err.Error(), "pg_control") {
		t.Fatalf("got %v", err)
	}
	// The lock is free only when every child has ended.
	running, err := held(filepath.Join(home, "lock"))
	if err != nil || running {
		t.Errorf("something still runs: %v, %v", running, err)
	}
}

func TestAServersUnexpectedEndIsTold(t *testing.T) {
	t.Parallel()
	services := started(t)
	if err := services.Redis.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-services.Failed():
		if !strings.Contains(err.Error(), "redis ended (signal: killed)") {
			t.Errorf("got %v", err)
		}
	case <-t.Context().Done():
		t.Fatal("nothing was told")
	}
}

func TestFilesWithCredentialsAreTheirOwnersAlone(t *testing.T) {
	t.Parallel()
	services := started(t)
	for _, name := range []string{"settings.json", "redis/redis.conf", "lock"} {
		info, err := os.Stat(services.home.join(name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", name, info.Mode().Perm())
		}
	}
	for _, name := range []string{"postgres", "redis", "s3", "mail", "run", "log"} {
		info, err := os.Stat(services.home.join(name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %o", name, info.Mode().Perm())
		}
	}
}

// leaveTraces puts something into each part.
func leaveTraces(t *testing.T, s *Services) {
	t.Helper()
	asOwner(t, s, func(c *pgx.Conn) error {
		_, err := c.Exec(t.Context(), `create table trace (word text); insert into trace values ('kept')`)
		return err
	})
	withRedis(t, s, func(ctx context.Context, c *redis.Client) {
		if err := c.Set(ctx, "trace", "kept", 0).Err(); err != nil {
			t.Error(err)
		}
	})
	uploadInParts(t, s.Storage, "trace", []byte("kept"))
	if err := smtp.SendMail(strings.TrimPrefix(s.Mail.URL(), "smtp://"), nil, "a@accord.example", []string{"b@accord.example"},
		[]byte("Subject: kept\r\n\r\nkept\r\n")); err != nil {
		t.Error(err)
	}
}

func findTraces(t *testing.T, s *Services) {
	t.Helper()
	var word string
	asOwner(t, s, func(c *pgx.Conn) error {
		return c.QueryRow(t.Context(), `select word from trace`).Scan(&word)
	})
	if word != "kept" {
		t.Errorf("PostgreSQL has %q", word)
	}
	withRedis(t, s, func(ctx context.Context, c *redis.Client) {
		if word, err := c.Get(ctx, "trace").Result(); word != "kept" {
			t.Errorf("Redis has %q, %v", word, err)
		}
	})
	if word := download(t, s.Storage, "trace"); word != "kept" {
		t.Errorf("the store has %q", word)
	}
	if found := s.Mail.Messages(); len(found) != 1 || found[0].Subject != "kept" {
		t.Errorf("the mailbox has %+v", found)
	}
}

func findNothingBroken(t *testing.T, s *Services) {
	t.Helper()
	leaveTraces(t, s)
	findTraces(t, s)
}

func asOwner(t *testing.T, s *Services, do func(*pgx.Conn) error) {
	t.Helper()
	as(t, s.Postgres.URL("owner", "accord"), do)
}

func as(t *testing.T, url string, do func(*pgx.Conn) error) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close(t.Context()) }()
	if err := do(connection); err != nil {
		t.Error(err)
	}
}

func withRedis(t *testing.T, s *Services, do func(context.Context, *redis.Client)) {
	t.Helper()
	options, err := redis.ParseURL(s.Redis.URL())
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer func() { _ = client.Close() }()
	do(t.Context(), client)
}
