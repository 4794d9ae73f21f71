package days_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/days"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// A candidate says whether they come, for themself alone, until their slot
// begins; what moves asks anew, and whoever plans says what is to become of a
// slot whose candidate cannot.
func TestACandidateAnswersTheirOwnInvitationAndNobodyElses(t *testing.T) {
	t.Parallel()
	s := newStage(t, 4)
	slots := s.fill(0, 1, 2)
	ana, bruno := slots[0].ID, slots[1].ID
	m := s.org.Manager
	var signed [3]tenants.Member
	for i := range signed {
		signed[i] = s.Member(s.org, tenants.RoleCandidate)
		s.Force(`update candidate set person_id = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.people[i].ID, signed[i].Person())
	}
	comes := func(slot uuid.UUID) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := days.Confirm(tx, slot); return err }
	}
	cannot := func(slot uuid.UUID, reason string) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := days.Decline(tx, slot, reason); return err }
	}
	keep := func(slot uuid.UUID) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := days.Keep(tx, slot); return err }
	}
	release := func(slot uuid.UUID, reason string) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := days.Release(tx, slot, reason); return err }
	}
	type try struct {
		what string
		m    tenants.Member
		fn   func(*tenants.Tx) error
		code fault.Code
		key  string
	}
	refuse := func(all ...try) {
		t.Helper()
		for _, x := range all {
			s.refused(x.what, s.try(x.m, x.fn), x.code, x.key)
		}
	}
	stands := func(what string, want days.Tally, ana, bruno days.Reply) {
		t.Helper()
		s.ok(m, func(tx *tenants.Tx) error {
			w, err := days.Load(tx, s.day.ID)
			if got := w.Tally(); got != want {
				t.Errorf("%s: %+v, not %+v", what, got, want)
			}
			for i, r := range []days.Reply{ana, bruno} {
				if got := w.Answers.To(s.slot(slots[i].ID)); got != r {
					t.Errorf("%s: slot %d stands %q, not %q", what, i, got, r)
				}
			}
			page, err2 := days.List(tx, days.Filter{Missing: true}, paging.Ask{})
			if err2 != nil || (len(page.Items) == 1) != (want.Missing() > 0) {
				t.Errorf("%s: %d days with somebody to be heard, %v", what, len(page.Items), err2)
			}
			return err
		})
	}

	refuse(try{"before anybody is invited", signed[0], comes(ana), fault.NotFound, ""})
	s.publish()
	if n := s.letters("slot_asked"); n != 3 {
		t.Errorf("%d candidates who sign in are asked", n)
	}
	refuse(
		try{"another's slot", signed[0], comes(bruno), fault.NotFound, ""},
		try{"another's slot, declined", signed[0], cannot(bruno, "x"), fault.NotFound, ""},
		try{"in another organisation", s.Nordic.Manager, comes(ana), fault.NotFound, ""},
		try{"by who plans", m, comes(ana), fault.Forbidden, ""},
		try{"by its assessor", s.org.Assessor, cannot(ana, "x"), fault.NotFound, ""},
		try{"by who takes no part", s.org.Trainer, comes(ana), fault.NotFound, ""},
		try{"without a reason", signed[0], cannot(ana, "  "), fault.Invalid, "slot.say_why"},
		try{"with too long a reason", signed[0], cannot(ana, strings.Repeat("x", days.MaxReason+1)), fault.Invalid, "candidate.too_long"},
		try{"kept where nobody answered", m, keep(ana), fault.Conflict, "slot.nothing_to_keep"},
		try{"freed without a reason", m, release(ana, ""), fault.Invalid, "session.reason_required"},
		try{"freed by the candidate", signed[0], release(ana, "x"), fault.Forbidden, ""},
		try{"freed by another organisation", s.Nordic.Manager, release(ana, "x"), fault.NotFound, ""},
	)
	stands("at first", days.Tally{Asked: 3}, days.Unanswered, days.Unanswered)

	s.ok(signed[0], comes(ana))
	s.ok(signed[1], cannot(bruno, "Es el bautizo de mi hija."))
	s.ok(signed[2], comes(slots[2].ID))
	stands("answered", days.Tally{Asked: 3, Confirmed: 2, Declined: 1}, days.Comes, days.CannotCome)
	if n := s.letters("slot_declined"); n != 1 {
		t.Errorf("those who plan have %d letters", n)
	}
	refuse(
		try{"kept where the candidate comes", m, keep(ana), fault.Conflict, "slot.nothing_to_keep"},
		try{"kept by the candidate", signed[1], keep(bruno), fault.Forbidden, ""},
		try{"kept by an assessor", s.org.Assessor, keep(bruno), fault.Forbidden, ""},
	)
	for who, c := range map[string]struct {
		m tenants.Member
		n int
	}{"the candidate": {signed[1], 1}, "another candidate": {signed[0], 0}, "the assessor": {s.org.Assessor, 0}, "another organisation": {s.Nordic.Manager, 0}} {
		if err := s.DB.Read(t.Context(), c.m, func(tx *tenants.Tx) error {
			all, err := days.AnswersTo(tx, []days.Slot{s.slot(bruno)})
			if len(all) != c.n {
				t.Errorf("%s reads %d answers of the slot", who, len(all))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	s.ok(m, keep(bruno))
	refuse(try{"kept twice", m, keep(bruno), fault.Conflict, "slot.nothing_to_keep"})
	s.ok(signed[1], comes(bruno)) // they come after all
	if n := s.letters("slot_restored"); n != 1 {
		t.Errorf("those who plan have %d letters that they come after all", n)
	}
	s.ok(signed[1], cannot(bruno, "Al final no."))
	s.ok(m, func(tx *tenants.Tx) error {
		w, err := days.Load(tx, s.day.ID)
		if len(w.Declined()) != 1 {
			t.Errorf("an answer given anew is still kept: %+v", w.Answers)
		}
		return err
	})

	// What moves asks anew.
	s.ok(m, func(tx *tenants.Tx) error { _, _, err := days.Swap(tx, ana, bruno, "El bus."); return err })
	stands("swapped", days.Tally{Asked: 3, Confirmed: 1}, days.Unanswered, days.Unanswered)
	if n := s.letters("slot_asked_anew"); n != 2 {
		t.Errorf("%d are asked anew", n)
	}
	s.ok(signed[0], cannot(ana, "Ya no puedo."))
	free := days.Slot{}
	s.ok(m, func(tx *tenants.Tx) (err error) {
		free, err = days.Release(tx, ana, "No puede venir.")
		return err
	})
	was := s.slot(ana)
	if was.State != days.Cancelled || !free.Free() || free.State != days.Planned || !free.StartsAt.Equal(was.StartsAt) || free.Room != was.Room || free.Scenario != was.Scenario {
		t.Errorf("freed: %+v, %+v", was, free)
	}
	refuse(
		try{"a withdrawn slot", signed[0], comes(ana), fault.Conflict, "slot.asks_nothing"},
		try{"a free slot freed", m, release(free.ID, "x"), fault.Conflict, "slot.free_already"},
		try{"a withdrawn slot kept", m, keep(ana), fault.Conflict, "slot.settled"},
	)
	stands("freed", days.Tally{Asked: 2, Confirmed: 1}, "", days.Unanswered)

	// The database holds it, whoever writes.
	reach := func(what, sql string, args ...any) {
		t.Helper()
		if n, err := s.ByLogin(tenants.DoorMember, s.org.ID, sql, args...); err == nil && n > 0 {
			t.Errorf("%s passed", what)
		}
	}
	third := slots[2].ID
	const say = `insert into slot_answer (tenant_id, id, slot_id, revision, comes, reason, answered_at) select tenant_id, gen_random_uuid(), id, revision, true, '', app.now() from day_slot where id = $1`
	reach("an answer in the candidate's place", say, bruno)
	reach("an answer changed in the candidate's place", `update slot_answer set comes = false, reason = 'x' where slot_id = $1`, third)
	reach("a slot kept whose candidate comes", `update slot_answer set kept_at = app.now() where slot_id = $1`, third)
	reach("an answer to another slot", `update slot_answer set slot_id = $2 where slot_id = $1`, third, bruno)
	reach("an answer taken away", `delete from slot_answer where slot_id = $1`, third)
	if plans, judges := s.answersBehind(m), s.answersBehind(s.org.Assessor); plans == 0 || judges != 0 {
		t.Errorf("behind the policies who plans reads %d answers and who only assesses %d", plans, judges)
	}
	s.until(s.slot(third).StartsAt)
	refuse(
		try{"once it has begun", signed[2], cannot(third, "x"), fault.Conflict, "slot.answer_late"},
		try{"freed once it has begun", m, release(third, "x"), fault.Conflict, "slot.begun"},
	)
	reach("an answer once it has begun", `update slot_answer set answered_at = app.now() where slot_id = $1`, third)
	s.Clock.Add(time.Hour)
	s.ok(s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, third, days.Attendance{Outcome: days.Held})
		return err
	})
	refuse(try{"once it was held", signed[2], comes(third), fault.Conflict, "slot.asks_nothing"})
}

// answersBehind counts the answers that the table's walls show somebody, without any row policy.
func (s *stage) answersBehind(m tenants.Member) (n int) {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), tenantstest.Database(s.t).URL("member"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(s.t.Context(), `select set_config('app.tenant_id', $1, false), set_config('app.person_id', $2, false), set_config('app.now', now()::text, false)`,
		m.Tenant().String(), m.Person().String()); err != nil {
		s.t.Fatal(err)
	}
	if err := conn.QueryRow(s.t.Context(), `select count(*) from slot_answer`).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}
