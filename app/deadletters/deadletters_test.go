package deadletters

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

func TestTheOperatorSeesAndReplaysWhatIsDeadAndItIsRecorded(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	first, second := job(w, "dead"), job(w, "dead")
	job(w, "open")
	var page paging.Page[Job]
	oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) (err error) { page, err = List(tx, paging.Ask{Limit: 1}); return })
	if len(page.Items) != 1 || page.Items[0].ID != second || page.Next == "" {
		t.Fatalf("the first page is %+v", page)
	}
	if code, key := page.Items[0].Fault(); code != fault.NotFound || key != "not_found.request" {
		t.Errorf("its fault reads %s, %s", code, key)
	}
	oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error {
		_, err := Replay(tx, w.Andina.ID, first, "The request is there now.")
		return err
	})
	if n := w.Count(`select count(*) from outbox where id = $1 and state = 'open' and attempts = 0 and generation = 1 and not dispatched and next_at = $2 and finished_at is null`, first, apptest.Start); n != 1 {
		t.Error("the job is not on its way again")
	}
	if n := w.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'job.replayed' and subject_id = $2 and person_id = $3`, tenants.Oversight, first, w.IMI.Administrator.Person()); n != 1 {
		t.Errorf("the replay stands in the journal %d times", n)
	}
	err := w.DB.Oversee(t.Context(), w.IMI.Administrator, "test", func(tx *tenants.OversightTx) error {
		_, err := Replay(tx, w.Andina.ID, first, "Again.")
		return err
	})
	if !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Conflict) {
		t.Errorf("a job that is not dead was replayed: %v", err)
	}
}

func TestNobodyElseReplays(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	id := job(w, "dead")
	for who, o := range map[string]tenants.Overseer{"reviewer": w.IMI.Reviewer, "spot checker": w.IMI.SpotChecker, "appraiser": w.IMI.Appraiser,
		"clerk": w.DB.AdmitOversightClerk("test", "test")} {
		err := w.DB.Oversee(t.Context(), o, "test", func(tx *tenants.OversightTx) error {
			_, err := Replay(tx, w.Andina.ID, id, "Because.")
			return err
		})
		if !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", who, err)
		}
		err = w.DB.OverseeRead(t.Context(), o, "test", func(tx *tenants.OversightTx) error { _, err := List(tx, paging.Ask{}); return err })
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s lists: %v", who, err)
		}
	}
	if n := w.Count(`select count(*) from outbox where id = $1 and state = 'dead'`, id); n != 1 {
		t.Error("it was replayed all the same")
	}
}

func TestAReplayHasAReasonAndAJob(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	id, waiting := job(w, "dead"), job(w, "open")
	for what, c := range map[string]struct {
		tenant, id uuid.UUID
		reason     string
		want       fault.Code
	}{
		"no reason":      {w.Andina.ID, id, "  ", fault.Invalid},
		"a novel":        {w.Andina.ID, id, strings.Repeat("ñ", 501), fault.Invalid},
		"no such job":    {w.Andina.ID, uuid.New(), "x", fault.NotFound},
		"of another":     {w.Nordic.ID, id, "x", fault.NotFound},
		"one that waits": {w.Andina.ID, waiting, "x", fault.NotFound},
	} {
		err := w.DB.Oversee(t.Context(), w.IMI.Administrator, "test", func(tx *tenants.OversightTx) error {
			_, err := Replay(tx, c.tenant, c.id, c.reason)
			return err
		})
		if !fault.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// job puts a job of Andina's into the outbox in a state.
func job(w *apptest.World, state string) uuid.UUID {
	id := uuid.Must(uuid.NewV7())
	w.Exec(`insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at, state, attempts, last_error, finished_at, dispatched)
		values ($1,$2,'test','notify','member',$3,$3,$3,$4,5, case when $4 = 'dead' then 'not_found: not_found.request' end, case when $4 = 'dead' then $3::timestamptz end, $4 = 'dead')`,
		w.Andina.ID, id, apptest.Start, state)
	return id
}

func oversee(t *testing.T, w *apptest.World, o tenants.Overseer, fn func(*tenants.OversightTx) error) {
	t.Helper()
	if err := w.DB.Oversee(t.Context(), o, "test", fn); err != nil {
		t.Fatal(err)
	}
}
