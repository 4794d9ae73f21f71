package applications_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/apptest"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func said(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || key != "" && f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key }) {
		t.Fatalf("want %s %s, got %v", code, key, err)
	}
}

// scene is Andina's course with a published cohort of two places.
type scene struct {
	*apptest.World
	cohort trainings.Cohort
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.cohort = s.open(t, s.Andina, "FOUND-1", 2)
	s.publish(t, s.Andina, s.cohort)
	return s
}

func (s *scene) open(t *testing.T, o apptest.Org, code string, seats int) (c trainings.Cohort) {
	t.Helper()
	day := apptest.Start.Truncate(24 * time.Hour)
	ok(t, s.write(t, o.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: o.CMTP, Code: code, Title: "Foundations, January", Language: "es", Place: "Quito",
			StartsOn: day.AddDate(0, 2, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: seats, RequiredHours: 40, AttendanceFloor: 90, FeeNote: "USD 300"})
		return err
	}))
	return c
}

func (s *scene) publish(t *testing.T, o apptest.Org, c trainings.Cohort) {
	t.Helper()
	day := apptest.Start.Truncate(24 * time.Hour)
	ok(t, s.write(t, o.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Publish(tx, c.ID, trainings.NewOffer{OpensOn: day.AddDate(0, 0, -1), ClosesOn: day.AddDate(0, 1, 0)})
		return err
	}))
	s.clerk(t, o, c)
}

// clerk does what IMI's clerk does after a change.
func (s *scene) clerk(t *testing.T, o apptest.Org, c trainings.Cohort) {
	t.Helper()
	ok(t, s.DB.Oversee(t.Context(), s.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		if err := programs.Publish(tx, o.ID, c.ProgramID); err != nil {
			return err
		}
		return trainings.PublishCohort(tx, c.ID)
	}))
}

func (s *scene) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

func (s *scene) ask(t *testing.T, o apptest.Org, email string) error {
	t.Helper()
	return s.askFor(t, o.CMTP, email)
}

func (s *scene) askFor(t *testing.T, program uuid.UUID, email string) error {
	t.Helper()
	return people.AskToApply(t.Context(), s.DB, people.Asked{Program: program, Name: "Lucía Andrade", Email: email, Locale: "es"},
		people.Visit{Address: uuid.NewString(), Request: "test"})
}

// at is an address of this test's own: how often an address asks is counted.
func (s *scene) at(name string) string { return name + "." + s.Andina.ID.String() + "@correo.example" }

// applicant asks for a link and comes by it.
type applicant struct {
	*scene
	link  tenants.Link
	guest tenants.Member
}

func (s *scene) applicant(t *testing.T, o apptest.Org, email string) applicant {
	t.Helper()
	return s.applicantTo(t, o.CMTP, email)
}

func (s *scene) applicantTo(t *testing.T, program uuid.UUID, email string) applicant {
	t.Helper()
	ok(t, s.askFor(t, program, email))
	l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(s.ID(`select id from link where act = 'apply' and email = $1 and subject_id = $2 order by created_at desc, id desc limit 1`, email, program)))
	ok(t, err)
	g, err := s.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	return applicant{s, l, g}
}

func (a applicant) form() applications.Form {
	return applications.Form{Cohort: a.cohort.ID, Name: "Lucía Andrade", Language: "es", Country: "EC", Profession: "Abogada", Motivation: "Quiero mediar.", Notice: a.Notice(a.Andina, "privacy"), NoticeIn: "es"}
}

func (a applicant) submit(t *testing.T) (is applications.Application) {
	t.Helper()
	ok(t, a.write(t, a.guest, func(tx *tenants.Tx) (err error) { is, err = applications.Submit(tx, a.link, a.form()); return err }))
	return is
}

func (a applicant) read(t *testing.T) (own applications.Own) {
	t.Helper()
	ok(t, a.DB.Read(t.Context(), a.guest, func(tx *tenants.Tx) (err error) { own, err = applications.Read(tx, a.link); return err }))
	return own
}

func (s *scene) admit(t *testing.T, m tenants.Member, id uuid.UUID, how applications.Admission) (a applications.Application, err error) {
	t.Helper()
	err = s.write(t, m, func(tx *tenants.Tx) (err error) { a, err = applications.Admit(tx, id, how); return err })
	return a, err
}

func (s *scene) letters(letter string) int {
	return s.Count(`select count(*) from outbox where tenant_id = $1 and args->>'letter' = $2`, s.Andina.ID, letter)
}
