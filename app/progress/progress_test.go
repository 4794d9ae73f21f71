package progress

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
)

const present, absent = trainings.Present, trainings.Absent

func listed(t *testing.T, w *apptest.World, m tenants.Member, f TraineeFilter, ask paging.Ask) (page paging.Page[Trainee]) {
	t.Helper()
	read(t, w, m, func(tx *tenants.Tx) (err error) { page, err = Trainees(tx, f, ask); return err })
	return page
}

func TestTraineesAreListedOverAllCohortsAndOnlyThoseTheReaderSees(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	taught := newGroup(t, w, "a", 2, 3, w.Andina.Trainer)
	newGroup(t, w, "b", 0, 1)
	taught.mark(t, w, 0, absent, present)
	if n := len(listed(t, w, w.Andina.Manager, TraineeFilter{}, paging.Ask{}).Items); n != 4 {
		t.Errorf("a program manager sees %d of 4", n)
	}
	if n := len(listed(t, w, w.Andina.Trainer, TraineeFilter{}, paging.Ask{}).Items); n != 3 {
		t.Errorf("a trainer sees %d; they train 3", n)
	}
	for who, m := range map[string]tenants.Member{"another organisation's manager": w.Nordic.Manager, "an assessor": w.Andina.Assessor} {
		if n := len(listed(t, w, m, TraineeFilter{}, paging.Ask{}).Items); n != 0 {
			t.Errorf("%s sees %d", who, n)
		}
	}
	lowest := listed(t, w, w.Andina.Manager, TraineeFilter{Cohort: taught.ID}, paging.Ask{Sort: "missed"}).Items
	if len(lowest) != 3 || lowest[0].ID != taught.enrolments[0].ID || lowest[0].Missed != 1 {
		t.Errorf("who missed most comes first: %+v", lowest)
	}
	if got := listed(t, w, w.Andina.Manager, TraineeFilter{Search: "person a1"}, paging.Ask{}).Items; len(got) != 1 || got[0].Candidate.Name != "Person a1" || got[0].Cohort.ID != taught.ID {
		t.Errorf("searched: %+v", got)
	}
	seen := map[uuid.UUID]bool{}
	for ask := (paging.Ask{Limit: 1}); ; {
		page := listed(t, w, w.Andina.Manager, TraineeFilter{}, ask)
		for _, r := range page.Items {
			seen[r.ID] = true
		}
		if ask.After = page.Next; page.Next == "" {
			break
		}
	}
	if len(seen) != 4 {
		t.Errorf("page by page there are %d", len(seen))
	}
}

func TestFiguresAreWhatTheListsBehindThemHold(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	g := newGroup(t, w, "a", 5, 3, w.Andina.Trainer)
	for i := range 4 {
		g.mark(t, w, i, present, absent, present)
	}
	g.mark(t, w, 4, present, absent) // the third one's mark is owed
	write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Complete(tx, g.ID, []uuid.UUID{g.enrolments[0].ID})
		return err
	})
	for who, m := range map[string]tenants.Member{"a manager": w.Andina.Manager, "a trainer": w.Andina.Trainer, "another organisation": w.Nordic.Manager} {
		read(t, w, m, func(tx *tenants.Tx) error {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return err
			}
			f, err := FiguresOf(tx, zone)
			if err != nil {
				return err
			}
			count := func(f TraineeFilter) int { return len(listed(t, w, m, f, paging.Ask{Limit: paging.MaxLimit}).Items) }
			sheets, err := Sessions(tx, SessionFilter{State: ToRecord}, zone, paging.Ask{})
			if err != nil {
				return err
			}
			got := fmt.Sprint(f.AtRisk, f.Ready, f.OnTrack, f.ToRecord, f.Completed)
			want := fmt.Sprint(count(TraineeFilter{Status: trainings.AtRisk}), count(TraineeFilter{Status: trainings.Ready}), count(TraineeFilter{Status: trainings.OnTrack}),
				len(sheets.Items), count(TraineeFilter{Status: trainings.Completed, Completed: f.Year}))
			if got != want {
				t.Errorf("%s: figures %s, lists %s", who, got, want)
			}
			if own := who != "another organisation"; own && got != "1 1 0 1 1" || !own && got != "0 0 0 0 0" {
				t.Errorf("%s: %s", who, got)
			}
			byMonth, err := ByMonth(tx, 12, zone)
			if err != nil {
				return err
			}
			if len(byMonth) != 12 || byMonth[11].Month != MonthOf(tx.Now().In(zone)) {
				t.Errorf("%s: months %+v", who, byMonth)
			}
			var attended, expected float64
			completed := 0
			for _, m := range byMonth {
				attended, expected, completed = attended+m.Attended, expected+m.Expected, completed+m.Completed
				if n := count(TraineeFilter{Completed: m.Month}); n != m.Completed {
					t.Errorf("%s: %d completed in %s, the list has %d", who, m.Completed, m.Month, n)
				}
			}
			if own := who != "another organisation"; own && (attended != 90 || expected != 140 || completed != 1) {
				t.Errorf("%s: %v of %v hours, %d completed", who, attended, expected, completed)
			}
			return nil
		})
	}
}

func TestAClosedCohortWaitsForNothing(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	g := newGroup(t, w, "a", 2, 1)
	write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.CancelSession(tx, g.sessions[2].ID, "There is nobody to teach it")
		return err
	})
	states := func() (to, risk int) {
		read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
			zone, err := trainings.Zone(tx)
			ok(t, err)
			f, err := FiguresOf(tx, zone)
			to, risk = f.ToRecord, f.UnderWay()
			return err
		})
		return to, risk
	}
	if to, under := states(); to != 2 || under != 1 {
		t.Errorf("before: %d sheets, %d under way", to, under)
	}
	write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Close(tx, g.ID); return err })
	if to, under := states(); to != 0 || under != 0 {
		t.Errorf("closed: %d sheets, %d under way", to, under)
	}
	read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		zone, err := trainings.Zone(tx)
		ok(t, err)
		for state, want := range map[SessionState]int{ToRecord: 0, ToCome: 0, Recorded: 2, Cancelled: 1, "": 3} {
			page, err := Sessions(tx, SessionFilter{State: state, Cohort: g.ID}, zone, paging.Ask{})
			ok(t, err)
			if len(page.Items) != want {
				t.Errorf("%q: %d sessions, want %d", state, len(page.Items), want)
			}
			for _, s := range page.Items {
				if state != "" && s.StateAt(tx.Now()) != state {
					t.Errorf("listed as %s, is %s", state, s.StateAt(tx.Now()))
				}
			}
		}
		return nil
	})
}

func TestAPeriodIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"2026-10": "2026-10", "2026": "2026", "": "", "2026-13": "", "oct": "", "0001-01": "", "2026-1": "", "20261": ""} {
		if got := ReadPeriod(typed).String(); got != want {
			t.Errorf("%q is %q", typed, got)
		}
	}
	year, month := ReadPeriod("2026"), ReadPeriod("2026-12")
	if !year.Ends(time.UTC).Equal(month.Ends(time.UTC)) || year.Begins(time.UTC).Month() != time.January {
		t.Errorf("%s ends %v, %s %v", year, year.Ends(time.UTC), month, month.Ends(time.UTC))
	}
	if span := months(12, time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)); span[0].String() != "2025-02" || span[11].String() != "2026-01" {
		t.Error(span)
	}
}

func TestWhoseCohortHasNotBegunIsNotUnderWay(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	newGroup(t, w, "a", 1, 2)
	var planned trainings.Cohort
	write(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		zone, err := trainings.Zone(tx)
		ok(t, err)
		planned, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "later", Title: "Later", Language: "es",
			StartsOn: tx.Now().In(zone).AddDate(0, 0, 1), EndsOn: tx.Now().AddDate(0, 3, 0), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		ok(t, err)
		_, err = trainings.Enrol(tx, planned.ID, candidates.NewCandidate{Name: "Rosa Lema", Email: "rosa@correo.example"}, "")
		return err
	})
	figures := func() string {
		var f Figures
		read(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) { f, err = FiguresOf(tx, time.UTC); return err })
		count := func(s trainings.Status) int {
			all := listed(t, w, w.Andina.Manager, TraineeFilter{Status: s}, paging.Ask{}).Items
			for _, one := range all {
				if one.Status != s {
					t.Errorf("listed as %s, is %s", s, one.Status)
				}
			}
			return len(all)
		}
		if got, want := fmt.Sprint(f.OnTrack, f.NotBegun), fmt.Sprint(count(trainings.OnTrack), count(trainings.NotBegun)); got != want {
			t.Errorf("figures %s, lists %s", got, want)
		}
		return fmt.Sprint(f.UnderWay(), f.NotBegun)
	}
	if got := figures(); got != "2 1" {
		t.Errorf("under way and not begun: %s", got)
	}
	read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, planned.ID)
		if err == nil && f.Standings[0].Status != trainings.NotBegun {
			t.Errorf("in its cohort they are %s", f.Standings[0].Status)
		}
		return err
	})
	w.Clock.Add(24 * time.Hour)
	if got := figures(); got != "3 0" {
		t.Errorf("on its first day: %s", got)
	}
}
