package trainings

import (
	"strings"
	"testing"
	"time"

	"accord/tenants"
)

// keptAsItIs holds what is kept of every standing and session against what Go
// works out of the rows, and against what the database works out of them.
func (s *scene) keptAsItIs(t *testing.T, after string) {
	t.Helper()
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		cohorts, err := where[Cohort](tx, "true")
		if err != nil {
			return err
		}
		for _, c := range cohorts {
			f, err := workOut(tx, c)
			if err != nil {
				return err
			}
			kept, err := keptOf[EnrolmentStanding](tx, f.Cohort.ID)
			if err != nil {
				return err
			}
			for _, st := range f.Standings {
				is := kept[st.Enrolment.ID]
				if want := st.kept(f.Cohort.ProgramID, is.ChangedAt); is != want {
					t.Errorf("after %s: kept %+v, is %+v", after, is, want)
				}
			}
			tallies, err := keptOf[SessionTally](tx, f.Cohort.ID)
			if err != nil {
				return err
			}
			for _, one := range f.Sessions {
				is, want := tallies[one.ID], f.tally(one)
				if !is.StartsAt.Equal(want.StartsAt) {
					t.Errorf("after %s: session %d begins %v, is kept at %v", after, one.Number, want.StartsAt, is.StartsAt)
				}
				if is.StartsAt = want.StartsAt; is != want {
					t.Errorf("after %s: kept %+v, is %+v", after, is, want)
				}
			}
		}
		return nil
	}))
	s.keptAsTheDatabaseSays(t, after)
}

// keptAsTheDatabaseSays works everything out anew in the database, and says
// what came out otherwise.
func (s *scene) keptAsTheDatabaseSays(t *testing.T, after string) {
	t.Helper()
	for table, columns := range map[string]string{
		"enrolment_standing": "tenant_id, id, cohort_id, candidate_id, program_id, attended, expected, excused, to_come, missed, share, status",
		"session_tally":      "tenant_id, id, cohort_id, starts_at, attended, expected, unmarked, marks",
	} {
		if err := s.Try(strings.NewReplacer("$tenant", s.Andina.ID.String(), "$table", table, "$columns", columns).Replace(`do $do$ declare other text; begin
			create temporary table was on commit drop as select $columns from $table where tenant_id = '$tenant';
			call app.stand_again('$tenant');
			select string_agg(r::text, ' ') into other from (
				(select 'works out', $columns from $table where tenant_id = '$tenant' except select 'works out', w.* from was w)
				union all (select 'keeps', w.* from was w except select 'keeps', $columns from $table where tenant_id = '$tenant')) r;
			if other is not null then raise exception '%', other; end if;
		end $do$`)); err != nil {
			t.Errorf("after %s the database %v", after, err)
		}
	}
}

func TestWhatIsKeptOfAStandingFollowsEveryVerb(t *testing.T) {
	t.Parallel()
	s := newScene(t, 3, 2, 4)
	s.keptAsItIs(t, "planning and enrolling")
	trainer, manager := s.Andina.Trainer, s.Andina.Manager
	for i, marks := range [][]Marked{
		{{Mark: Present}, {Mark: Absent}, {Mark: Late}, {Mark: Excused}},
		{{Mark: Part, Hours: 7.25}, {Mark: Absent}, {Mark: Present}, {Mark: Present}},
		{{Mark: Present}, {}, {Mark: Present}, {Mark: Present}},
	} {
		for j := range marks {
			marks[j].Enrolment = s.Enrolment[j].ID
		}
		_, err := s.record(t, trainer, i, marks...)
		ok(t, err)
	}
	s.keptAsItIs(t, "recording")
	_, err := s.record(t, trainer, 0, Marked{Enrolment: s.Enrolment[1].ID, Mark: Present})
	ok(t, err)
	s.keptAsItIs(t, "a correction")
	ok(t, s.risk(t, manager, 99, 0))
	s.keptAsItIs(t, "the program's rule")
	ok(t, s.risk(t, manager, 0, 1))
	s.keptAsItIs(t, "another rule of the program")
	do := func(after string, m tenants.Member, fn func(*tenants.Tx) error) {
		t.Helper()
		ok(t, write(t, s.World, m, fn))
		s.keptAsItIs(t, after)
	}
	do("withdrawing", trainer, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[1].ID); return err })
	do("readmitting", trainer, func(tx *tenants.Tx) error { _, err := Readmit(tx, s.Enrolment[1].ID); return err })
	do("a session made shorter", trainer, func(tx *tenants.Tx) error {
		was := s.Sessions[2]
		_, err := EditSession(tx, was.ID, NewSession{Title: was.Title, StartsAt: was.StartsAt, EndsAt: was.EndsAt, Hours: 8, Place: was.Place})
		return err
	})
	do("a session that moves", trainer, func(tx *tenants.Tx) error {
		was := s.Sessions[3]
		_, err := EditSession(tx, was.ID, NewSession{Title: was.Title, StartsAt: was.StartsAt.AddDate(0, 0, 3), EndsAt: was.EndsAt.AddDate(0, 0, 3), Hours: 10, Place: was.Place, Reason: "The room is taken"})
		return err
	})
	do("a session cancelled", trainer, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, s.Sessions[4].ID, "The trainer is ill")
		return err
	})
	do("a series", trainer, func(tx *tenants.Tx) error {
		_, err := AddSeries(tx, s.Cohort.ID, Series{Session: NewSession{Title: "Practice", Hours: 2.5}, Days: []time.Weekday{time.Tuesday},
			From: on(2026, 11, 20), Until: on(2026, 11, 28), Begins: clock(t, "17:00"), Ends: clock(t, "20:00")})
		return err
	})
	do("a higher floor", manager, func(tx *tenants.Tx) error {
		in := november(s.World)
		in.AttendanceFloor, in.RequiredHours = 95, 45
		_, err := Edit(tx, s.Cohort.ID, in)
		return err
	})
	do("an exception", manager, func(tx *tenants.Tx) error {
		return CompleteByException(tx, s.Enrolment[0].ID, "Made up for in a course of the same content")
	})
}
