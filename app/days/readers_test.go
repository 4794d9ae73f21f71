package days_test

import (
	"testing"
	"time"

	"accord/app/days"
	"accord/tenants"
)

func TestEverybodyReadsWhatConcernsThem(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0)
	signed := s.Member(s.org, tenants.RoleCandidate) // the first candidate, who signs in
	s.Force(`update candidate set person_id = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.people[0].ID, signed.Person())
	third := s.Member(s.org, tenants.RoleAssessor)
	sees := func(m tenants.Member) (n int) {
		t.Helper()
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
			if _, err := days.Get(tx, s.day.ID); err == nil {
				n++
			}
			if _, err := days.SlotOf(tx, slots[0].ID); err == nil {
				n++
			}
			parts, err := days.PartsOf(tx, slots[0].ID)
			if len(parts) > 0 {
				n++
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		who           string
		m             tenants.Member
		before, after int
	}{
		{"a program manager", s.org.Manager, 3, 3}, {"its assessor", s.org.Assessor, 0, 3}, {"its candidate", signed, 0, 2},
		{"another assessor", third, 0, 0}, {"a trainer", s.org.Trainer, 0, 0}, {"another organisation's manager", s.Nordic.Manager, 0, 0},
	} {
		if n := sees(c.m); n != c.before {
			t.Errorf("%s reads %d before it is published, not %d", c.who, n, c.before)
		}
		defer func() {
			if n := sees(c.m); n != c.after {
				t.Errorf("%s reads %d once it is published, not %d", c.who, n, c.after)
			}
		}()
	}
	s.publish()
	read := func(m tenants.Member, fn func(tx *tenants.Tx) error) {
		t.Helper()
		if err := s.DB.Read(t.Context(), m, fn); err != nil {
			t.Fatal(err)
		}
	}
	read(s.org.Assessor, func(tx *tenants.Tx) error {
		today, next, err := days.Today(tx)
		if len(today) != 0 || len(next) != 1 || next[0].Count != 1 {
			t.Errorf("a week before: %v %v", today, next)
		}
		return err
	})
	read(signed, func(tx *tenants.Tx) error {
		own, err := days.Own(tx)
		if len(own) != 1 || own[0].Day.Title != "Assessment day" {
			t.Errorf("their own: %v", own)
		}
		return err
	})
	s.until(time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC)) // eleven at night in Quito: it is still the day
	read(s.org.Assessor, func(tx *tenants.Tx) error {
		today, next, err := days.Today(tx)
		if len(today) != 1 || today[0].Assignment == nil || len(next) != 0 {
			t.Errorf("the day: %v %v", today, next)
		}
		return err
	})
}
