package appeals_test

import (
	"testing"
	"time"

	"accord/app/appeals"
	"accord/app/letters"
	"accord/app/standards"
	"accord/tenants"
)

func TestAPanelIsRemindedUntilItHasDecided(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	quito, _ := time.LoadLocation("America/Guayaquil")
	if !a.DueAt.Equal(standards.AddWorkdays(a.LodgedAt, appeals.DecideDays, quito)) || a.Late(a.DueAt) || !a.Late(a.DueAt.Add(time.Second)) {
		t.Errorf("lodged on %s, it is due %s", a.LodgedAt, a.DueAt)
	}
	waiting := func() int {
		return s.Count(`select count(*) from deadline where subject_id = $1 and kind = $2 and fired_at is null and cancelled_at is null`, a.ID, appeals.RemindKind)
	}
	if n := waiting(); n != len(appeals.Stages) {
		t.Errorf("%d reminders are set", n)
	}
	told := func(letter letters.Kind, want int) {
		t.Helper()
		s.ok(s.org.Manager, func(tx *tenants.Tx) error { return appeals.Remind(tx, a.ID, "before_1") })
		if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args->>'letter' = $2 and args->>'subject' = $3`, s.org.ID, string(letter), a.ID.String()); n != want {
			t.Errorf("%s is sent %d times, not %d", letter, n, want)
		}
	}
	told(letters.AppealDue, 1) // nobody is named: the program managers alone
	s.panel(a, s.org.Admin, s.org.Trainer2)
	told(letters.AppealDue, 4)
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args->>'to_roles' is not null and args->>'without' like '%' || $2 || '%' and args->>'without' like '%' || $3 || '%'`,
		s.org.ID, s.org.Admin.Membership(), s.org.Trainer2.Membership()); n != 1 {
		t.Error("who sits on the panel and manages programs is reminded twice")
	}
	s.Clock.Add(a.DueAt.Sub(s.Clock.Now()) + time.Hour)
	told(letters.AppealOverdue, 3)
	if err := s.decide(a, appeals.Dismissed, s.org.Admin, s.org.Trainer2); err != nil {
		t.Fatal(err)
	}
	told(letters.AppealOverdue, 3)
	if n := waiting(); n != 0 {
		t.Errorf("%d reminders are left of a decided appeal", n)
	}
	if s.Try(`update appeal set due_at = due_at + interval '1 day' where id = $1`, a.ID) == nil {
		t.Error("an appeal that was decided gets another deadline")
	}
}
