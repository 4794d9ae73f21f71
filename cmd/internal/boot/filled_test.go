package boot

import (
	"path"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web/static"
	"accord/web/webtest"
)

// filled is an organisation that has one real row of everything, each in a
// state in which something can be done with it, made by the verbs that people
// use. Rows are known by names: "cohort", "assessment judged".
type filled struct {
	*apptest.World
	t         *testing.T
	org       apptest.Org
	room      *evidence.Room
	site      *webtest.Site
	candidate tenants.Member // the candidate who can sign in
	everybody tenants.Member // a member with every role of an organisation
	ids       map[string]string
}

// room is the evidence store of these tests.
func room(t *testing.T, db *tenants.DB) *evidence.Room {
	t.Helper()
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	return &evidence.Room{DB: db, Vault: vault}
}

// fill fills an organisation of a world.
func fill(t *testing.T, w *apptest.World, org apptest.Org, room *evidence.Room) *filled {
	t.Helper()
	f := &filled{World: w, t: t, org: org, room: room, ids: map[string]string{"slug": org.Slug, "asset": path.Base(static.URL("app.css")), "kind of problem": "not-found"}}
	f.everybody = w.Member(org, append([]tenants.Role{tenants.RoleCandidate}, tenants.OrganisationRoles...)...)
	f.candidate = w.Member(org, tenants.RoleCandidate)
	f.people()
	f.programs()
	f.designs()
	f.trainings()
	f.qualifications()
	f.exercises()
	f.certificates()
	f.personal()
	f.applications()
	f.messages()
	f.lecture()
	f.assessments()
	f.days()
	f.assessors()
	f.appeals()
	f.quality()
	f.logbooks()
	f.evidence()
	f.notes()
	f.knowledge()
	f.consents()
	f.adjustments()
	f.submissions()
	f.merges()
	f.eligibility()
	f.spotChecks()
	f.oversight()
	f.journal()
	return f
}

// role is a role that the place's people may be given.
func (f *filled) role() string {
	if f.ids["slug"] == tenants.OversightSlug {
		return tenants.RoleReviewer
	}
	return tenants.RoleAssessor
}

// is gives a row its name.
func (f *filled) is(name string, id uuid.UUID) { f.ids[name] = id.String() }

func (f *filled) id(name string) uuid.UUID {
	f.t.Helper()
	id, err := uuid.Parse(f.ids[name])
	if err != nil {
		f.t.Fatalf("no row is named %q", name)
	}
	return id
}

func (f *filled) write(m tenants.Member, fn func(*tenants.Tx) error) {
	f.t.Helper()
	ok(f.t, f.DB.Write(f.t.Context(), m, fn))
}

func (f *filled) read(m tenants.Member, fn func(*tenants.Tx) error) {
	f.t.Helper()
	ok(f.t, f.DB.Read(f.t.Context(), m, fn))
}

func (f *filled) oversee(o tenants.Overseer, fn func(*tenants.OversightTx) error) {
	f.t.Helper()
	ok(f.t, f.DB.Oversee(f.t.Context(), o, "to fill an organisation", fn))
}

// day is so many days after a moment's, as columns without an hour have it.
func day(at time.Time, after int) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day()+after, 0, 0, 0, 0, time.UTC)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
