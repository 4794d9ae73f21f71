package logbooks_test

import (
	"net/http"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

// own enrols the scene's candidate and answers their personal page, and that of
// somebody else in the cohort.
func (s *scene) own(t *testing.T) (page, another string) {
	t.Helper()
	var pages []string
	day := apptest.Start.Truncate(24 * time.Hour)
	s.write(t, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations", Language: "es", Place: "Quito",
			StartsOn: day, EndsOn: day.AddDate(0, 1, 0), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		for _, who := range []candidates.NewCandidate{{Name: s.person.Name, Email: s.person.Email, Language: "es"}, {Name: "Diego Paredes", Email: "diego@correo.example", Language: "es"}} {
			e, err := trainings.Enrol(tx, c.ID, who, "")
			if err != nil {
				return err
			}
			links, err := personal.LinksFor(tx, e.ID)
			if err != nil {
				return err
			}
			pages = append(pages, "/o/"+s.Andina.Slug+"/personal/"+s.DB.LinkToken(links[e.ID]))
		}
		return nil
	})
	return pages[0], pages[1]
}

var mediated = webtest.Form{"held_on.day": {"1"}, "held_on.month": {"10"}, "held_on.year": {"2026"}, "role": {"mediator"}, "medium": {"online"}, "hours": {"3"},
	"field": {"Water rights"}, "parties": {"2"}, "settled": {"yes"}}

func TestATraineeKeepsTheirOwnLogbookAndAsksAReferee(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	page, another := s.own(t)
	me, other := s.site.Nobody(), s.site.Nobody()
	me.Get(page).Status(http.StatusOK).Says("Commercial lease", "Asked: Inés Ortega", "Noise at night").SaysNot("ines.ortega@corte.example")
	me.Get(page + "/logbook/new").Status(http.StatusOK).Says("Never the names of the parties")
	named := webtest.Form{}
	for name, value := range mediated {
		named[name] = value
	}
	named["field"] = []string{"María Pérez contra Juan Solano"}
	me.Post(page+"/logbook", named).Status(http.StatusUnprocessableEntity).Says("This reads like a name")
	me.Post(page+"/logbook", mediated).To(page+"#logbook").Follow().Says("The mediation is in the logbook.", "Water rights")
	entry := page + "/logbook/" + s.ID(`select id from logbook_entry where candidate_id = $1 and field = 'Water rights'`, s.person.ID).String()
	changed := webtest.Form{}
	for name, value := range mediated {
		changed[name] = value
	}
	changed["hours"] = []string{"5"}
	me.Get(entry).Status(http.StatusOK).Says("Edit mediation", "Remove mediation")
	me.Post(entry, changed).To(page + "#logbook")
	in := webtest.Form{"entry": {s.entries[2].ID.String()}, "name": {"Howard Pritchard"}, "email": {"h@adr.example"}, "relation": {"Co-mediator"}, "language": {"en"}}
	own := webtest.Form{"entry": {s.entries[2].ID.String()}, "name": {"Somebody"}, "email": {"camila+judge@correo.example"}, "relation": {"Judge"}, "language": {"en"}}
	me.Post(page+"/logbook/referees", own).Status(http.StatusUnprocessableEntity).Says("Nobody is their own referee")
	me.Post(page+"/logbook/referees", in).To(page + "#logbook").Follow().Says("Asked: Howard Pritchard")
	if n := s.Count(`select count(*) from referee_request where candidate_id = $1 and by_candidate and asked_by is null`, s.person.ID); n != 1 {
		t.Errorf("%d requests are the candidate's own", n)
	}
	s.site.As(s.Andina.Manager).Get(s.file()).Says("Howard Pritchard", "by the candidate")

	other.Get(another + entry[len(page):]).Status(http.StatusNotFound)
	other.Post(another+entry[len(page):], changed).Status(http.StatusNotFound)
	other.Post(another+"/logbook/referees", in).Status(http.StatusNotFound)
	other.Get(another).Says("The logbook is empty")

	me.Get(entry + "/removal").Status(http.StatusOK).Says("Remove this mediation from the logbook?")
	me.Post(entry+"/removal", webtest.Form{}).To(page + "#logbook")
	me.Get(entry).Status(http.StatusNotFound)
}

func TestWhatIsVerifiedIsNotATraineesToChange(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	page, _ := s.own(t)
	me := s.site.Nobody()
	s.site.Nobody().Post(s.link(), s.says()).Status(http.StatusSeeOther)
	confirmed, disputed := page+"/logbook/"+s.request.Items[0].EntryID.String(), page+"/logbook/"+s.request.Items[1].EntryID.String()
	me.Get(page).Says("Verified", "Disputed", "by Inés Ortega")
	me.Get(confirmed).Status(http.StatusConflict)
	me.Post(confirmed, mediated).Status(http.StatusConflict)
	me.Post(confirmed+"/removal", webtest.Form{}).Status(http.StatusConflict)
	me.Post(disputed, mediated).To(page + "#logbook") // corrected, it can be asked about anew
	if n := s.Count(`select count(*) from logbook_entry where id = $1 and disputed_at is null and verified_at is null`, s.request.Items[1].EntryID); n != 1 {
		t.Error("what was corrected is still disputed")
	}
}

func TestATraineesLogbookIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	page, empty := s.own(t)
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As()...)
			for name, path := range map[string]string{"own": page, "own-none": empty, "own-new": page + "/logbook/new", "own-ask": page + "/logbook/referees/new", "own-edit": page + "/logbook/" + s.entries[2].ID.String()} {
				p.Go(path)
				p.Inspect("logbook-" + name + "-" + look.Name)
			}
		})
	}
}
