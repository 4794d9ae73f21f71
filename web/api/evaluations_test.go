package api_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evaluations"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
)

func TestAnEvaluationIsOpenedClosedAndReadByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	w.Clock.Add(10 * time.Hour) // it is Monday in Guayaquil, too
	cohort, who := taught(t, w)
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		e, err := trainings.Enrol(tx, cohort.ID, candidates.NewCandidate{Name: "Diego Paz", Email: "diego@correo.example", Language: "es"}, "")
		who = append(who, e)
		return err
	}))
	manager, trainer, at := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Trainer), "/cohorts/"+cohort.ID.String()+"/evaluation"
	days := object{"from": "2026-11-16", "until": "2026-11-20"}
	problem(t, manager.get(at), 404)
	problem(t, manager.post(at+"/closing", nil), 404)
	fields(t, problem(t, manager.call("PUT", at, object{"from": "2026-11-20", "until": "2026-11-16"}), 422), map[string]string{"until": "evaluation.until_before"})
	fields(t, problem(t, manager.call("PUT", at, object{"from": "2026-11-01", "until": "2026-11-10"}), 422), map[string]string{"until": "evaluation.until_past"})
	fields(t, problem(t, manager.call("PUT", at, object{"from": "2026-11-16", "until": "2027-11-10"}), 422), map[string]string{"until": "evaluation.too_far"})
	problem(t, manager.call("PUT", at, object{"from": "soon", "until": "2026-11-20"}), 422)
	problem(t, manager.call("PUT", at, object{"from": "2026-11-16"}), 422)
	problem(t, trainer.call("PUT", at, days), 403) // reads along, and asks nobody
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Assessor, w.Andina.Trainer2} {
		problem(t, as(t, s, w, m).call("PUT", at, days), 404)
	}
	problem(t, manager.call("PUT", "/cohorts/"+uuid.NewString()+"/evaluation", days), 404)

	manager.call("PUT", at, object{"from": "2026-11-18", "until": "2026-11-20"}).Status(200)
	problem(t, manager.post(at+"/closing", nil), 409) // it has not opened
	manager.call("PUT", at, days).Status(200)         // its days move
	var is struct {
		Answered, Asked int
		Shown           bool
		ClosesAt        time.Time `json:"closes_at"`
		Results         []struct {
			Kind   string
			Counts []int
			Mean   *float64
			Texts  []string
		}
	}
	id := w.ID(`select id from evaluation where cohort_id = $1`, cohort.ID)
	for i, score := range []int{5, 4, 3} {
		answerBy(t, w.DB, w.Andina.Manager, who[i], id, score)
	}
	trainer.get(at).Status(200).JSON(&is)
	if is.Answered != 3 || is.Asked != 3 || is.Shown || len(is.Results) != 0 {
		t.Errorf("while it is open: %+v", is)
	}
	problem(t, trainer.post(at+"/closing", nil), 403)
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Assessor, w.Andina.Trainer2} {
		c := as(t, s, w, m)
		problem(t, c.get(at), 404)
		problem(t, c.post(at+"/closing", nil), 404)
	}
	manager.post(at+"/closing", nil).Status(201)
	manager.post(at+"/closing", nil).Status(201) // closed before, it stays so
	trainer.get(at).Status(200).JSON(&is)
	if !is.Shown || len(is.Results) != len(evaluations.Default) || is.Results[0].Mean == nil || *is.Results[0].Mean != 4 || len(is.Results[5].Texts) != 3 {
		t.Errorf("when it has closed: %+v", is)
	}
	problem(t, manager.call("PUT", at, object{"from": "2026-11-16", "until": "2026-11-25"}), 409) // for good
}

// answerBy answers as the holder of an enrolment's personal link does.
func answerBy(t *testing.T, db *tenants.DB, by tenants.Member, e trainings.Enrolment, evaluation uuid.UUID, score int) {
	t.Helper()
	var links map[uuid.UUID]uuid.UUID
	ok(t, db.Write(t.Context(), by, func(tx *tenants.Tx) (err error) {
		if links, err = personal.LinksFor(tx, e.ID); err == nil {
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: links[e.ID]})
		}
		return err
	}))
	l, err := db.LinkOf(t.Context(), db.LinkToken(links[e.ID]))
	ok(t, err)
	guest, err := db.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	var replies []evaluations.Reply
	for _, q := range evaluations.Default {
		if q.Kind == evaluations.Scale {
			replies = append(replies, evaluations.Reply{Score: score})
		} else {
			replies = append(replies, evaluations.Reply{Text: "Gracias"})
		}
	}
	ok(t, db.Write(t.Context(), guest, func(tx *tenants.Tx) error { return evaluations.Send(tx, evaluation, e.ID, replies) }))
}
