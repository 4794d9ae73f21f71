package trainings

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *scene) upload(t *testing.T, m tenants.Member, file string) (candidates.Import, error) {
	t.Helper()
	var imp candidates.Import
	err := write(t, s.World, m, func(tx *tenants.Tx) (err error) {
		imp, err = UploadFor(tx, s.Cohort.ID, candidates.NewImport{FileName: "trainees.csv", Data: []byte(file)})
		return err
	})
	return imp, err
}

func (s *scene) planned(t *testing.T, m tenants.Member, id uuid.UUID) candidates.Plan {
	t.Helper()
	var p candidates.Plan
	ok(t, read(t, s.World, m, func(tx *tenants.Tx) error {
		imp, err := candidates.ImportOf(tx, id)
		if err == nil {
			p, err = PlanImport(tx, imp)
		}
		return err
	}))
	return p
}

func (s *scene) commit(t *testing.T, m tenants.Member, id uuid.UUID, digest string) (candidates.Import, error) {
	t.Helper()
	var imp candidates.Import
	err := write(t, s.World, m, func(tx *tenants.Tx) (err error) { imp, err = CommitImport(tx, id, digest); return err })
	return imp, err
}

const table = "name,email\nPerson A,p0@correo.example\nPerson B,p1@correo.example\nPerson Z,z@correo.example\n"

func TestAnImportEnrolsTheNewAndThoseOnFile(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 1) // Person A is enrolled
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := candidates.Add(tx, person(1)); return err }))
	imp, err := s.upload(t, s.Andina.Trainer, table)
	ok(t, err)
	p := s.planned(t, s.Andina.Trainer, imp.ID)
	if p.Faulty() || p.Count(candidates.WillKeep) != 1 || p.Count(candidates.WillEnrol) != 1 || p.Count(candidates.WillAdd) != 1 {
		t.Fatalf("planned as %+v", p.Rows)
	}
	for range 2 {
		done, err := s.commit(t, s.Andina.Trainer, imp.ID, p.Digest())
		ok(t, err)
		if done.Added != 1 || done.Enrolled != 2 {
			t.Errorf("added %d, enrolled %d", done.Added, done.Enrolled)
		}
	}
	if f := s.file(t); len(f.Standings) != 3 || f.Standings[2].Candidate.Name != "Person Z" || f.Standings[2].Candidate.Language != "es" {
		t.Errorf("%d are enrolled", len(f.Standings))
	}
	if s.events("import.committed", s.Cohort.ID) != 1 {
		t.Error("the cohort's timeline does not tell of it once")
	}
}

func TestAnAddressUnderAnotherNameIsLeftOutOfTheCohortAndStopsNobody(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := candidates.Add(tx, person(1)); return err }))
	imp, err := s.upload(t, s.Andina.Trainer, "name,email\nSomebody Else,p1@correo.example\nPerson Z,z@correo.example\n")
	ok(t, err)
	p := s.planned(t, s.Andina.Trainer, imp.ID)
	if p.Faulty() || p.Count(candidates.WillSkip) != 1 || p.Count(candidates.WillAdd) != 1 {
		t.Fatalf("planned as %+v", p.Rows)
	}
	done, err := s.commit(t, s.Andina.Trainer, imp.ID, p.Digest())
	ok(t, err)
	if done.Enrolled != 1 || len(s.file(t).Standings) != 1 {
		t.Errorf("%d are enrolled", done.Enrolled)
	}
}

func TestAnImportBeyondTheSeatsOrOfTheWithdrawnEnrolsNobody(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 1)
	in := november(s.World)
	in.Capacity = 2
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, s.Cohort.ID, in); return err }))
	imp, err := s.upload(t, s.Andina.Trainer, table)
	ok(t, err)
	p := s.planned(t, s.Andina.Trainer, imp.ID)
	if p.Count(candidates.Refused) != 1 || p.Rows[2].Faults[0].Key != "enrolment.full" {
		t.Errorf("planned as %+v", p.Rows)
	}
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }))
	_, err = s.commit(t, s.Andina.Trainer, imp.ID, p.Digest())
	said(t, err, fault.Conflict, "import.changed")
	p = s.planned(t, s.Andina.Trainer, imp.ID)
	if p.Rows[0].Faults[0].Key != "import.withdrawn" {
		t.Errorf("planned as %+v", p.Rows)
	}
	_, err = s.commit(t, s.Andina.Trainer, imp.ID, p.Digest())
	said(t, err, fault.Conflict, "import.faulty")
	if s.Count("select count(*) from candidate where tenant_id = $1", s.Andina.ID) != 1 {
		t.Error("somebody was taken on file")
	}
}

func TestATrainerWhoWasTakenOffCannotCommitAnyMore(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	imp, err := s.upload(t, s.Andina.Trainer, table)
	ok(t, err)
	digest := s.planned(t, s.Andina.Trainer, imp.ID).Digest()
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { return Staff(tx, s.Cohort.ID, nil) }))
	_, err = s.commit(t, s.Andina.Trainer, imp.ID, digest)
	refused(t, err, fault.Forbidden)
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Assessor, s.Nordic.Manager} {
		_, err := s.upload(t, m, table)
		refused(t, err, fault.NotFound)
	}
}
