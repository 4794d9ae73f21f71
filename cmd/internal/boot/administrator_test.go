package boot

import (
	"context"
	"errors"
	"path"
	"testing"

	"accord/app/people"
	"accord/policies"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

const passphrase = "a lamp for the long corridor"

// bare is a database that was migrated and has nobody in it.
func bare(t *testing.T) (Config, *tenants.DB) {
	t.Helper()
	base := tenantstest.FreshDatabase(t)
	c := Config{PublicURL: "https://accord.example", Owner: base.URL("owner"), Secret: []byte("a key for tests, of at least 32 bytes"), Databases: map[tenants.Door]string{}}
	for _, d := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorGate} {
		c.Databases[d] = base.URL(string(d))
	}
	lines, err := policies.New()
	if err != nil {
		t.Fatal(err)
	}
	db, err := tenants.Open(t.Context(), tenants.Config{URLs: c.Databases, Guard: lines, LinkKey: c.Secret, MaxConns: 3})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return c, db
}

func invite(t *testing.T, c Config, name, email string) string {
	t.Helper()
	address, err := InviteAdministrator(t.Context(), c, nil, name, email, "en")
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func accept(ctx context.Context, db *tenants.DB, address string) (people.Entrance, error) {
	i, err := people.Invitation(ctx, db, path.Base(address), people.ActAccept)
	if err != nil {
		return people.Entrance{}, err
	}
	return people.Accept(ctx, db, i, people.Joining{Name: i.Name, Password: passphrase}, people.Visit{Address: "192.0.2.1", Request: "test"})
}

func TestTheFirstAdministratorIsInvitedByTheOwnerAndOnlyTheFirst(t *testing.T) {
	t.Parallel()
	c, db := bare(t)
	address := invite(t, c, "Ilse de Vries", "ilse@imi.example")
	if want := "https://accord.example/imi/link/"; len(address) < len(want)+40 || address[:len(want)] != want {
		t.Fatalf("the address is %s", address)
	}
	e, err := accept(t.Context(), db, address)
	if err != nil {
		t.Fatal(err)
	}
	s, err := db.SignedBy(t.Context(), e.Session, "test")
	if err != nil {
		t.Fatal(err)
	}
	o, err := db.AdmitOverseer(t.Context(), s)
	if err != nil || !o.HasRole(tenants.RoleIMIAdministrator) {
		t.Fatalf("admitted as %v: %v", o.Roles(), err)
	}
	if _, err := InviteAdministrator(t.Context(), c, nil, "Another", "another@imi.example", "en"); err == nil || err.Error() != ErrAdministered.Error() {
		t.Errorf("a second one was invited: %v", err)
	}
}

func TestAnInvitationThatNobodyAcceptedIsRepeatedOrGoesToAnother(t *testing.T) {
	t.Parallel()
	c, db := bare(t)
	first := invite(t, c, "Ilse de Vries", "ilse@imi.exmaple") // mistyped
	second := invite(t, c, "Ilse de Vries", "ilse@imi.example")
	third := invite(t, c, "Ilse de Vries", "Ilse@imi.example ")
	if _, err := accept(t.Context(), db, first); !fault.Is(err, fault.Conflict) {
		t.Errorf("the mistyped address still opens: %v", err)
	}
	if _, err := accept(t.Context(), db, third); err != nil {
		t.Fatal(err)
	}
	if _, err := accept(t.Context(), db, second); err == nil {
		t.Error("two links of one invitation were accepted")
	}
}

func TestAFirstAdministratorWithoutANameOrAddressIsRefused(t *testing.T) {
	t.Parallel()
	c, _ := bare(t)
	_, err := InviteAdministrator(t.Context(), c, nil, " ", "nobody", "fr")
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.Invalid || len(f.Fields) != 3 {
		t.Errorf("expected three fields, got %v", err)
	}
}
