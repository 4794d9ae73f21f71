package progress

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, w.DB.Write(context.Background(), m, fn))
}

func read(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, w.DB.Read(context.Background(), m, fn))
}

// group is a cohort with sessions of ten hours and people.
type group struct {
	trainings.Cohort
	sessions   []trainings.TrainingSession
	enrolments []trainings.Enrolment
}

// newGroup opens a cohort with so many sessions held, one a day until today,
// one to come, and so many people.
func newGroup(t *testing.T, w *apptest.World, code string, held, people int, trainers ...tenants.Member) (g group) {
	t.Helper()
	write(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		g.Cohort, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: code, Title: "Foundations " + code, Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, 0, -40), EndsOn: apptest.Start.AddDate(0, 0, 10), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, m := range trainers {
			ids = append(ids, m.Membership())
		}
		if err := trainings.Staff(tx, g.ID, ids); err != nil {
			return err
		}
		for i := range held + 1 {
			at := apptest.Start.AddDate(0, 0, i-held).Add(time.Hour)
			s, err := trainings.AddSession(tx, g.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(11 * time.Hour), Hours: 10})
			if err != nil {
				return err
			}
			g.sessions = append(g.sessions, s)
		}
		for i := range people {
			e, err := trainings.Enrol(tx, g.ID, candidates.NewCandidate{Name: fmt.Sprintf("Person %s%d", code, i), Email: fmt.Sprintf("%s%d@correo.example", code, i)}, "")
			if err != nil {
				return err
			}
			g.enrolments = append(g.enrolments, e)
		}
		return nil
	})
	return g
}

// mark records one session's marks, in the order of the people; "" is none.
func (g group) mark(t *testing.T, w *apptest.World, session int, marks ...string) {
	t.Helper()
	var sheet []trainings.Marked
	for i, m := range marks {
		sheet = append(sheet, trainings.Marked{Enrolment: g.enrolments[i].ID, Mark: m})
	}
	write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, g.sessions[session].ID, sheet)
		return err
	})
}
