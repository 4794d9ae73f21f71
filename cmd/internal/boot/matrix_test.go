package boot

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web/webtest"
)

// The matrix of two organisations: somebody with every role in one asks every
// address with the other's ids. Each answers as if the rows were not there,
// and the other's tables stay as they are, byte by byte.
func TestMatrixAnothersRowsAreAbsentAndStayAsTheyAre(t *testing.T) {
	t.Parallel()
	base := tenantstest.FreshDatabase(t)
	w := apptest.NewWorldIn(t, base)
	andina := fill(t, w, w.Andina, room(t, w.DB))
	site := andina.serve()
	nordic := fill(t, w, w.Nordic, andina.room)
	nordic.site = site
	stranger := nordic.comes("another's member", "accord="+site.Token(nordic.everybody))
	kept := keep(t, base)
	before := kept.state(andina.org.ID)
	for _, route := range site.App.Routes() {
		if route.Door != tenants.DoorMember {
			continue
		}
		for _, a := range askings(t, route) {
			for _, try := range foreign(t, a, andina, nordic) {
				answer := stranger.visit().Do(try.request)
				if said := meaning(a, answer); !slices.Contains(try.may, said) {
					t.Errorf("%s %s (%s), %s: %d %q, expected one of %v\n%.300s", a.Method, a.Pattern, a.Name, try.how, answer.StatusCode, said, try.may, answer.Words())
				}
				andina.saysNothingOf(answer, try.how)
			}
			if a.Method != http.MethodGet {
				differs(t, a.Method+" "+a.Pattern, before, kept.state(andina.org.ID))
				kept.putBack()
			}
		}
	}
	differs(t, "reading", before, kept.state(andina.org.ID))
}

// trial is one way of asking with ids that are another organisation's.
type trial struct {
	how     string
	request *http.Request
	may     []string
}

// foreign are all ways in which an address can be asked with rows of another
// organisation: at its own address, at the asker's with all ids of the path or
// any one of them, and with ids in what is sent.
func foreign(t *testing.T, a asking, of, by *filled) (all []trial) {
	t.Helper()
	all = append(all, trial{"at the other's address", request(t, of, a, nil), []string{"absent"}})
	var ids []string
	for name := range a.rows {
		if name != "organisation" && of.ids[a.rows[name]] != by.ids[a.rows[name]] { // what is the same for both is nobody's
			ids = append(ids, name)
		}
	}
	slices.Sort(ids)
	whole := map[string]*filled{}
	for _, name := range ids {
		whole[name] = of
		if len(ids) > 1 {
			all = append(all, trial{"with the other's " + a.rows[name], request(t, by, a, map[string]*filled{name: of}), []string{"absent"}})
		}
	}
	if len(ids) > 0 {
		all = append(all, trial{"with the other's ids in the path", request(t, by, a, whole), []string{"absent"}})
	}
	if sent := of.sentIDs(a); sent {
		all = append(all, trial{"with the other's ids in what is sent", sending(t, by, of, a), []string{"absent", "form refused"}})
	}
	return all
}

// sentIDs says whether what is sent with an address names rows.
func (f *filled) sentIDs(a asking) bool {
	text := formFor(f, a).Encode()
	if make := bodyOf[a.Name]; make != nil {
		text += string(textOf(make(f)))
	}
	for name, id := range f.ids {
		if _, err := uuid.Parse(id); err == nil && name != "slug" && strings.Contains(text, id) {
			return true
		}
	}
	return false
}

// sending asks at one's own address with what names another's rows.
func sending(t *testing.T, by, of *filled, a asking) *http.Request {
	t.Helper()
	mixed := *by
	mixed.ids = maps.Clone(of.ids)
	for _, name := range a.rows {
		mixed.ids[name] = by.ids[name]
	}
	return request(t, &mixed, a, nil)
}

// saysNothingOf fails when an answer names a person of the organisation.
func (f *filled) saysNothingOf(answer *webtest.Answer, how string) {
	f.t.Helper()
	for _, name := range []string{f.ids["credential number"], f.org.Manager.Name(), f.org.Manager.Email(), f.org.Trainer.Name()} {
		if strings.Contains(answer.Text, name) {
			f.t.Errorf("%s %s, %s, says %q", answer.Request.Method, answer.Request.URL.Path, how, name)
		}
	}
}

func differs(t *testing.T, what string, before, after map[string]string) {
	t.Helper()
	for _, table := range sorted(before) {
		if before[table] != after[table] {
			t.Errorf("%s changed the other organisation's %s: %s before, %s after", what, table, before[table], after[table])
		}
	}
}

// What IMI has not been shown is absent, to somebody with all of its roles at
// once, whichever address is tried: drafts, working tables, versions that were
// disclosed to nobody, for a case that is decided, or only proposed.
func TestMatrixIMIReachesOnlyWhatWasSubmittedOrReleased(t *testing.T) {
	t.Parallel()
	base := tenantstest.FreshDatabase(t)
	w := apptest.NewWorldIn(t, base)
	f := fill(t, w, w.Andina, room(t, w.DB))
	site := f.serve()
	imi := f.comes("everything at IMI", "accord="+site.Token(w.Member(apptest.Org{ID: tenants.Oversight, Slug: tenants.OversightSlug}, tenants.OversightRoles...)))
	kept := keep(t, base)
	before := kept.state(f.org.ID)
	for _, route := range site.App.Routes() {
		if route.Door != tenants.DoorOverseer || !strings.Contains(route.Pattern, ":id") {
			continue
		}
		a := askings(t, route)[0]
		if said := meaning(a, imi.visit().Do(request(t, f, a, nil))); said == "absent" {
			t.Errorf("%s %s is absent with a row that IMI was shown, so the rest proves nothing", a.Method, a.Pattern)
		}
		if a.Method != http.MethodGet {
			kept.putBack()
		}
		for _, hidden := range withheld {
			tried := a
			tried.rows = maps.Clone(a.rows)
			tried.rows["id"] = hidden
			answer := imi.visit().Do(request(t, f, tried, nil))
			if said := meaning(tried, answer); said != "absent" {
				t.Errorf("%s %s with %q: %d %q\n%.300s", a.Method, a.Pattern, hidden, answer.StatusCode, said, answer.Words())
			}
		}
		if a.Method != http.MethodGet {
			differs(t, a.Method+" "+a.Pattern, before, kept.state(f.org.ID))
			kept.putBack()
		}
	}
	differs(t, "reading", before, kept.state(f.org.ID))
}

// withheld are rows of an organisation that IMI was not shown.
var withheld = []string{
	"submission draft", "program draft", // not put forward
	"version", "upload", // disclosed to nobody
	"version recording", // proposed to a request, not released
	"version conduct",   // disclosed to a submission that is decided
	"cohort", "session", "enrolment ready", "import", "candidate", "entry", "document", "assessment", "assessment disputed", "assignment", "criterion", "assessed criterion",
	"disclosure", "proposal", "membership", "token",
}
