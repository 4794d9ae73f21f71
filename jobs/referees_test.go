package jobs

import (
	"regexp"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
)

// A referee is written to when they are asked, once more after two weeks, and
// by the same link; who is asked no more is not written to, and a month ends it.
func TestARefereeIsWrittenToTwiceAtMost(t *testing.T) {
	t.Parallel()
	o := office(t)
	var kept, dropped candidates.RefereeRequest
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Camila Torres", Email: "camila@correo.example", Language: "es"})
		if err != nil {
			return err
		}
		for _, to := range []struct {
			r        *candidates.RefereeRequest
			email    string
			language string
		}{{&kept, "ines@corte.example", "es"}, {&dropped, "howard@adr.example", "en"}} {
			e, err := candidates.AddEntry(tx, c.ID, candidates.NewEntry{HeldOn: tx.Now().AddDate(0, 0, -3), Role: "mediator", Medium: "online", Hours: 3, Field: "Custody", Parties: 2, Settled: "yes"}, tx.Now())
			if err != nil {
				return err
			}
			*to.r, err = candidates.AskReferee(tx, c.ID, candidates.NewReferee{Name: "Inés Ortega", Email: to.email, Relation: "Judge", Language: to.language, Entries: []uuid.UUID{e.ID}})
			if err != nil {
				return err
			}
		}
		_, err = candidates.WithdrawReferee(tx, dropped.ID)
		return err
	})
	drain := func() {
		t.Helper()
		if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	work := func(kind string, do func(*tenants.Tx, uuid.UUID) error) {
		t.Helper()
		clerk, err := o.DB.AdmitClerk(t.Context(), o.Andina.ID, kind, "test")
		if err != nil {
			t.Fatal(err)
		}
		o.write(t, clerk, func(tx *tenants.Tx) error { return do(tx, kept.ID) })
		drain()
	}
	drain()
	o.Clock.Add(candidates.RefereeReminded)
	work(candidates.RemindRefereeKind, candidates.RemindReferee)
	work(candidates.RemindRefereeKind, candidates.RemindReferee)
	o.Clock.Add(candidates.RefereeLife - candidates.RefereeReminded + time.Minute)
	work(candidates.LapseRefereeKind, candidates.LapseReferee)
	mails := o.sink.Messages()
	if len(mails) != 2 {
		t.Fatalf("%d letters went out", len(mails))
	}
	address := regexp.MustCompile(`/o/` + regexp.QuoteMeta(o.Andina.Slug) + `/referee/[\w-]{43}`)
	first := address.FindString(mails[0].Text)
	for _, m := range mails {
		if m.To[0] != "ines@corte.example" || first == "" || address.FindString(m.Text) != first {
			t.Errorf("a letter to %q leads to %q", m.To, address.FindString(m.Text))
		}
	}
	if n := o.Count(`select count(*) from referee_request where id = $1 and state = 'lapsed' and reminded_at is not null`, kept.ID); n != 1 {
		t.Error("the request is still asked")
	}
}
