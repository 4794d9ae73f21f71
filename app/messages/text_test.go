package messages_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Each place says what it is called after.
func TestEachPlaceIsFilledForItsReader(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	for name, want := range map[string]string{
		"given_name": "Camila", "name": "Camila Torres", "cohort": "Fundamentos, otoño de 2026", "program": "Mediator Training", "organisation": "Academia Andina de Mediación",
		"contact_email": "Academia Andina de Mediación", "starts_on": "10 de octubre de 2026", "ends_on": "28 de noviembre de 2026", "place": "Quito",
		"next_session": "sábado 21 de noviembre de 2026, a las 16:00 (America/Guayaquil)", "next_session_place": "Aula 2",
		"sessions": "- Escucha activa: sábado 21 de noviembre de 2026, a las 16:00 (America/Guayaquil), Aula 2", "hours_attended": "0", "hours_missing": "40",
		"personal_link": "https://accord.example/yours",
	} {
		m := s.drafted(t, messages.Text{Fallback: "es", SubjectEs: "Hola", BodyEs: "[{{ " + name + " }}]"}, messages.Enrolled)
		got := s.preview(t, m, s.People[0].CandidateID).Shown.Body
		if name == "program" {
			if got == "[]" || strings.Contains(got, "{") {
				t.Errorf("the program is %s", got)
			}
			continue
		}
		sees(t, got, "["+want+"]")
	}
	if n := len(messages.Places); n != 15 {
		t.Errorf("of %d places 15 are tried", n)
	}
}

// The trainee's language decides, then the cohort's, then the text's own fallback.
func TestTheLanguageIsTheTraineesElseTheCohortsElseTheFallback(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	m := s.drafted(t, both, messages.Enrolled)
	for i, want := range []string{"es Hola, Camila", "en Hello Dana", "es Hola, Élodie"} { // French is written nowhere: the cohort is Spanish
		p := s.preview(t, m, s.People[i].CandidateID)
		sees(t, p.Shown.Locale+" "+p.Shown.Subject, want)
		sees(t, p.Locales[s.People[i].CandidateID], want[:2])
	}
	only := s.drafted(t, messages.Text{Fallback: "en", SubjectEn: "Hello", BodyEn: "Welcome."}, messages.Enrolled)
	for _, e := range s.People {
		sees(t, s.preview(t, only, e.CandidateID).Shown.Locale, "en") // neither's language is written
	}
}

// A place that there is not, a brace left open, a line break in a subject.
func TestATextThatCannotBeSentIsRefusedAtItsField(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	for key, text := range map[string]messages.Text{
		"message.place_unknown":     {Fallback: "en", SubjectEn: "Hi", BodyEn: "Dear {{surname}}"},
		"message.one_line":          {Fallback: "en", SubjectEn: "Hi\r\nBcc: all@example.org", BodyEn: "Dear"},
		"message.hidden":            {Fallback: "en", SubjectEn: "Hi", BodyEn: "evil\u202etxt"},
		"message.subject_required":  {Fallback: "en", BodyEn: "Dear"},
		"message.body_required":     {Fallback: "en", SubjectEn: "Hi", BodyEn: "Dear", SubjectEs: "Hola"},
		"message.fallback_required": {SubjectEn: "Hi", BodyEn: "Dear"},
		"message.too_long":          {Fallback: "en", SubjectEn: strings.Repeat("x", 151), BodyEn: "Dear"},
		"message.link_in_subject":   {Fallback: "en", SubjectEn: "{{personal_link}}", BodyEn: "Dear"},
	} {
		err := s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: key, Text: text})
			return err
		})
		refused(t, err, fault.Invalid, key)
	}
	err := s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { // not behind another place, either
		_, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: "Second", Text: messages.Text{Fallback: "es", SubjectEs: "{{given_name}}: {{ personal_link }}", BodyEs: "Hola"}})
		return err
	})
	refused(t, err, fault.Invalid, "message.link_in_subject")
	for _, open := range []string{"{{cohort", "cohort}}", "{{.cohort}}", "{{cohort | html}}", "{{}}"} {
		err := s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: open, Text: messages.Text{Fallback: "en", SubjectEn: "Hi", BodyEn: open}})
			return err
		})
		refused(t, err, fault.Invalid, "message.place_unknown")
	}
}

// A trainee whose name looks like a place, a head line or an address.
func TestWhatAPlaceSaysIsNeverReadAgain(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	s.Exec(`update candidate set name = $2 where id = $1`, s.People[1].CandidateID, "{{personal_link}}\r\nBcc:x https://evil.example")
	m := s.drafted(t, messages.Text{Fallback: "en", SubjectEn: "Hi {{name}}", BodyEn: "Dear {{name}}."}, messages.Enrolled)
	p := s.preview(t, m, s.People[1].CandidateID).Shown
	sees(t, p.Subject, "Hi {{personal_link}} Bcc:x https…evil.example")
	sees(t, p.Body, "Dear {{personal_link}} Bcc:x https…evil.example.")
}

func TestATemplatesVersionsStayAndComeBack(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	var k messages.Template
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		k, err = messages.Create(tx, messages.NewTemplate{Kind: messages.Joining, Name: "Welcome", Text: both})
		return err
	}))
	changed := both
	changed.SubjectEn = "Hi {{given_name}}"
	edit := func(seen int) error {
		return s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := messages.Edit(tx, k.ID, messages.NewTemplate{Name: "Welcome", Text: changed}, seen)
			return err
		})
	}
	ok(t, edit(1))
	refused(t, edit(1), fault.Conflict, "message_template.changed") // the other tab
	restore := func(n int) error {
		return s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := messages.Restore(tx, k.ID, n); return err })
	}
	ok(t, restore(1))
	ok(t, restore(0))
	refused(t, restore(9), fault.NotFound, "not_found.message_template_version")
	ok(t, s.DB.Read(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
		all, err := messages.VersionsOf(tx, k)
		if err != nil {
			return err
		}
		var subjects []string
		for _, v := range all {
			subjects = append(subjects, v.SubjectEn)
		}
		sees(t, strings.Join(subjects, "|"), "Joining instructions for {{cohort}}|Hello {{given_name}}|Hi {{given_name}}|Hello {{given_name}}")
		return nil
	}))
	taken := s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: "WELCOME", Text: both})
		return err
	})
	refused(t, taken, fault.Conflict, "message.name_taken")
}

func TestOnlyTheProgramManagerChangesTemplates(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	create := func(m tenants.Member) error {
		return s.write(t, m, func(tx *tenants.Tx) error {
			_, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: "X", Text: both})
			return err
		})
	}
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Assessor} {
		if err := create(m); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", m.Name(), err)
		}
	}
	ok(t, create(s.Andina.Manager))
	id := s.ID(`select id from message_template where tenant_id = $1`, s.Andina.ID)
	for _, m := range []tenants.Member{s.Nordic.Manager, s.Andina.Assessor} {
		err := s.write(t, m, func(tx *tenants.Tx) error { _, err := messages.Archive(tx, id); return err })
		refused(t, err, fault.NotFound, "not_found.message_template")
	}
}

// Who is on the waiting list has no page yet.
func TestTheWaitingListIsTheManagersToWriteTo(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Wait(tx, s.Cohort.ID, candidates.NewCandidate{Name: "Wanda Ruiz", Email: "wanda@correo.example", Language: "es"})
		return err
	}))
	draft := func(m tenants.Member, k messages.Kind, a messages.Audience, who ...uuid.UUID) error {
		return s.write(t, m, func(tx *tenants.Tx) error {
			_, err := messages.Write(tx, s.Cohort.ID, messages.NewMessage{Kind: k, Audience: a, Enrolments: who})
			return err
		})
	}
	refused(t, draft(s.Andina.Manager, messages.Joining, messages.Waiting), fault.Invalid, "message.no_page_yet")
	refused(t, draft(s.Andina.Trainer, messages.General, messages.Waiting), fault.Forbidden, "fault.forbidden")
	ok(t, draft(s.Andina.Manager, messages.General, messages.Waiting))
	refused(t, draft(s.Andina.Manager, messages.General, messages.Chosen), fault.Invalid, "message.choose_somebody")
	refused(t, draft(s.Andina.Manager, messages.General, messages.Chosen, uuid.New()), fault.NotFound, "not_found.enrolment")
	refused(t, draft(s.Andina.Manager, messages.General, "everybody"), fault.Invalid, "message.audience_required")
	refused(t, draft(s.Andina.Manager, "poem", messages.Enrolled), fault.Invalid, "message.template_required")
	refused(t, draft(s.Andina.Manager, messages.General, messages.AtRisk), fault.Invalid, "message.nobody")
	refused(t, draft(s.Nordic.Manager, messages.General, messages.Enrolled), fault.NotFound, "not_found.cohort")
	refused(t, draft(s.Andina.Assessor, messages.General, messages.Enrolled), fault.NotFound, "not_found.cohort")
	s.Cohort = s.open(t, "EMPTY")
	refused(t, draft(s.Andina.Manager, messages.General, messages.Enrolled), fault.Invalid, "message.nobody")
}
