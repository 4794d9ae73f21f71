package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/journal"
	"accord/tenants"
	"accord/tenants/fault"
)

// recorded is an organisation whose log has events, entered and signed by jobs' own
// sequencer in its tests; here the rows are made as it makes them.
type recorded struct {
	*apptest.World
	public string
	file   []byte // the whole journal
}

func newRecorded(t *testing.T, events int) recorded {
	t.Helper()
	w := apptest.NewWorld(t)
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error {
		_, err := invited(tx)
		for n := range events - 1 {
			tx.Record(tenants.Event{Action: "membership.roles_set", Resource: "membership", Subject: uuid.New(), Detail: map[string]any{"given": "assessor", "n": n}})
		}
		return err
	}))
	r := recorded{World: w}
	r.public = r.sign(t)
	r.file = r.take(t, journal.Filter{})
	return r
}

// sign enters every event that is in no tree, and signs.
func (r recorded) sign(t *testing.T) (public string) {
	t.Helper()
	private, public, err := journal.NewKey("accord.example")
	ok(t, err)
	keys, err := journal.ReadKeys(private)
	ok(t, err)
	var tree journal.Tree
	var id uuid.UUID
	var leaf []byte
	entered := r.Clock.Now()
	r.Each(`select id, leaf from audit_log where tenant_id = $1 order by id`, []any{r.Andina.ID}, []any{&id, &leaf}, func() error {
		h := journal.Entry(leaf, entered)
		err := r.Try(`insert into journal_leaf (tenant_id, position, event_id, entered_at, hash) values ($1, $2, $3, $4, $5)`, r.Andina.ID, tree.Size, id, entered, h[:])
		for _, n := range tree.Add(h) {
			err = errors.Join(err, r.Try(`insert into journal_node (tenant_id, level, place, hash) values ($1, $2, $3, $4)`, r.Andina.ID, n.Level, n.Place, n.Hash[:]))
		}
		return err
	})
	head := journal.Head{Tenant: r.Andina.ID, Size: tree.Size, Root: tree.Root()}
	heads, err := journal.TreeOfHeads([]journal.Head{{Tenant: uuid.New(), Size: 7}, head, {Tenant: uuid.New(), Size: 9}})
	ok(t, err)
	c, err := journal.Checkpoint{}.Next("https://accord.example", r.Clock.Now(), heads)
	ok(t, err)
	ok(t, c.Sign(keys))
	proof, err := heads.Proof(1)
	ok(t, err)
	ok(t, r.Try(`insert into journal_head (tenant_id, number, size, root, place, proof, note, keys) values ($1, 1, $2, $3, 1, $4, $5, $6)`, r.Andina.ID, head.Size, head.Root[:], proof, c.Note, keys.Public()))
	return public
}

func (r recorded) take(t *testing.T, f journal.Filter) []byte {
	t.Helper()
	var b bytes.Buffer
	ok(t, r.DB.Write(t.Context(), r.Andina.Admin, func(tx *tenants.Tx) error { _, err := journal.Take(tx, "Andina", f, &b); return err }))
	return b.Bytes()
}

func lines(file []byte) []string {
	return strings.SplitAfter(strings.TrimSuffix(string(file), "\n"), "\n")
}

func TestAJournalInAFileVerifiesWithoutUs(t *testing.T) {
	t.Parallel()
	r := newRecorded(t, 700)
	v, err := journal.Verify(bytes.NewReader(r.file), r.public)
	ok(t, err)
	if v.Events != 700 || !v.Head.Whole || v.OwnKeys || !slices.Equal(v.SignedBy, []string{"accord.example"}) || v.Withheld+v.Erased != 0 || v.Checkpoint.Number != 1 || !v.From.Equal(apptest.Start) {
		t.Errorf("it reads %+v", v)
	}
	if v, err = journal.Verify(bytes.NewReader(r.file)); err != nil || !v.OwnKeys {
		t.Errorf("by its own keys it reads %+v (%v)", v, err)
	}
	// A part of it, each event with its proof.
	part := r.take(t, journal.Filter{Area: "membership", Subject: *first(t, r).SubjectID})
	v, err = journal.Verify(bytes.NewReader(part), r.public)
	if err != nil || v.Events != 1 || v.Head.Whole || v.Head.Size != 700 {
		t.Errorf("a part reads %+v (%v)", v, err)
	}
	// What came since is not signed yet, and not in the file.
	invite(t, r.World, r.Andina.Admin)
	if v, err = journal.Verify(bytes.NewReader(r.take(t, journal.Filter{})), r.public); err != nil || v.Events != 700 {
		t.Errorf("later it reads %+v (%v)", v, err)
	}
	_, other, err := journal.NewKey("accord.example")
	ok(t, err)
	if _, err := journal.Verify(bytes.NewReader(r.file), other); err == nil {
		t.Error("a key of the same name that did not sign is as good")
	}
}

func first(t *testing.T, r recorded) (a journal.AuditLog) {
	t.Helper()
	ok(t, r.DB.Read(t.Context(), r.Andina.Admin, func(tx *tenants.Tx) error {
		return tx.DB().Where("detail->>'n' = '300'").First(&a).Error
	}))
	return a
}

// Whatever somebody does to the file is found, and where.
func TestEachTamperingIsFoundAndLocated(t *testing.T) {
	t.Parallel()
	r := newRecorded(t, 700)
	whole := lines(r.file)
	edited := func(line int, edit func(*journal.FileEvent)) []string {
		all := slices.Clone(whole)
		var e journal.FileEvent
		ok(t, json.Unmarshal([]byte(all[line-1]), &e))
		edit(&e)
		b, err := json.Marshal(e)
		ok(t, err)
		all[line-1] = string(b) + "\n"
		return all
	}
	again := func(e *journal.FileEvent) { // its maker makes seal and leaf again
		sealed, err := tenants.Personal{Person: e.By.Person, Membership: e.By.Membership, Actor: e.By.Actor, Roles: e.By.Roles, Detail: e.By.Detail}.Seal(e.Salt)
		ok(t, err)
		e.Event.Sealed = sealed
		l := e.Event
		e.Leaf = tenants.Leaf{Tenant: r.Andina.ID, ID: l.ID, At: l.At, Door: l.Door, Request: l.Request, Purpose: l.Purpose, Action: l.Action, Resource: l.Resource, Subject: l.Subject, Case: l.Case, Told: l.Told, Sealed: l.Sealed}.Hash()
	}
	head := func(edit func(*journal.FileHead)) []string {
		all := slices.Clone(whole)
		var h journal.FileHead
		ok(t, json.Unmarshal([]byte(all[0]), &h))
		edit(&h)
		b, err := json.Marshal(h)
		ok(t, err)
		all[0] = string(b) + "\n"
		return all
	}
	for what, c := range map[string]struct {
		file  []string
		line  int
		words string
	}{
		"another name":                         {edited(100, func(e *journal.FileEvent) { e.By.Actor = "Somebody Else" }), 100, "who did it"},
		"another detail":                       {edited(100, func(e *journal.FileEvent) { e.By.Detail = json.RawMessage(`{"given":"trainer"}`) }), 100, "who did it"},
		"another salt":                         {edited(100, func(e *journal.FileEvent) { e.Salt[0]++ }), 100, "who did it"},
		"another action":                       {edited(100, func(e *journal.FileEvent) { e.Event.Action = "membership.ended" }), 100, "what was done"},
		"another date":                         {edited(100, func(e *journal.FileEvent) { e.Event.At = e.Event.At.Add(-time.Minute) }), 100, "what was done"},
		"backdated, and its leaf again":        {edited(100, func(e *journal.FileEvent) { e.Event.At = e.Event.At.AddDate(0, 0, -3); again(e) }), 100, "an earlier date"},
		"postdated, and its leaf again":        {edited(100, func(e *journal.FileEvent) { e.Event.At = e.Event.At.AddDate(0, 0, 3); again(e) }), 100, "a later date"},
		"a name before the name":               {edit(whole, 100, `"actor":`, `"actor":"Somebody Else","actor":`), 100, "not as it was taken"},
		"an event before the event":            {edit(whole, 100, `"event":`, `"event":{"action":"membership.ended"},"event":`), 100, "not as it was taken"},
		"a name in other letters":              {edit(whole, 100, `"by":`, `"By":{"actor":"Somebody Else"},"by":`), 100, "not as it was taken"},
		"a detail before the detail":           {edit(whole, 100, `"given":`, `"given":"trainer","given":`), 100, "not as it was taken"},
		"something after the event":            {edit(whole, 100, "}\n", "}}\n"), 100, "not as it was taken"},
		"a size before the size":               {edit(whole, 1, `"size":`, `"size":7,"size":`), 1, "does not begin"},
		"changed, and its leaf again":          {edited(100, func(e *journal.FileEvent) { e.By.Actor = "Somebody Else"; again(e) }), 257, "one of the events 0 to 127"},
		"the last changed, and its leaf again": {edited(701, func(e *journal.FileEvent) { e.By.Actor = "Somebody Else"; again(e) }), 701, "one of the events 512 to 699"},
		"a proof changed":                      {edited(257, func(e *journal.FileEvent) { e.Proof[0][0]++ }), 257, "its proof"},
		"entered at another time":              {edited(100, func(e *journal.FileEvent) { e.Entered = e.Entered.Add(-time.Second) }), 100, "entered before"},
		"one taken out":                        {slices.Delete(slices.Clone(whole), 99, 100), 100, "event 99 follows event 97"},
		"the first taken out":                  {slices.Delete(slices.Clone(whole), 1, 2), 2, "event 1 follows event -1"},
		"one put in twice":                     {slices.Insert(slices.Clone(whole), 100, whole[99]), 101, "there twice"},
		"two in another order":                 {swapped(whole, 99, 100), 100, "event 99 follows event 97"},
		"the newest cut off":                   {whole[:len(whole)-10], 691, "the last 10 of 700"},
		"one beyond the end":                   {append(slices.Clone(whole[:len(whole)-1]), strings.TrimSuffix(whole[len(whole)-1], "\n")+"\n", strings.Replace(whole[len(whole)-1], `"position":699`, `"position":700`, 1)), 702, "beyond the 700"},
		"one's event kept back":                {edited(100, func(e *journal.FileEvent) { e.Event, e.By, e.Salt, e.Leaf = nil, nil, nil, make([]byte, 32) }), 257, "one of the events 0 to 127"},
		"a size that was not signed":           {head(func(h *journal.FileHead) { h.Size -= 10 }), 1, "not over this"},
		"another organisation":                 {head(func(h *journal.FileHead) { h.Organisation = uuid.New() }), 1, "not over this"},
		"another root":                         {head(func(h *journal.FileHead) { h.Root[0]++ }), 1, "not over this"},
		"another checkpoint":                   {head(func(h *journal.FileHead) { h.Checkpoint = strings.Replace(h.Checkpoint, "\n1\n", "\n2\n", 1) }), 1, "no signature"},
		"another field":                        {edit(whole, 100, `{"position"`, `{"forged":true,"position"`), 100, "no event"},
		"a line of something":                  {slices.Insert(slices.Clone(whole), 50, "hello\n"), 51, "no event"},
		"nothing":                              {nil, 1, "nothing in it"},
		"something else":                       {[]string{"{}\n"}, 1, "does not begin"},
	} {
		_, err := journal.Verify(strings.NewReader(strings.Join(c.file, "")), r.public)
		b, is := errors.AsType[journal.Broken](err)
		if !is || b.Line != c.line || !strings.Contains(b.Reason, c.words) {
			t.Errorf("%s: %v, want line %d: %s", what, err, c.line, c.words)
		}
	}
	part := lines(r.take(t, journal.Filter{Area: "membership", Person: r.Andina.Admin.Person()}))
	part[99] = strings.Replace(part[99], `"action":"membership`, `"action":"nothing`, 1)
	if _, err := journal.Verify(strings.NewReader(strings.Join(part, "")), r.public); err == nil || !strings.Contains(err.Error(), "line 100") {
		t.Errorf("a part that was changed: %v", err)
	}
	var p journal.FileEvent
	ok(t, json.Unmarshal([]byte(part[199]), &p))
	p.By.Actor = "Somebody Else"
	again(&p)
	b, err := json.Marshal(p)
	ok(t, err)
	part = lines(r.take(t, journal.Filter{Area: "membership", Person: r.Andina.Admin.Person()}))
	part[199] = string(b) + "\n"
	if _, err := journal.Verify(strings.NewReader(strings.Join(part, "")), r.public); err == nil || !strings.Contains(err.Error(), "line 200") {
		t.Errorf("a part whose leaf was made again: %v", err)
	}
}

func swapped(all []string, i, j int) []string {
	all = slices.Clone(all)
	all[i], all[j] = all[j], all[i]
	return all
}

func edit(all []string, line int, old, now string) []string {
	all = slices.Clone(all)
	all[line-1] = strings.Replace(all[line-1], old, now, 1)
	return all
}

// Only who may read the whole log takes it, of their own organisation, and after
// the first checkpoint.
func TestTheJournalIsTakenByAdministratorsOfTheirOwn(t *testing.T) {
	t.Parallel()
	r := newRecorded(t, 3)
	take := func(m tenants.Member) error {
		return r.DB.Write(t.Context(), m, func(tx *tenants.Tx) error {
			_, err := journal.Take(tx, "x", journal.Filter{}, &bytes.Buffer{})
			return err
		})
	}
	for _, m := range []tenants.Member{r.Andina.Manager, r.Andina.Trainer, r.Andina.Assessor} {
		refused(t, fault.NotFound, "not_found.audit_log", take(m))
	}
	refused(t, fault.Conflict, "journal.unsigned", take(r.Nordic.Admin))
	if s := string(r.file); strings.Contains(s, r.Nordic.ID.String()) || !strings.Contains(s, r.Andina.ID.String()) {
		t.Error("the file tells of another organisation")
	}
	if n := r.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'journal.exported' and detail->>'proofs' = 'true'`, r.Andina.ID); n != 1 {
		t.Errorf("%d events say that it was taken", n)
	}
}
