package trainings

import (
	"testing"
	"time"

	"accord/tenants"
	"accord/tenants/fault"
)

func (s *scene) risk(t *testing.T, m tenants.Member, warnBelow, missed int) error {
	t.Helper()
	return write(t, s.World, m, func(tx *tenants.Tx) error {
		_, err := SetRisk(tx, s.Andina.CMTP, warnBelow, missed)
		return err
	})
}

func (s *scene) status(t *testing.T, who int) Status {
	t.Helper()
	st, _ := s.file(t).Standing(s.Enrolment[who].ID)
	return st.Status
}

func TestAProgramWarnsByItsOwnRuleAndCompletingStaysAsItIs(t *testing.T) {
	t.Parallel()
	s := newScene(t, 3, 3, 2)
	for i, marks := range [][]Marked{
		{{Mark: Present}, {Mark: Part, Hours: 9.5}},
		{{Mark: Present}, {Mark: Excused}},
		{{Mark: Present}, {Mark: Present}},
	} {
		for j := range marks {
			marks[j].Enrolment = s.Enrolment[j].ID
		}
		_, err := s.record(t, s.Andina.Trainer, i, marks...)
		ok(t, err)
	}
	if a, b := s.status(t, 0), s.status(t, 1); a != OnTrack || b != OnTrack {
		t.Fatalf("by default they are %s and %s", a, b)
	}
	ok(t, s.risk(t, s.Andina.Manager, 98, 0)) // the second has 97 percent
	if a, b := s.status(t, 0), s.status(t, 1); a != OnTrack || b != AtRisk {
		t.Errorf("below 98 percent they are %s and %s", a, b)
	}
	ok(t, s.risk(t, s.Andina.Manager, 0, 1))
	if b := s.status(t, 1); b != OnTrack {
		t.Errorf("an excused absence counts as missed: %s", b)
	}
	if n := s.events("program.risk_set", s.Andina.CMTP); n != 2 {
		t.Errorf("%d events", n)
	}
}

func TestSessionsMissedWarnOnceTheyAreAsManyAsTheRuleSays(t *testing.T) {
	t.Parallel()
	s := &scene{World: newScene(t, 0, 0, 0).World}
	in := november(s.World)
	in.RequiredHours, in.Code = 115, "found-2026-b"
	s.Cohort = openFor(t, s.World, in, s.Andina.Trainer)
	for i := range 14 { // so many that one missed leaves the share and the hours in order; two are to come
		s.Sessions = append(s.Sessions, plan(t, s.World, s.Andina.Trainer, s.Cohort, s.Clock.Now().AddDate(0, 0, i-12).Add(time.Hour)))
	}
	s.Enrolment = append(s.Enrolment, enrolled(t, s.World, s.Andina.Trainer, s.Cohort, 0))
	for i := range 12 {
		mark := Present
		if i == 1 {
			mark = Excused
		}
		_, err := s.record(t, s.Andina.Trainer, i, Marked{Enrolment: s.Enrolment[0].ID, Mark: mark})
		ok(t, err)
	}
	ok(t, s.risk(t, s.Andina.Manager, 0, 1))
	if got := s.status(t, 0); got != OnTrack {
		t.Errorf("nothing missed: %s", got)
	}
	_, err := s.record(t, s.Andina.Trainer, 1, Marked{Enrolment: s.Enrolment[0].ID, Mark: Absent})
	ok(t, err)
	if st, _ := s.file(t).Standing(s.Enrolment[0].ID); st.Missed != 1 || st.Status != AtRisk {
		t.Errorf("%d missed: %s", st.Missed, st.Status)
	}
}

func TestTheRuleIsTheProgramManagersAndBounded(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	refused(t, s.risk(t, s.Andina.Trainer, 95, 0), fault.Forbidden)
	refused(t, s.risk(t, s.Nordic.Manager, 95, 0), fault.NotFound)
	sameFields(t, s.risk(t, s.Andina.Manager, 101, -1), "warn_below", "missed")
	refused(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := SetRisk(tx, s.Andina.QAP, 95, 0); return err }), fault.NotFound)
}
