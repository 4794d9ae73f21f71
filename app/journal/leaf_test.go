package journal_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
)

// What the database gives back of an event makes its leaf again.
func TestALeafIsMadeAgainFromWhatIsKept(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error {
		m, err := invited(tx)
		tx.Record(tenants.Event{Action: "membership.roles_set", Resource: "membership", Subject: m,
			Detail: map[string]any{"z": 1, "a": "<b>&\u2028é", "number": 1e21, "small": 0.0000001, "half": 2.5, "list": []any{"x", 3, nil, true}, "in": map[string]any{"b": 1, "a": []string{}}}})
		return err
	}))
	var l tenants.Leaf
	var p tenants.Personal
	var subject, about, person, membership *uuid.UUID
	var detail string
	var salt, leaf []byte
	n := 0
	w.Each(`select tenant_id, id, at, door, request_id, coalesce(purpose, ''), action, resource, subject_id, case_id, told, sealed, person_id, membership_id, actor, roles, detail, salt, leaf
		from audit_log where tenant_id = $1`, []any{w.Andina.ID}, []any{&l.Tenant, &l.ID, &l.At, &l.Door, &l.Request, &l.Purpose, &l.Action, &l.Resource, &subject, &about, &l.Told, &l.Sealed, &person, &membership, &p.Actor, &p.Roles, &detail, &salt, &leaf}, func() error {
		l.Subject, l.Case, p.Person, p.Membership, p.Detail = *subject, *about, *person, *membership, json.RawMessage(detail)
		sealed, err := p.Seal(salt)
		if string(sealed) != string(l.Sealed) {
			t.Errorf("%s: the commitment is to something else: %s", l.Action, detail)
		}
		if string(l.Hash()) != string(leaf) {
			t.Errorf("%s: the leaf is another", l.Action)
		}
		p.Actor += "x"
		if other, _ := p.Seal(salt); string(other) == string(sealed) {
			t.Error("another name has the same commitment")
		}
		l.At = l.At.Add(time.Microsecond)
		if string(l.Hash()) == string(leaf) {
			t.Error("another time has the same leaf")
		}
		n++
		return err
	})
	if n != 2 {
		t.Errorf("%d events", n)
	}
}
