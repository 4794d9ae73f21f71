package apptest

import (
	"context"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"accord/tenants"
	"accord/tenants/tenantstest"
)

// links are the connections to a database by each door, and by its owner.
type links struct {
	doors *tenants.Connections
	owner *pgxpool.Pool
}

// most is how many connections a login may have. Three packages are tested at a time, on one cluster of 200.
const most = 6

func link(base *tenantstest.DB) (*links, error) {
	urls := map[tenants.Door]string{}
	for _, d := range []tenants.Door{tenants.DoorPublic, tenants.DoorMember, tenants.DoorSelf, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorClerk} {
		urls[d] = base.URL(string(d))
	}
	ctx := context.Background()
	doors, err := tenants.Connect(ctx, urls, most)
	if err != nil {
		return nil, err
	}
	config, err := pgxpool.ParseConfig(base.URL("owner"))
	if err == nil {
		config.MaxConns = most
		var owner *pgxpool.Pool
		if owner, err = pgxpool.NewWithConfig(ctx, config); err == nil {
			return &links{doors, owner}, nil
		}
	}
	doors.Close()
	return nil, err
}

func (l *links) close() {
	l.doors.Close()
	l.owner.Close()
}

// common is the worlds' way into this package's database: it stays as warm as
// a server's connections do, and ends with the test binary.
var common struct {
	sync.Mutex
	links *links
}

func commonLinks(t testing.TB) *links {
	t.Helper()
	common.Lock()
	defer common.Unlock()
	if common.links == nil {
		l, err := link(tenantstest.Database(t))
		must(t, err)
		common.links = l
	}
	return common.links
}

// ownLinks end with the test.
func ownLinks(t testing.TB, base *tenantstest.DB) *links {
	t.Helper()
	l, err := link(base)
	must(t, err)
	t.Cleanup(l.close)
	return l
}
