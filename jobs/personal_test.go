package jobs

import (
	"regexp"
	"testing"
	"time"

	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
)

// A personal link is the same in each letter, is another one once the trainee's
// address was corrected, and is not sent once it was replaced.
func TestAPersonalLinkIsTheSameInEachLetter(t *testing.T) {
	t.Parallel()
	o := office(t)
	var who trainings.Enrolment
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			who, err = trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Camila Tores", Email: "camila@correo.example", Language: "es"}, "")
		}
		return err
	})
	send := func(do func(*tenants.Tx) error) {
		t.Helper()
		o.write(t, o.Andina.Manager, do)
		o.Clock.Add(personal.Between)
	}
	drain := func() {
		t.Helper()
		if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	again := func(tx *tenants.Tx) error { return personal.Send(tx, who.ID) }
	send(again)
	drain()
	send(again)
	drain()
	send(func(tx *tenants.Tx) error { // what went to the old address is replaced, with no more said
		_, err := candidates.Edit(tx, who.CandidateID, candidates.NewCandidate{Name: "Camila Tores", Email: "camila@nuevo.example", Language: "es"})
		return err
	})
	drain()
	o.Clock.Add(personal.Between)
	send(again) // replaced before it went out
	send(func(tx *tenants.Tx) error { return personal.Renew(tx, who.ID) })
	drain()
	address := regexp.MustCompile(`/o/` + regexp.QuoteMeta(o.Andina.Slug) + `/personal/[\w-]{43}`)
	var to, links []string
	for _, m := range o.sink.Messages() {
		to, links = append(to, m.To[0]), append(links, address.FindString(m.Text))
	}
	if len(to) != 4 || to[0] != "camila@correo.example" || to[1] != to[0] || to[2] != "camila@nuevo.example" || to[3] != to[2] {
		t.Fatalf("the letters went to %q", to)
	}
	if links[0] == "" || links[0] != links[1] || links[2] == "" || links[2] == links[1] || links[3] == "" || links[3] == links[2] {
		t.Errorf("the links are %q", links)
	}
}
