package qualifications_test

import (
	"testing"
	"time"

	"accord/app/qualifications"
	"accord/tenants"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// Every page of qualifications, and what it looks like with nothing in it.
func TestEveryPageOfQualificationsIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trained := time.Date(2019, 7, 5, 0, 0, 0, 0, time.UTC)
	until := time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC)
	ok(t, s.DB.Write(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
		if _, err := qualifications.Edit(tx, s.id, qualifications.NewQualification{Training: "Formación de mediadores, 120 horas", Provider: "Universidad San Francisco de Quito", TrainedOn: &trained,
			Law: qualifications.LawAsks, Register: "Consejo de la Judicatura", Number: "MED-2019-204", RegisteredUntil: &until}); err != nil {
			return err
		}
		for i, field := range []string{"arrendamiento", "conflicto vecinal", "commercial lease", "family", "workplace"} {
			if _, err := qualifications.AddPractice(tx, s.id, qualifications.NewPractice{HeldOn: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).AddDate(0, -5*i, 0), Hours: 4.5, Role: "mediator", Field: field}); err != nil {
				return err
			}
		}
		return nil
	}))
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := qualifications.Confirm(tx, s.id, qualifications.Confirming{Training: true})
		return err
	}))
	practice := s.own + "/practice/" + s.ID("select id from practice where membership_id = $1 limit 1", s.id).String()
	paths := []struct{ name, path string }{
		{"list", s.base}, {"none-found", s.base + "?q=zzz"}, {"one", s.own}, {"other-day", s.own + "?on=2027-06-01"}, {"edit", s.own + "/edit"},
		{"practice-new", s.own + "/practice/new"}, {"practice-edit", practice + "/edit"}, {"practice-remove", practice + "/remove"},
		{"empty", s.base + "/" + s.Andina.Assessor.Membership().String()},
	}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("qualification-" + at.name + "-" + look.Name)
			}
		})
	}
}
