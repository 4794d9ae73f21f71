package demo

import (
	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/app/checkins"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
)

const morning = "Fundamentos de la mediación, grupo de mañana"

// mornings is a group that is just coming in, for its first morning.
var mornings = []string{"Amparo Leonor Játiva", "Byron Rolando Chiriboga", "Consuelo Irene Guamán", "Darwin Alexis Toapanta", "Elvira Mercedes Ponce", "Fabián Oswaldo Lincango"}

// checksIn: on the morning on which the stories end a group begins, its
// check-in is open, and half of the group has come by it. Its trainer's own
// calendar follows her sessions.
func (t *teller) checksIn() {
	t.on(6, "10:30", "a morning group is opened", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			c, err := trainings.Open(tx, trainings.NewCohort{Program: t.ids["andina cmtp"], Code: t.date(0).Format("FM-2006-01") + "-M", Title: morning, Language: "es", Place: "Quito, aula Cotopaxi",
				StartsOn: t.date(0), EndsOn: t.date(-55), Capacity: 12, RequiredHours: 36, AttendanceFloor: 90})
			if err != nil {
				return err
			}
			t.ids["mornings"] = c.ID
			if err := trainings.Staff(tx, c.ID, []uuid.UUID{t.ids[Rosa.Email]}); err != nil {
				return err
			}
			for week := range 12 {
				s, err := trainings.AddSession(tx, c.ID, trainings.NewSession{Title: sessionTitles[week%len(sessionTitles)], StartsAt: t.day(-5*week, "09:15"), EndsAt: t.day(-5*week, "12:45"), Hours: 3})
				if err != nil {
					return err
				}
				if week == 0 {
					t.ids["mornings session"] = s.ID
				}
			}
			return nil
		})
	})
	t.on(5, "11:00", "the morning group fills up", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			for i, name := range mornings {
				e, err := trainings.Enrol(tx, t.ids["mornings"], person(name, 300+i), "")
				if err != nil {
					return err
				}
				t.ids["enrolment "+name] = e.ID
			}
			return nil
		})
	})
	t.on(3, "16:20", "the trainer has her calendar follow her sessions", func() error {
		return t.as(Rosa, func(tx *tenants.Tx) error {
			_, err := calendars.Make(tx, calendars.NewFeed{Locale: "es"})
			return err
		})
	})
	t.on(2, "09:40", "the morning group's personal links are sent", func() error {
		return t.as(Rosa, func(tx *tenants.Tx) error { _, err := personal.SendAll(tx, t.ids["mornings"]); return err })
	})
	t.on(0, "09:05", "the morning group's check-in is opened", func() error {
		return t.as(Rosa, func(tx *tenants.Tx) error { _, err := checkins.Open(tx, t.ids["mornings session"]); return err })
	})
	for i, minute := range []string{"09:07", "09:11", "09:14"} {
		t.on(0, minute, "one comes to the morning group", func() error { return t.comes(mornings[i]) })
	}
}

// comes is a trainee who enters the code that the room shows.
func (t *teller) comes(name string) error {
	enrolment := t.ids["enrolment "+name]
	var code string
	var link uuid.UUID
	err := t.as(Rosa, func(tx *tenants.Tx) error {
		room, err := checkins.RoomOf(tx, t.ids["mornings session"])
		if err != nil {
			return err
		}
		code = room.Code
		l, err := personal.Of(tx, enrolment)
		link = l.ID
		return err
	})
	if err != nil {
		return err
	}
	l, err := t.Parts.DB.LinkOf(t.ctx, t.Parts.DB.LinkToken(link))
	if err != nil {
		return err
	}
	guest, err := t.Parts.DB.GuestMember(t.ctx, l, uuid.Nil, "demo")
	if err != nil {
		return err
	}
	return t.Parts.DB.Write(t.ctx, guest, func(tx *tenants.Tx) error {
		came, err := checkins.Come(tx, t.ids["mornings session"], enrolment, code)
		if err == nil && came.Refused != nil {
			err = came.Refused
		}
		return err
	})
}
