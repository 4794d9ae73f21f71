package materials_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/materials"
	"accord/app/personal"
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

func refused(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || (f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key })) {
		t.Errorf("want %s %s, got %v", code, key, err)
	}
}

type course struct {
	*apptest.World
	cohorts [2]trainings.Cohort
	guests  [2]tenants.Member // a trainee of each
}

func newCourse(t *testing.T) *course {
	t.Helper()
	s := &course{World: apptest.NewWorld(t)}
	for i, code := range []string{"ONE", "TWO"} {
		var link uuid.UUID
		ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
			s.cohorts[i], err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: code, Title: code, Language: "es",
				StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
			if err != nil {
				return err
			}
			if i == 0 {
				if err := trainings.Staff(tx, s.cohorts[i].ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
					return err
				}
			}
			e, err := trainings.Enrol(tx, s.cohorts[i].ID, candidates.NewCandidate{Name: "Persona " + code, Email: code + "@correo.example"}, "")
			if err != nil {
				return err
			}
			links, err := personal.LinksFor(tx, e.ID)
			link = links[e.ID]
			return err
		}))
		l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(link))
		ok(t, err)
		s.guests[i], err = s.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
		ok(t, err)
	}
	return s
}

func (s *course) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

func (s *course) add(t *testing.T, m tenants.Member, in materials.NewMaterial) (x materials.Material, err error) {
	t.Helper()
	err = s.write(t, m, func(tx *tenants.Tx) (err error) { x, err = materials.Add(tx, s.cohorts[0].ID, in); return err })
	return x, err
}

// version is a document of a cohort, typed or not yet.
func (s *course) version(t *testing.T, cohort uuid.UUID, state string) uuid.UUID {
	t.Helper()
	document := s.Row("document", map[string]any{"tenant_id": s.Andina.ID, "cohort_id": cohort, "kind": "other", "title": "Lecture", "candidate_id": nil, "program_id": nil})
	said := map[string]any{"tenant_id": s.Andina.ID, "document_id": document, "cohort_id": cohort, "candidate_id": nil, "program_id": nil, "number": 1, "kind": "other", "title": "Lecture",
		"state": state, "origin": "upload", "file_name": "a.pdf", "size": 10, "store_key": "k", "store_version": "v"}
	if state == evidence.Typed {
		said["media_type"], said["typed_at"], said["received_at"], said["sha256"] = "application/pdf", apptest.Start, apptest.Start, make([]byte, 32)
	}
	return s.Row("document_version", said)
}

// shown are the titles that somebody sees of the first cohort.
func (s *course) shown(t *testing.T, m tenants.Member) (titles []string) {
	t.Helper()
	ok(t, s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
		all, err := materials.OfCohort(tx, s.cohorts[0].ID)
		for _, x := range all {
			titles = append(titles, x.Title)
		}
		return err
	}))
	return titles
}

// At once or from a day on, by the clock of the organisation's zone; to the
// trainees of that cohort alone; until it is taken away.
func TestATraineeReadsWhatTheirCohortIsGivenFromItsDayOn(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	now, err := s.add(t, s.Andina.Trainer, materials.NewMaterial{Title: "Slides", Address: "https://slides.example/1"})
	ok(t, err)
	_, err = s.add(t, s.Andina.Trainer, materials.NewMaterial{Title: "Later", Address: "https://slides.example/2", From: time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)})
	ok(t, err)
	if got := s.shown(t, s.guests[0]); !slices.Equal(got, []string{"Slides"}) {
		t.Errorf("they see %v", got)
	}
	if got := s.shown(t, s.guests[1]); len(got) != 0 {
		t.Errorf("the other cohort sees %v", got)
	}
	s.Clock.Add(time.Date(2026, 11, 17, 4, 59, 0, 0, time.UTC).Sub(s.Clock.Now())) // a minute to midnight in Guayaquil
	if got := s.shown(t, s.guests[0]); len(got) != 1 {
		t.Errorf("a minute before its day they see %v", got)
	}
	s.Clock.Add(2 * time.Minute)
	if got := s.shown(t, s.guests[0]); len(got) != 2 {
		t.Errorf("on its day they see %v", got)
	}
	ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := materials.Remove(tx, now.ID); return err }))
	if got := s.shown(t, s.guests[0]); !slices.Equal(got, []string{"Later"}) {
		t.Errorf("afterwards they see %v", got)
	}
}

// Exactly the version that was given, and none beside it.
func TestATraineeOpensExactlyTheVersionThatWasGiven(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	given, kept := s.version(t, s.cohorts[0].ID, evidence.Typed), s.version(t, s.cohorts[0].ID, evidence.Typed)
	later := s.version(t, s.cohorts[0].ID, evidence.Typed)
	x, err := s.add(t, s.Andina.Trainer, materials.NewMaterial{Version: given})
	ok(t, err)
	if x.Title != "Lecture" {
		t.Errorf("it is called %q", x.Title)
	}
	_, err = s.add(t, s.Andina.Trainer, materials.NewMaterial{Version: later, From: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)})
	ok(t, err)
	open := func(m tenants.Member, id uuid.UUID) error {
		return s.write(t, m, func(tx *tenants.Tx) error { _, err := evidence.Open(tx, id, false); return err })
	}
	ok(t, open(s.guests[0], given))
	for _, id := range []uuid.UUID{kept, later} {
		refused(t, open(s.guests[0], id), fault.NotFound, "not_found.version")
	}
	refused(t, open(s.guests[1], given), fault.NotFound, "not_found.version")
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := materials.Remove(tx, x.ID); return err }))
	refused(t, open(s.guests[0], given), fault.NotFound, "not_found.version")
}

func TestWhatCannotBeGiven(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	for key, in := range map[string]materials.NewMaterial{
		"material.title_required":   {Address: "https://a.example"},
		"material.address_required": {Title: "X"},
		"material.one_of_both":      {Title: "X", Address: "https://a.example", Version: s.version(t, s.cohorts[0].ID, evidence.Typed)},
		"material.address_form":     {Title: "X", Address: "javascript:alert(1)"},
	} {
		_, err := s.add(t, s.Andina.Manager, in)
		refused(t, err, fault.Invalid, key)
	}
	for _, bad := range []string{"ftp://a.example", "https://user:pw@a.example", "https://", "//a.example", "https://a.example/\n"} {
		if _, err := s.add(t, s.Andina.Manager, materials.NewMaterial{Title: "X", Address: bad + " x"}); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	_, err := s.add(t, s.Andina.Manager, materials.NewMaterial{Title: "X", Version: s.version(t, s.cohorts[1].ID, evidence.Typed)})
	refused(t, err, fault.NotFound, "not_found.version")
	v := s.version(t, s.cohorts[0].ID, evidence.Typed)
	_, err = s.add(t, s.Andina.Manager, materials.NewMaterial{Version: v})
	ok(t, err)
	_, err = s.add(t, s.Andina.Manager, materials.NewMaterial{Version: v})
	refused(t, err, fault.Conflict, "material.given")
	_, err = s.add(t, s.Nordic.Manager, materials.NewMaterial{Title: "X", Address: "https://a.example"})
	refused(t, err, fault.NotFound, "not_found.cohort")
	other := s.Member(s.Andina, tenants.RoleTrainer)
	_, err = s.add(t, other, materials.NewMaterial{Title: "X", Address: "https://a.example"})
	refused(t, err, fault.NotFound, "not_found.cohort")
}
