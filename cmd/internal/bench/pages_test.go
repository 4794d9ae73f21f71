package bench

import (
	"testing"

	"accord/cmd/internal/boot"
	"accord/cmd/internal/seed"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

// A page asks as often in an organisation of a few as in one of many: nothing is
// asked for each row. How long it takes is the measurement's business.
func TestEveryListAsksAsOftenWhateverItsSize(t *testing.T) {
	base, store := tenantstest.FreshDatabase(t), tenantstest.Bucket(t)
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": store.AccessKey, "AWS_SECRET_ACCESS_KEY": store.SecretKey} {
		t.Setenv(name, value)
	}
	owner, urls := base.URL("owner"), map[tenants.Door]string{}
	for _, d := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorSelf, tenants.DoorPublic, tenants.DoorClerk} {
		urls[d] = base.URL(string(d))
	}
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(seed.Fill(t.Context(), owner, seed.Size{Organisations: 1, Candidates: 600, Cohorts: 30, Sessions: 4}))
	seen := &recorder{}
	url, stop, err := site(t.Context(), urls, boot.Storage{Endpoint: store.Endpoint, Bucket: store.Bucket, Region: store.Region}, seen)
	ok(err)
	t.Cleanup(func() { ok(stop()) })
	large, err := enter(t.Context(), owner, seed.Large)
	ok(err)
	small, err := enter(t.Context(), owner, "centro-1")
	ok(err)
	for _, page := range measured {
		few, err := asked(t.Context(), url, page, small, seen)
		ok(err)
		many, err := asked(t.Context(), url, page, large, seen)
		ok(err)
		if few != many || few == 0 {
			t.Errorf("%s asks %d questions with 2 cohorts, %d with 30", page.name, few, many)
		}
	}
}
