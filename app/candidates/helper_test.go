package candidates

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

var today = apptest.Start

func write(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return w.DB.Write(context.Background(), m, fn)
}

func read(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return w.DB.Read(context.Background(), m, fn)
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("want %s, got %v", code, err)
	}
}

// at lists the sentence at each field of a fault.
func at(err error) map[string]string {
	all := map[string]string{}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		for _, e := range f.Fields {
			all[e.Field] = e.Key
		}
	}
	return all
}

func sameFields(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	for f := range at(err) {
		got = append(got, f)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("faults at %v, want %v (%v)", got, want, err)
	}
}

var camila = NewCandidate{Name: "Camila Torres Vega", Email: "camila.torres.vega@correo.example", Language: "es", Country: "EC", Reference: "2026-014"}

func add(t *testing.T, w *apptest.World, m tenants.Member, in NewCandidate) Candidate {
	t.Helper()
	var c Candidate
	ok(t, write(t, w, m, func(tx *tenants.Tx) (err error) { c, err = Add(tx, in); return err }))
	return c
}

var mediation = NewEntry{HeldOn: today.Add(-72 * time.Hour), Role: "mediator", Medium: "online", Hours: 4.5, Field: "Commercial lease", Parties: 2, Settled: "partly"}

func enter(t *testing.T, w *apptest.World, m tenants.Member, c Candidate, in NewEntry) LogbookEntry {
	t.Helper()
	var e LogbookEntry
	ok(t, write(t, w, m, func(tx *tenants.Tx) (err error) { e, err = AddEntry(tx, c.ID, in, today); return err }))
	return e
}
