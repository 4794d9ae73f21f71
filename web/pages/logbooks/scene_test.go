package logbooks_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
	candidatespages "accord/web/pages/candidates"
	"accord/web/pages/logbooks"
	personalpages "accord/web/pages/personal"
	"accord/web/webtest"
)

// scene is a candidate with three mediations, a referee asked about two.
type scene struct {
	*apptest.World
	site    *webtest.Site
	person  candidates.Candidate
	entries []candidates.LogbookEntry
	request candidates.Refereed
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		logbooks.Routes(app, s.DB)
		candidatespages.Routes(app, s.DB, logbooks.Section())
		personalpages.Routes(app, s.DB, logbooks.OwnSection())
	})
	s.write(t, func(tx *tenants.Tx) (err error) {
		if s.person, err = candidates.Add(tx, candidates.NewCandidate{Name: "Camila Torres Vega", Email: "camila@correo.example", Language: "es", Country: "EC"}); err != nil {
			return err
		}
		for i, field := range []string{"Commercial lease", "Custody", "Noise at night"} {
			e, err := candidates.AddEntry(tx, s.person.ID, candidates.NewEntry{HeldOn: apptest.Start.Add(-time.Duration(i+2) * 24 * time.Hour), Role: candidates.Roles[i], Medium: "online",
				Hours: 4.5, Field: field, Parties: 2, Settled: "yes"}, apptest.Start)
			if err != nil {
				return err
			}
			s.entries = append(s.entries, e)
		}
		r, err := candidates.AskReferee(tx, s.person.ID, candidates.NewReferee{Name: "Inés Ortega", Email: "ines.ortega@corte.example", Relation: "Supervising mediator", Language: "es",
			Entries: []uuid.UUID{s.entries[0].ID, s.entries[1].ID}})
		if err == nil {
			s.request, err = candidates.RefereeOf(tx, r.ID)
		}
		return err
	})
	return s
}

func (s *scene) write(t *testing.T, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, fn))
}

// file is the candidate's page.
func (s *scene) file() string { return "/o/" + s.Andina.Slug + "/candidates/" + s.person.ID.String() }

// link is the referee's page.
func (s *scene) link() string {
	return "/o/" + s.Andina.Slug + "/referee/" + s.DB.LinkToken(s.request.LinkID)
}

// says is the referee's form: the second mediation is not as they know it.
func (s *scene) says() webtest.Form {
	a, b := s.request.Items[0].ID.String(), s.request.Items[1].ID.String()
	return webtest.Form{"said_" + a: {"confirmed"}, "reason_" + a: {""}, "said_" + b: {"disputed"}, "reason_" + b: {"It took place a month later"}, "declared": {"I supervised them"}}
}
