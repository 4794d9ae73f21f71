package api_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
)

type comparison struct {
	Differing, Obstacles []string
	Digest               string
}

type merged struct {
	State     string
	UndoUntil time.Time `json:"undo_until"`
	Obstacles []string
}

// twins is an organisation with two records of one person.
func twins(t *testing.T) (w *apptest.World, by func(tenants.Member) caller, ana, dupe candidates.Candidate) {
	t.Helper()
	s, w := site(t)
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if ana, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana.torres@correo.example", Language: "es", Country: "EC"}); err != nil {
			return err
		}
		dupe, err = candidates.Add(tx, candidates.NewCandidate{Name: "Torres, Ana Lucia", Email: "anatorres@trabajo.example", Language: "en", Country: "EC"})
		return err
	}))
	return w, func(m tenants.Member) caller { return as(t, s, w, m) }, ana, dupe
}

func compared(kept, gone candidates.Candidate) string {
	return "/merges/comparison?kept_id=" + kept.ID.String() + "&merged_id=" + gone.ID.String()
}

func TestTwoRecordsBecomeOneAndTwoAgainByTheAPI(t *testing.T) {
	t.Parallel()
	w, as, ana, dupe := twins(t)
	manager := as(w.Andina.Manager)
	var pairs struct {
		Items []struct {
			ID       uuid.UUID
			InCommon []string `json:"in_common"`
		}
	}
	manager.get("/duplicates?in_common=name").Status(200).JSON(&pairs)
	if len(pairs.Items) != 1 || len(pairs.Items[0].InCommon) != 2 {
		t.Fatalf("the likely duplicates: %+v", pairs.Items)
	}
	var c comparison
	manager.get(compared(ana, dupe)).Status(200).JSON(&c)
	if len(c.Differing) != 3 || len(c.Obstacles) != 0 || len(c.Digest) != 64 {
		t.Fatalf("the comparison: %+v", c)
	}
	both := object{"kept_id": ana.ID, "merged_id": dupe.ID, "take": []string{"email"}, "digest": c.Digest}
	id := id(t, manager.post("/merges", both))
	var m merged
	manager.get("/merges/" + id).Status(200).JSON(&m)
	if m.State != "merged" || !m.UndoUntil.Equal(apptest.Start.AddDate(0, 0, merges.Days)) || len(m.Obstacles) != 0 {
		t.Errorf("the merge: %+v", m)
	}
	var kept struct{ Name, Email string }
	manager.get("/candidates/" + ana.ID.String()).Status(200).JSON(&kept)
	if kept.Name != ana.Name || kept.Email != dupe.Email {
		t.Errorf("who stays is %+v", kept)
	}
	problem(t, manager.get("/candidates/"+dupe.ID.String()), 404)
	problem(t, manager.post("/merges", both), 404) // once more: the one that went is not there
	for range 2 {                                  // undone before, it stays so
		manager.post("/merges/"+id+"/undoing", nil).JSON(&m)
		if m.State != "undone" {
			t.Errorf("undone, it is %+v", m)
		}
	}
	manager.get("/candidates/" + dupe.ID.String()).Status(200)
}

func TestAPairIsDismissedAndListedAgainByTheAPI(t *testing.T) {
	t.Parallel()
	w, as, _, _ := twins(t)
	manager := as(w.Andina.Manager)
	pair := w.ID("select id from candidate_pair where tenant_id = $1", w.Andina.ID).String()
	listed := func(query string) int {
		var all struct{ Items []object }
		manager.get("/duplicates" + query).Status(200).JSON(&all)
		return len(all.Items)
	}
	manager.post("/duplicates/"+pair+"/dismissal", nil)
	if listed("") != 0 || listed("?dismissed=true") != 1 {
		t.Error("a pair that was said to be two people is listed still")
	}
	manager.post("/duplicates/"+pair+"/return", nil)
	if listed("") != 1 || listed("?dismissed=true") != 0 {
		t.Error("a pair that is listed again is not")
	}
	for _, c := range []caller{as(w.Andina.Trainer), as(w.Nordic.Manager)} {
		problem(t, c.post("/duplicates/"+pair+"/dismissal", nil), 404)
	}
}

func TestWhatCannotBeMergedIsRefusedByTheAPI(t *testing.T) {
	t.Parallel()
	w, as, ana, dupe := twins(t)
	manager := as(w.Andina.Manager)
	var c comparison
	manager.get(compared(ana, dupe)).Status(200).JSON(&c)
	both := func(more object) object {
		all := object{"kept_id": ana.ID, "merged_id": dupe.ID, "digest": c.Digest}
		for k, v := range more {
			all[k] = v
		}
		return all
	}
	code := func(status int, body object) { t.Helper(); problem(t, manager.post("/merges", body), status) }
	code(422, both(object{"merged_id": ana.ID}))
	code(422, both(object{"take": []string{"person_id"}}))
	code(422, object{"kept_id": ana.ID})
	code(404, both(object{"merged_id": uuid.New()}))
	code(409, both(object{"digest": "0"}))
	for who, m := range map[string]tenants.Member{"a trainer": w.Andina.Trainer, "an assessor": w.Andina.Assessor, "another organisation": w.Nordic.Manager} {
		caller := as(m)
		if caller.get(compared(ana, dupe)).StatusCode != 404 || caller.post("/merges", both(nil)).StatusCode != 404 {
			t.Errorf("%s merges", who)
		}
	}
	w.Row("submission", map[string]any{"tenant_id": w.Andina.ID, "candidate_id": dupe.ID, "program_id": w.Andina.QAP, "reference": "SU-1", "submitted_at": apptest.Start,
		"rule_set": "r", "declaration": "d", "submitted_by_name": "Elena"})
	manager.get(compared(ana, dupe)).Status(200).JSON(&c)
	if len(c.Obstacles) != 1 || c.Obstacles[0] != "merge.was_submitted" {
		t.Errorf("what stands in the way: %v", c.Obstacles)
	}
	code(409, both(nil))
	manager.get(compared(dupe, ana)).Status(200).JSON(&c)
	id := id(t, manager.post("/merges", object{"kept_id": dupe.ID, "merged_id": ana.ID, "digest": c.Digest}))
	w.Clock.Add((merges.Days + 1) * 24 * time.Hour)
	problem(t, as(w.Andina.Manager).post("/merges/"+id+"/undoing", nil), 409)
	problem(t, as(w.Andina.Trainer).post("/merges/"+id+"/undoing", nil), 404)
	problem(t, as(w.Nordic.Manager).post("/merges/"+id+"/undoing", nil), 404)
}
