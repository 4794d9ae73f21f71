package programs_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

var (
	cuenca = programs.NewLocation{Name: " Casa  del Río ", Address: "Calle Larga 1", City: "Cuenca", Country: "ec", TimeZone: "America/Guayaquil"}
	online = programs.NewLocation{Name: "Aula en línea", TimeZone: "America/Guayaquil", Online: true}
)

func locate(t *testing.T, w *apptest.World, m tenants.Member, program uuid.UUID, in programs.NewLocation) (l programs.Location, err error) {
	t.Helper()
	err = as(t, w, m, func(tx *tenants.Tx) (err error) { l, err = programs.AddLocation(tx, program, in); return err })
	return l, err
}

func end(t *testing.T, w *apptest.World, program, id uuid.UUID) error {
	t.Helper()
	return as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.EndLocation(tx, program, id) })
}

func TestADraftHasPlacesOfWhichCityCountryAndOnlineFollow(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := qap()
	in.Places, in.Languages = nil, []string{"es", "EN", "es"}
	p := create(t, w, w.Andina.Manager, in)
	far, err := locate(t, w, w.Andina.Manager, p.ID, online)
	ok(t, err)
	if got := load(t, w, w.Andina.Manager, p.ID); !got.Online || got.City != "" || got.Language != "es" || got.Languages != "es en" {
		t.Errorf("%+v", got.Program)
	}
	w.Clock.Add(time.Minute)
	house, err := locate(t, w, w.Andina.Manager, p.ID, cuenca)
	ok(t, err)
	if got := load(t, w, w.Andina.Manager, p.ID); !got.Online || got.City != "Cuenca" || got.Country != "EC" || got.Places()[1].Name != "Casa del Río" {
		t.Errorf("%+v", got)
	}
	ok(t, as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		in := cuenca
		in.City = "Loja"
		return programs.EditLocation(tx, p.ID, house.ID, in)
	}))
	ok(t, end(t, w, p.ID, far.ID))
	if got := load(t, w, w.Andina.Manager, p.ID); got.Online || got.City != "Loja" || len(got.Locations) != 1 {
		t.Errorf("%+v", got)
	}
	ok(t, end(t, w, p.ID, house.ID))
	if got := load(t, w, w.Andina.Manager, p.ID); got.City != "" || got.Country != "" {
		t.Errorf("%+v", got.Program)
	}
}

func TestAPlaceIsChecked(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	_, err := locate(t, w, w.Andina.Manager, p.ID, programs.NewLocation{TimeZone: "Mars"})
	for _, key := range []string{"programs.location_name_missing", "programs.city_missing", "organisations.country_missing", "programs.time_zone"} {
		refused(t, fault.Invalid, key, err)
	}
	for _, m := range []tenants.Member{w.Andina.Trainer, w.Andina.Assessor} {
		_, err = locate(t, w, m, p.ID, cuenca)
		refused(t, fault.Forbidden, "", err)
	}
	_, err = locate(t, w, w.Nordic.Manager, p.ID, cuenca)
	refused(t, fault.NotFound, "", err)
	refused(t, fault.NotFound, "not_found.location", end(t, w, p.ID, uuid.New()))
}

func TestARecognisedProgramMovesButWhatIMISawOfItsPlacesStays(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	_, err := locate(t, w, w.Andina.Manager, p.ID, cuenca)
	refused(t, fault.Conflict, "programs.not_draft", err)
	ok(t, oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error {
		seen, err := programs.LoadProposed(tx, w.Andina.ID, p.ID)
		if err == nil && len(seen.Places()) != 1 {
			t.Errorf("IMI reads the places %+v", seen.Locations)
		}
		if err == nil {
			_, err = programs.Recognise(tx, w.Andina.ID, p.ID)
		}
		return err
	}))
	first := load(t, w, w.Andina.Manager, p.ID).Places()[0]
	refused(t, fault.Conflict, "programs.location_shown", as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.EditLocation(tx, p.ID, first.ID, cuenca) }))
	refused(t, fault.Conflict, "programs.last_place", end(t, w, p.ID, first.ID))
	w.Clock.Add(time.Minute)
	_, err = locate(t, w, w.Andina.Manager, p.ID, cuenca)
	ok(t, err)
	ok(t, end(t, w, p.ID, first.ID))
	if n := w.Count(`select count(*) from outbox where kind = 'program.publish' and tenant_id = $1 and door = 'overseer'`, w.Andina.ID); n != 2 {
		t.Errorf("%d jobs publish it", n)
	}
	ok(t, w.DB.Oversee(t.Context(), w.DB.AdmitOversightClerk("program.publish", "test"), "job program.publish", func(tx *tenants.OversightTx) error {
		return programs.Publish(tx, w.Andina.ID, p.ID)
	}))
	if n := w.Count(`select count(*) from published_program w join published_location l on l.program_id = w.id where w.id = $1 and w.city = 'Cuenca' and l.address = 'Calle Larga 1' and w.languages = 'es'`, p.ID); n != 1 {
		t.Error("the published copy does not follow")
	}
	ok(t, oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error {
		seen, err := programs.LoadProposed(tx, w.Andina.ID, p.ID)
		if err == nil && (len(seen.Locations) != 2 || seen.Locations[0].City != "Quito" || seen.Locations[0].EndedAt == nil) {
			t.Errorf("IMI reads %+v", seen.Locations)
		}
		return err
	}))
	ok(t, as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.Close(tx, p.ID) }))
	_, err = locate(t, w, w.Andina.Manager, p.ID, online)
	refused(t, fault.Forbidden, "", err)
}

func TestTheSharesOfMethodsSumToAHundred(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	course := qap()
	course.Kind, course.CourseHours, course.AttendanceFloor = programs.CMTP, 40, 90
	for _, wrong := range []programs.Methods{{Lecture: 10, Exercises: 80}, {Lecture: 101}, {Lecture: -10, Other: 110}} {
		course.Methods = wrong
		if err := as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := programs.Create(tx, course); return err }); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	course.Methods = programs.Methods{Lecture: 10, Exercises: 20, RolePlays: 40, Discussion: 20, Other: 10}
	p := create(t, w, w.Andina.Manager, course)
	if got := load(t, w, w.Andina.Manager, p.ID); got.Methods != course.Methods {
		t.Errorf("%+v", got.Methods)
	}
}
