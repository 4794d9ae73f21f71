package merges_test

import (
	"regexp"
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	candidatepages "accord/web/pages/candidates"
	"accord/web/pages/merges"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

type scene struct {
	*apptest.World
	site      *webtest.Site
	base      string
	ana, dupe candidates.Candidate
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		candidatepages.Routes(app, s.DB, merges.Section())
		merges.Routes(app, s.DB)
	})
	s.base = "/o/" + s.Andina.Slug
	for into, in := range map[*candidates.Candidate]candidates.NewCandidate{
		&s.ana:  {Name: "Ana Lucía Torres", Email: "ana.torres@correo.example", Language: "es", Country: "EC"},
		&s.dupe: {Name: "Torres, Ana Lucia", Email: "anatorres@trabajo.example", Language: "en", Country: "EC"},
	} {
		if err := s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) { *into, err = candidates.Add(tx, in); return err }); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *scene) both() string { return "?kept=" + s.ana.ID.String() + "&merged=" + s.dupe.ID.String() }

// The whole way with scripts off: from the list's count to one record, and back.
func TestAManagerMakesOneRecordOfTwoAndTwoOfOne(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base + "/candidates").Status(200).Says("1 likely duplicate")
	manager.Get(s.base + "/duplicates").Status(200).Says("Ana Lucía Torres").Says("Same name")
	manager.Get(s.base + "/merges/new" + s.both()).Status(200).Says("Which value stays?")
	page := manager.Get(s.base + "/merges/confirm" + s.both() + "&email=merged").Status(200).Says("anatorres@trabajo.example")
	digest := regexp.MustCompile(`name="digest" value="([0-9a-f]{64})"`).FindStringSubmatch(page.Text)
	if digest == nil {
		t.Fatal("the page to confirm on does not carry what it shows")
	}
	done := manager.Post(s.base+"/merges", webtest.Form{"kept": {s.ana.ID.String()}, "merged": {s.dupe.ID.String()}, "digest": {digest[1]}, "email": {"merged"}})
	done.To(s.base + "/candidates/" + s.ana.ID.String())
	manager.Get(s.base + "/candidates/" + s.ana.ID.String()).Status(200).Says("merged into this record")
	manager.Get(s.base + "/candidates/" + s.dupe.ID.String()).To(s.base + "/candidates/" + s.ana.ID.String())
	merge := s.ID("select id from candidate_merge where tenant_id = $1", s.Andina.ID).String()
	manager.Get(s.base + "/merges/" + merge).Status(200).Says("Undo the merge")
	manager.Get(s.base + "/merges/" + merge + "/undo").Status(200).Says("Make two records again")
	manager.Post(s.base+"/merges/"+merge+"/undo", webtest.Form{}).Status(303)
	manager.Get(s.base + "/candidates/" + s.dupe.ID.String()).Status(200).Says("Torres, Ana Lucia")
}

// What stands in the way is said with what to do first; a stranger's records are not there.
func TestObstaclesAreSaidAndOthersRecordsAreAbsent(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Row("submission", map[string]any{"tenant_id": s.Andina.ID, "candidate_id": s.dupe.ID, "program_id": s.Andina.QAP, "reference": "SU-1", "submitted_at": apptest.Start,
		"rule_set": "r", "declaration": "d", "submitted_by_name": "Elena"})
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base + "/merges/new" + s.both()).Status(200).Says("was put forward to IMI in submission SU-1").SaysNot("Which value stays?")
	manager.Post(s.base+"/merges", webtest.Form{"kept": {s.ana.ID.String()}, "merged": {s.dupe.ID.String()}, "digest": {"0"}}).Status(409).Says("Compare them again")
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/merges/new" + s.both()).Status(404)
	s.site.As(s.Andina.Trainer).Get(s.base + "/merges/new" + s.both()).Status(404)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/duplicates").Status(200).Says("No likely duplicates")
}

// Two records that the database finds nothing in common of are found by hand.
func TestAnyTwoRecordsAreChosenOneAfterTheOther(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base + "/duplicates").Status(200).Says("Compare any two records")
	manager.Get(s.base + "/candidates/" + s.ana.ID.String()).Status(200).Says("Compare with another record")
	manager.Get(s.base + "/merges/choose?q=torres").Status(200).Says("Choose one record").Says(s.ana.Name).Says(s.dupe.Name)
	other := s.base + "/merges/choose?one=" + s.ana.ID.String()
	if page := manager.Get(other).Status(200).Says("Choose the other record").Text; !strings.Contains(page, "kept="+s.ana.ID.String()+"&amp;merged="+s.dupe.ID.String()) || strings.Contains(page, "merged="+s.ana.ID.String()) {
		t.Error("the other record is not offered, or the one with itself")
	}
	if page := manager.Get(other + "&q=nobody-of-that-name").Status(200).Says("Nobody matches").Text; !strings.Contains(page, "one="+s.ana.ID.String()) {
		t.Error("a search that finds nobody forgets the one")
	}
	manager.Get(s.base + "/merges/choose?one=nonsense").Status(404)
	s.site.As(s.Andina.Trainer).Get(s.base + "/merges/choose").Status(403)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/merges/choose?one=" + s.ana.ID.String()).Status(404)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/merges/choose").Status(200).Says("There are no two records to compare")
}

// Every page at both widths and in both languages, with what is to be seen on it.
func TestEveryPageOfMergesIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for name, path := range map[string]string{"list": "/duplicates", "choose": "/merges/choose?one=" + s.ana.ID.String(), "compare": "/merges/new" + s.both(), "confirm": "/merges/confirm" + s.both() + "&email=merged"} {
				p.Go(s.base + path)
				p.Inspect("merge-" + name + "-" + look.Name)
			}
		})
	}
}
