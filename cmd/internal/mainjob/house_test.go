package mainjob_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/people"
	"accord/cmd/internal/boot"
	"accord/jobs"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// house is the whole of Accord with nobody in it: site, worker, and every
// service real. Its clock goes on by itself and can be moved.
type house struct {
	t      *testing.T
	parts  *boot.Parts
	jobs   *jobs.Runner
	mail   *tenantstest.MailSink
	url    string
	width  int64
	ahead  atomic.Int64 // how far its clock is before the machine's
	super  string
	slug   string // the organisation's, which the site chose
	number string // the credential's
	ids    map[string]uuid.UUID
}

const passphrase = "a lamp for the long corridor"

// morning is when the story begins: a Monday, nine o'clock in Quito.
var morning = time.Date(2026, time.November, 16, 14, 0, 0, 0, time.UTC)

// build opens it and answers the address that invites IMI's first administrator.
func build(t *testing.T, width int64) (*house, string) {
	t.Helper()
	base, store := tenantstest.FreshDatabase(t), tenantstest.Bucket(t)
	named(t, store)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	h := &house{t: t, mail: tenantstest.Mail(t), url: "http://" + ln.Addr().String(), width: width, ids: map[string]uuid.UUID{}, super: base.Super()}
	h.ahead.Store(int64(time.Until(morning)))
	c := boot.Config{Addr: ln.Addr().String(), PublicURL: h.url, Databases: map[tenants.Door]string{}, RedisURL: tenantstest.OwnRedis(t).URL(),
		Storage: boot.Storage{Endpoint: store.Endpoint, Bucket: store.Bucket, Region: store.Region}, SMTPURL: h.mail.SMTPURL, MailFrom: "IMI <imi@accord.example>",
		Secret: []byte("a key for tests, of at least 32 bytes"), LogText: true}
	for _, d := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorSelf, tenants.DoorPublic, tenants.DoorClerk} {
		c.Databases[d] = base.URL(string(d))
	}
	h.parts, err = boot.Open(t.Context(), c, t.Output(), h.now)
	ok(t, err)
	app, err := h.parts.Site(boot.Extra{})
	ok(t, err)
	runner, err := h.parts.Runner()
	ok(t, err)
	ok(t, runner.Start(t.Context()))
	h.jobs = runner
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- boot.Serve(ctx, app, ln) }()
	t.Cleanup(func() {
		stop()
		ok(t, <-served)
		end, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		ok(t, runner.Stop(end))
		h.parts.Close()
	})
	c.Owner = base.URL("owner")
	address, err := boot.InviteAdministrator(t.Context(), c, h.now, "Ilse de Vries", ilse.email, "en")
	ok(t, err)
	return h, address[len(h.url):]
}

// named says the store's keys where the program looks for them.
var named = func() func(testing.TB, tenantstest.Store) {
	var once sync.Once
	return func(t testing.TB, s tenantstest.Store) {
		once.Do(func() {
			ok(t, os.Setenv("AWS_ACCESS_KEY_ID", s.AccessKey))
			ok(t, os.Setenv("AWS_SECRET_ACCESS_KEY", s.SecretKey))
		})
	}
}()

func (h *house) now() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }

// until moves the clock on.
func (h *house) until(at time.Time) {
	h.t.Helper()
	if at.Before(h.now()) {
		h.t.Fatalf("%s is over", at)
	}
	h.ahead.Store(int64(time.Until(at)))
}

// settles waits until every job that is due has been done.
func (h *house) settles() {
	h.t.Helper()
	ok(h.t, h.jobs.Settle(h.t.Context()))
}

// ask reads one value past every wall.
func ask[T any](h *house, sql string, args ...any) (v T) {
	h.t.Helper()
	c, err := pgx.Connect(h.t.Context(), h.super)
	ok(h.t, err)
	defer c.Close(context.WithoutCancel(h.t.Context()))
	ok(h.t, c.QueryRow(h.t.Context(), sql, args...).Scan(&v))
	return v
}

// as is somebody of the organisation doing by verbs what a form was used for
// once already.
func (h *house) as(who person, fn func(*tenants.Tx) error) {
	h.t.Helper()
	ok(h.t, h.parts.DB.Write(h.t.Context(), h.member(who), fn))
}

func (h *house) member(who person) tenants.Member { return h.memberOf(who, h.ids["organisation"]) }

func (h *house) memberOf(who person, tenant uuid.UUID) tenants.Member {
	h.t.Helper()
	e, err := people.SignIn(h.t.Context(), h.parts.DB, people.Credentials{Email: who.email, Password: passphrase}, people.Visit{Address: "192.0.2.7", UserAgent: "the test", Request: "test"})
	ok(h.t, err)
	m, err := h.parts.DB.ReadmitMember(h.t.Context(), e.Person, tenant, "test")
	ok(h.t, err)
	return m
}

// here is the id at the end of a page's path.
func (v *visitor) here() uuid.UUID {
	v.house.t.Helper()
	id, err := uuid.Parse(path.Base(browsertest.Eval[string](v.Page, `location.pathname`)))
	if err != nil {
		v.house.t.Fatalf("%s ends with no id", v.Path())
	}
	return id
}

// o is a path of the organisation.
func (h *house) o(format string, args ...any) string {
	return "/o/" + h.slug + fmt.Sprintf(format, args...)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
