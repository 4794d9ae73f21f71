package jobs

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
)

// The applicant's letters carry the one link, in their language; a cohort is
// published by IMI's clerk, and its free places follow.
func TestAnApplicationIsWrittenAboutByOneLinkAndItsCohortIsPublished(t *testing.T) {
	t.Parallel()
	o := office(t)
	drain := func(tenant uuid.UUID) {
		t.Helper()
		if d, err := o.kit.Drain(t.Context(), tenant); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	day := o.Clock.Now().Truncate(24 * time.Hour)
	var c trainings.Cohort
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-27", Title: "Foundations, spring", Language: "es",
			StartsOn: day.AddDate(0, 2, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: 2, RequiredHours: 40, AttendanceFloor: 90})
		return err
	})
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := programs.AddLocation(tx, o.Andina.CMTP, programs.NewLocation{Name: "Aula", TimeZone: "UTC", Online: true})
		return err
	})
	drain(o.Andina.ID)
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Publish(tx, c.ID, trainings.NewOffer{OpensOn: day, ClosesOn: day.AddDate(0, 1, 0)})
		return err
	})
	drain(o.Andina.ID)
	if n := o.Count(`select count(*) from published_cohort c join published_location l on l.program_id = c.program_id where c.id = $1 and c.free = 2 and l.online`, c.ID); n != 1 {
		t.Fatal("the cohort is not published")
	}

	email := uuid.NewString() + "@correo.example"
	if err := people.AskToApply(t.Context(), o.DB, people.Asked{Program: o.Andina.CMTP, Name: "Lucía Andrade", Email: email, Locale: "es"}, people.Visit{Address: email, Request: "test"}); err != nil {
		t.Fatal(err)
	}
	drain(o.Andina.ID)
	address := regexp.MustCompile(`/o/` + regexp.QuoteMeta(o.Andina.Slug) + `/apply/([\w-]{43})`)
	first := o.sink.Messages()[0]
	found := address.FindStringSubmatch(first.Text)
	if found == nil || first.To[0] != email || !strings.Contains(first.Text, "No necesita cuenta") {
		t.Fatalf("the first letter: %+v", first)
	}
	l, err := o.DB.LinkOf(t.Context(), found[1])
	if err != nil {
		t.Fatal(err)
	}
	guest, err := o.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	if err != nil {
		t.Fatal(err)
	}
	var a applications.Application
	o.write(t, guest, func(tx *tenants.Tx) (err error) {
		a, err = applications.Submit(tx, l, applications.Form{Cohort: c.ID, Name: "Lucía Andrade", Language: "es", Country: "EC", Profession: "Abogada", Motivation: "Quiero mediar.", Notice: o.Notice(o.Andina, "privacy")})
		return err
	})
	drain(o.Andina.ID)
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error { _, err := applications.Ask(tx, a.ID, "¿Dónde?"); return err })
	drain(o.Andina.ID)
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := applications.Admit(tx, a.ID, applications.Admission{})
		return err
	})
	drain(o.Andina.ID)
	theirs, managers := 0, 0
	for _, m := range o.sink.Messages() {
		switch {
		case m.To[0] == email:
			theirs++
			if link := address.FindStringSubmatch(m.Text); link == nil || link[1] != found[1] {
				t.Errorf("%q carries another link", m.Subject)
			}
		case strings.Contains(m.Text, "/applications/"+a.ID.String()):
			managers++
		}
	}
	if theirs != 4 || managers == 0 { // the link, received, question, admitted
		t.Errorf("%d letters to the applicant, %d to program managers", theirs, managers)
	}
	if n := o.Count(`select count(*) from published_cohort where id = $1 and free = 1`, c.ID); n != 1 {
		t.Error("the free places do not follow")
	}

	// A program that assesses is published as it takes applications, and writes of no cohort.
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := programs.TakeApplications(tx, o.Andina.QAP, programs.NewOffer{Days: programs.Days{OpensOn: day, ClosesOn: day.AddDate(0, 1, 0)}, Languages: []string{"en"}, Places: 2})
		return err
	})
	drain(o.Andina.ID)
	if err := people.AskToApply(t.Context(), o.DB, people.Asked{Program: o.Andina.QAP, Name: "Bruno Paz", Email: "b" + email, Locale: "es"}, people.Visit{Address: email, Request: "test"}); err != nil {
		t.Fatal(err)
	}
	l, err = o.DB.LinkOf(t.Context(), o.DB.LinkToken(o.ID(`select id from link where email = $1`, "b"+email)))
	if err != nil {
		t.Fatal(err)
	}
	if guest, err = o.DB.GuestMember(t.Context(), l, uuid.Nil, "test"); err != nil {
		t.Fatal(err)
	}
	o.write(t, guest, func(tx *tenants.Tx) (err error) {
		a, err = applications.Submit(tx, l, applications.Form{Name: "Bruno Paz", Language: "en", Country: "EC", Profession: "Abogado", Motivation: "Medio desde hace años.", Notice: o.Notice(o.Andina, "privacy")})
		return err
	})
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := applications.Admit(tx, a.ID, applications.Admission{})
		return err
	})
	drain(o.Andina.ID)
	last := o.sink.Messages()[len(o.sink.Messages())-1]
	if last.To[0] != "b"+email || !strings.Contains(last.Text, "Su expediente está abierto.") {
		t.Errorf("told of admission: %+v", last)
	}
	if n := o.Count(`select count(*) from published_program where id = $1 and offer_free = 1 and offer_languages = 'en'`, o.Andina.QAP); n != 1 {
		t.Error("its free places do not follow")
	}
}

// Nobody asks for a draft to go: its link's end does.
func TestADraftIsErasedWhenItsLinkIsOver(t *testing.T) {
	t.Parallel()
	o := office(t)
	drain := func() {
		t.Helper()
		if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	day := o.Clock.Now().Truncate(24 * time.Hour)
	var c trainings.Cohort
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-27", Title: "Foundations, spring", Language: "es",
			StartsOn: day.AddDate(0, 2, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: 2, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			_, err = programs.AddLocation(tx, o.Andina.CMTP, programs.NewLocation{Name: "Aula", TimeZone: "UTC", Online: true})
		}
		return err
	})
	drain()
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Publish(tx, c.ID, trainings.NewOffer{OpensOn: day, ClosesOn: day.AddDate(0, 1, 0)})
		return err
	})
	drain()
	email := uuid.NewString() + "@correo.example"
	if err := people.AskToApply(t.Context(), o.DB, people.Asked{Program: o.Andina.CMTP, Name: "Lucía Andrade", Email: email, Locale: "es"}, people.Visit{Address: email, Request: "test"}); err != nil {
		t.Fatal(err)
	}
	link, err := o.DB.LinkOf(t.Context(), o.DB.LinkToken(o.ID(`select id from link where email = $1`, email)))
	if err != nil {
		t.Fatal(err)
	}
	guest, err := o.DB.GuestMember(t.Context(), link, uuid.Nil, "test")
	if err != nil {
		t.Fatal(err)
	}
	o.write(t, guest, func(tx *tenants.Tx) error {
		_, err := applications.Save(tx, link, applications.Form{Cohort: c.ID, Name: "Lucía Andrade"})
		return err
	})
	drafts := func() int { return o.Count(`select count(*) from application where email = $1`, email) }
	drain()
	if drafts() != 1 {
		t.Fatal("there is no draft")
	}
	o.Clock.Add(link.ExpiresAt.Sub(o.Clock.Now()))
	drain()
	if drafts() != 0 {
		t.Error("the draft outlives its link")
	}
}
