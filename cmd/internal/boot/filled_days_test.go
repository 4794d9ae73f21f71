package boot

import (
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/days"
	"accord/app/trainings"
	"accord/tenants"
)

// days: one of today with a slot to come, one that is free, one that has begun,
// one whose candidate did not appear and one of the candidate who signs in, who
// cannot come; one that is planned; and one that can
// be closed.
func (f *filled) days() {
	for _, name := range []string{"expected", "come", "missing", "planned", "gone", "own"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Somebody " + name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
			f.is("candidate "+name, c.ID)
			return err
		})
		f.assessed("assessment "+name, "candidate "+name, "asked")
	}
	today := day(apptest.Start, 0)
	f.day("day", today, "expected", "come", "missing", "own")
	f.day("day gone", today, "gone")
	f.day("day planned", day(apptest.Start, 1), "planned")
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		s, err := days.AddSlot(tx, f.id("day"), days.NewSlot{Begins: 20 * 60, Ends: 21 * 60})
		f.is("slot free", s.ID)
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		p, err := days.AddPlayer(tx, f.id("slot expected"), days.Player{Name: "Pía Montalvo", Email: "pia@example.org"})
		f.is("slot part", p.ID)
		return err
	})
	for _, name := range []string{"day", "day gone"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error { _, err := days.Publish(tx, f.id(name)); return err })
	}
	f.Force(`update day_slot set assessment_id = $2, candidate_id = $3 where id = $1`, f.id("slot own"), f.id("assessment decided"), f.id("candidate"))
	f.Force(`insert into slot_answer (tenant_id, id, slot_id, revision, comes, reason, answered_at) values ($1, $2, $3, 0, false, 'The christening.', $4)`, f.org.ID, uuid.New(), f.id("slot own"), apptest.Start)
	for i, name := range []string{"come", "missing", "gone"} { // these have begun
		at := apptest.Start.Add(-time.Duration(3-i) * time.Hour)
		f.Exec(`update day_slot set starts_at = $3, ends_at = $4 where tenant_id = $1 and id = $2`, f.org.ID, f.id("slot "+name), at, at.Add(time.Hour))
	}
	for _, name := range []string{"missing", "gone"} {
		f.write(f.org.Assessor, func(tx *tenants.Tx) error {
			_, err := days.Attend(tx, f.id("slot "+name), days.Attendance{Outcome: days.NoShow, Note: "Nobody came."})
			return err
		})
	}
}

// day is a day in a zone in which the world's beginning is a morning, with a slot
// for the assessment of each name.
func (f *filled) day(name string, on time.Time, whose ...string) {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		d, err := days.Plan(tx, days.NewDay{Program: f.org.QAP, Title: "Assessments", On: on, Place: "Quito", Language: "es", TimeZone: "Europe/Oslo"})
		f.is(name, d.ID)
		return err
	})
	in := days.Series{Begins: trainings.Clock(12 * 60), Count: len(whose), Minutes: 60}
	if name != "day" {
		in.Begins = 17 * 60
	}
	for _, w := range whose {
		in.Assessments = append(in.Assessments, f.id("assessment "+w))
	}
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		all, err := days.Fill(tx, f.id(name), in)
		for i, s := range all {
			f.is("slot "+whose[i], s.ID)
		}
		return err
	})
}
