package tenantstest

import (
	"context"
	"errors"
	"net/http"
	"net/smtp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/hibiken/asynq"
	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"accord/migrations"
)

func TestADatabaseIsMigratedAndSharedByTheBinary(t *testing.T) {
	t.Parallel()
	db := Database(t)
	if again := Database(t); again != db {
		t.Error("a second call gave another database")
	}
	var version int64
	scan(t, db.URL("owner"), &version, `select max(version_id) from goose_db_version`)
	if version != migrations.Latest() {
		t.Errorf("it is at migration %d of %d", version, migrations.Latest())
	}
}

func TestEveryLoginEntersAsItself(t *testing.T) {
	t.Parallel()
	db := Database(t)
	for _, login := range []string{"owner", "public", "member", "self", "overseer", "gate", "clerk"} {
		var user, database string
		scan(t, db.URL(login), &user, `select current_user`)
		scan(t, db.URL(login), &database, `select current_database()`)
		if user != "accord_"+login || database != db.Name() {
			t.Errorf("%s is %s in %s", login, user, database)
		}
	}
	var super bool
	scan(t, db.Super(), &super, `select rolsuper from pg_roles where rolname = current_user`)
	if !super {
		t.Error("Super is not superuser")
	}
}

func TestAFreshDatabaseIsItsTestsOwnAndGoneAfterIt(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("while it runs", func(t *testing.T) {
		fresh := FreshDatabase(t)
		name = fresh.Name()
		execute(t, fresh.URL("owner"), `create table mine ()`)
		var seen int
		scan(t, Database(t).URL("owner"), &seen, `select count(*) from pg_tables where tablename = 'mine'`)
		if seen != 0 {
			t.Error("others see its table")
		}
	})
	var left int
	scan(t, Database(t).Super(), &left, `select count(*) from pg_database where datname = '`+name+`'`)
	if left != 0 {
		t.Error("it is still there")
	}
}

func TestATemplateIsMigratedOnceForEachHash(t *testing.T) {
	t.Parallel()
	var migrated atomic.Int32
	migrate := func(ctx context.Context, ownerURL string) error {
		migrated.Add(1)
		execute(t, ownerURL, `create table marker ()`)
		return nil
	}
	hash := hashOfTest(t, "once")
	names := make(chan string)
	for range 4 {
		go func() {
			name, err := template(t.Context(), hash, migrate)
			if err != nil {
				t.Error(err)
			}
			names <- name
		}()
	}
	for range 4 {
		if name := <-names; name != "template_"+hash {
			t.Errorf("got %q", name)
		}
	}
	if n := migrated.Load(); n != 1 {
		t.Errorf("it was migrated %d times", n)
	}
}

func TestAHalfMigratedTemplateIsMadeAnew(t *testing.T) {
	t.Parallel()
	hash := hashOfTest(t, "half")
	broken := errors.New("stopped in the middle")
	_, err := template(t.Context(), hash, func(ctx context.Context, ownerURL string) error {
		execute(t, ownerURL, `create table half ()`)
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	_, err = template(t.Context(), hash, func(ctx context.Context, ownerURL string) error {
		var halves int
		scan(t, ownerURL, &halves, `select count(*) from pg_tables where tablename = 'half'`)
		if halves != 0 {
			t.Error("the half is still there")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestRedisIsReadByBothOfItsClients(t *testing.T) {
	t.Parallel()
	address := Redis(t)
	options, err := redis.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer func() { _ = client.Close() }()
	if err := client.Ping(t.Context()).Err(); err != nil {
		t.Error(err)
	}
	connection, err := asynq.ParseRedisURI(address)
	if err != nil {
		t.Fatal(err)
	}
	queue := asynq.NewClient(connection)
	defer func() { _ = queue.Close() }()
	if _, err := queue.Enqueue(asynq.NewTask("a", nil)); err != nil {
		t.Error(err)
	}
}

func TestABucketTakesAnObject(t *testing.T) {
	t.Parallel()
	store := Bucket(t)
	client := s3.New(s3.Options{
		BaseEndpoint: &store.Endpoint, Region: store.Region, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(store.AccessKey, store.SecretKey, ""),
	})
	put, err := client.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: &store.Bucket, Key: aws.String("a"), Body: strings.NewReader("body"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if aws.ToString(put.VersionId) == "" {
		t.Error("the bucket is not versioned")
	}
}

func TestMailIsWaitedFor(t *testing.T) {
	t.Parallel()
	sink := Mail(t)
	if got := sink.Messages(); len(got) != 0 {
		t.Errorf("a new sink has %v", got)
	}
	go func() {
		for _, subject := range []string{"Another matter", "Your request is due"} {
			err := smtp.SendMail(strings.TrimPrefix(sink.SMTPURL, "smtp://"), nil, "imi@accord.example", []string{"ana@org.example"},
				[]byte("From: IMI <imi@accord.example>\r\nSubject: "+subject+"\r\n\r\nTomorrow.\r\n"))
			if err != nil {
				t.Error(err)
			}
		}
	}()
	got := sink.Wait(t, "ana@org.example", "due")
	if got.From != "IMI <imi@accord.example>" || strings.TrimSpace(got.Text) != "Tomorrow." {
		t.Errorf("got %+v", got)
	}
	if all := sink.Messages(); len(all) != 2 || all[0].Subject != "Another matter" {
		t.Errorf("got %+v", all)
	}
}

func TestOnesOwnPostgresKeepsACommitThroughAKill(t *testing.T) {
	t.Parallel()
	cluster := OwnPostgres(t)
	execute(t, cluster.URL("owner"), `create table kept (n int); insert into kept values (7)`)
	cluster.Kill()
	if c, err := pgx.Connect(t.Context(), cluster.URL("owner")); err == nil {
		t.Error("it still answers", c.Close(t.Context()))
	}
	cluster.Start()
	var n int
	scan(t, cluster.URL("owner"), &n, `select n from kept`)
	if n != 7 {
		t.Errorf("got %d", n)
	}
}

func TestOnesOwnRedisIsKilledAndStartedAtTheSameAddress(t *testing.T) {
	t.Parallel()
	server := OwnRedis(t)
	if server.URL() == Redis(t) {
		t.Fatal("it is the shared one")
	}
	options, err := redis.ParseURL(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	options.MaxRetries = -1
	client := redis.NewClient(options)
	defer func() { _ = client.Close() }()
	if err := client.Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	server.Kill()
	if err := client.Ping(t.Context()).Err(); err == nil {
		t.Error("it still answers")
	}
	server.Start()
	if err := client.Ping(t.Context()).Err(); err != nil {
		t.Error(err)
	}
}

// hashOfTest is one that no other run has used, and whose template goes with the test.
func hashOfTest(t *testing.T, word string) string {
	t.Helper()
	lease, err := held()
	if err != nil {
		t.Fatal(err)
	}
	hash := word + "_" + lease.ID
	t.Cleanup(func() {
		if err := ask(http.MethodDelete, "/databases/template_"+hash, nil, nil); err != nil {
			t.Error(err)
		}
	})
	return hash
}

func execute(t *testing.T, url, sql string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = c.Close(context.WithoutCancel(t.Context())) }()
	if _, err := c.Exec(t.Context(), sql); err != nil {
		t.Error(err)
	}
}

func scan(t *testing.T, url string, into any, sql string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = c.Close(context.WithoutCancel(t.Context())) }()
	if err := c.QueryRow(t.Context(), sql).Scan(into); err != nil {
		t.Error(err)
	}
}
