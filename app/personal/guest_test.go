package personal_test

import (
	"testing"
	"time"

	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAGuestReadsTheirOwnCourseAndNobodyElses(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.Sessions[0].ID, []trainings.Marked{{Enrolment: s.People[0].ID, Mark: trainings.Late}, {Enrolment: s.People[1].ID, Mark: trainings.Absent}})
		return err
	}))
	guest := s.guest(t, s.link(t, 0).ID)
	ok(t, s.read(t, guest, func(tx *tenants.Tx) error {
		own, err := trainings.Own(tx, s.People[0].ID)
		ok(t, err)
		if len(own.Sessions) != 2 || own.Standing.Attended != 5 || len(own.Standing.Marks) != 1 || own.Standing.Marks[s.Sessions[0].ID].Mark != trainings.Late {
			t.Errorf("their own course is %+v", own.Standing)
		}
		for name, err := range map[string]error{
			"another's enrolment": second(trainings.Own(tx, s.People[1].ID)),
			"another's file":      second(candidates.Get(tx, s.People[1].CandidateID)),
			"how a mark came":     noneOf[trainings.AttendanceChange](tx),
			"who trains":          noneOf[trainings.CohortTrainer](tx),
			"links":               noneOf[personal.Link](tx),
		} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		var enrolments []trainings.Enrolment
		var marks []trainings.Attendance
		var people []candidates.Candidate
		ok(t, tx.DB().Where("true").Find(&enrolments).Error)
		ok(t, tx.DB().Where("true").Find(&marks).Error)
		ok(t, tx.DB().Where("true").Find(&people).Error)
		if len(enrolments) != 1 || len(marks) != 1 || len(people) != 1 {
			t.Errorf("a guest sees %d enrolments, %d marks and %d people", len(enrolments), len(marks), len(people))
		}
		return nil
	}))
	refused(t, s.write(t, guest, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.Sessions[0].ID, []trainings.Marked{{Enrolment: s.People[0].ID, Mark: trainings.Present}})
		return err
	}), fault.Forbidden, "")
}

func TestTheLinkOfOneOrganisationOpensNothingOfAnother(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(s.link(t, 0).ID))
	ok(t, err)
	l.Tenant = s.Nordic.ID
	guest, err := s.DB.GuestMember(t.Context(), l, s.Nordic.Manager.Person(), "test")
	ok(t, err)
	refused(t, s.read(t, guest, func(tx *tenants.Tx) error { _, err := trainings.Own(tx, s.People[0].ID); return err }), fault.NotFound, "")
}

func TestALinkEndsWithTheEnrolmentAndSomeWeeksAfterTheCourse(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	ok(t, s.send(t, 1))
	withdrawn, other := s.link(t, 0), s.guest(t, s.link(t, 1).ID)
	guest := s.guest(t, withdrawn.ID)
	own := func(m tenants.Member, i int) error {
		return s.read(t, m, func(tx *tenants.Tx) error { _, err := trainings.Own(tx, s.People[i].ID); return err })
	}
	ok(t, own(guest, 0))
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.People[0].ID); return err }))
	refused(t, own(guest, 0), fault.NotFound, "")
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Readmit(tx, s.People[0].ID); return err }))
	refused(t, own(guest, 0), fault.NotFound, "") // the old link stays ended; they get a new one
	s.Clock.Add(time.Hour)
	ok(t, s.send(t, 0))
	if s.link(t, 0).ID == withdrawn.ID {
		t.Error("who was readmitted has the link that ended")
	}

	last := personal.Until(s.Cohort)
	s.Clock.Add(last.Sub(s.Clock.Now()) - time.Minute)
	ok(t, own(other, 1))
	s.Clock.Add(time.Hour)
	refused(t, own(other, 1), fault.NotFound, "")
	// A course that moves takes its links along.
	s.Exec(`update cohort set ends_on = ends_on + 30 where tenant_id = $1 and id = $2`, s.Andina.ID, s.Cohort.ID)
	ok(t, own(other, 1))
}

func second[T any](_ T, err error) error { return err }

// noneOf is NotFound when the actor sees no row of a kind.
func noneOf[M any](tx *tenants.Tx) error {
	var rows []M
	if err := tx.DB().Where("true").Find(&rows).Error; err != nil {
		return err
	}
	if len(rows) == 0 {
		return fault.Absent("row")
	}
	return nil
}
