package mainjob_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	kinds "accord/app/programs"
	"accord/tenants"
	"accord/web/locales"
)

// An assessing organisation's whole case, for each type of program: somebody
// applies, two assessors judge apart and disagree, a third or a moderation
// settles it, the decision is told and contested, a panel of others allows the
// appeal, and others yet assess again and pass. In the browser, each person as
// themselves, at each width in a language of its own, and by the API.
func TestACandidateGoesFromApplicationThroughAnAppealToADecision(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		width  int64
		locale string
		first  string
	}{{1440, "en", "QAP"}, {390, "es", "MAQAP"}} {
		t.Run(fmt.Sprint(way.width, " ", way.locale), func(t *testing.T) {
			t.Parallel()
			c := newContest(t, way.width, way.locale)
			c.first = way.first
			for _, one := range assessed {
				c.on(t, one, c.isWalkedInTheBrowser)
			}
		})
	}
	t.Run("by the API", func(t *testing.T) {
		t.Parallel()
		c := newContest(t, 1440, "en")
		for _, one := range assessed {
			c.on(t, one, c.isWalkedByTheAPI)
		}
	})
}

// trial is a type of program that assesses, and who is assessed under it.
type trial struct {
	kind, title   string
	certification string
	headings      []string
	practice      candidates.NewEntry // twenty such mediations make them eligible
	candidate     person
	moderated     bool // the disagreement is settled by a moderation, not by a third
}

var assessed = []trial{
	{"QAP", "Evaluación de mediadores", "certified_mediator", []string{"experience", "knowledge", "skills"},
		practised("mediator", "in_person"), person{"Camila Torres Vega", "camila@correo.example"}, false},
	{"MAQAP", "Evaluación de la defensa en mediación", "certified_advocate", []string{"experience", "knowledge", "skills"},
		practised("advocate", "in_person"), person{"Andrés Villacís Haro", "andres@correo.example"}, true},
	{"ICQAP", "Mediación entre culturas", "intercultural_mediator", []string{"cultural_frameworks", "self_awareness", "perspectives", "communication", "preparation", "process"},
		practised("mediator", "in_person"), person{"Nina Saransig Maldonado", "nina@correo.example"}, false},
	{"ODRQAP", "Mediación a distancia", "online_mediator", []string{"experience", "knowledge", "skills"},
		practised("mediator", "online"), person{"Diego Yánez Cueva", "diego@correo.example"}, true},
}

func practised(role, medium string) candidates.NewEntry {
	return candidates.NewEntry{Role: role, Medium: medium, Hours: 5, Field: "commercial lease", Parties: 2, Settled: "yes"}
}

// Beside the story's people: who has no part in a first decision.
var (
	clara = person{"Clara Benítez Rojas", "clara@andina.example"}
	pablo = person{"Pablo Andrade Vela", "pablo@andina.example"}
	ines  = person{"Inés Carrión Paz", "ines@andina.example"}
)

// contest is the house founded, with a program of each type that assesses, which
// takes applications.
type contest struct {
	*programs
	whole   testing.TB // whose tabs outlive a trial
	locale  string
	say     func(key string, pairs ...any) string
	tabs    map[person]*visitor
	manager tenants.Member
	first   string // the type whose every step is done in the browser
	led     bool   // the manager's page led on to the assessment, which is filled in

	trial            // under way
	at     string    // its candidate
	judged uuid.UUID // its assessment
}

func newContest(t *testing.T, width int64, locale string) *contest {
	t.Helper()
	h, address := build(t, width)
	c := &contest{programs: &programs{house: h, tokens: map[person]string{}, ids: map[string]string{}}, whole: t, locale: locale, say: locales.New(locale, nil).Say, tabs: map[person]*visitor{}}
	c.peopleCome(address)
	for _, who := range []struct {
		person
		role string
	}{{clara, "program_manager"}, {pablo, "assessor"}, {ines, "assessor"}} {
		c.ids[who.name] = c.makes(elena, c.o("/people"), object{"name": who.name, "email": who.email, "locale": "en", "roles": []string{who.role}})
		c.joins(who.person, c.mailed(who.person, "invites you"), func() string { return "/o/" + c.slug })
	}
	h.ids["organisation"] = uuid.MustParse(c.ids["organisation"])
	c.ids[elena.name] = ask[uuid.UUID](h, `select id from membership where email = $1`, elena.email).String()
	c.manager = h.member(joaquin)
	for _, one := range assessed {
		c.designIsPublished(one)
	}
	c.settles()
	return c
}

// on goes through one trial as a test of its own, on the house as it is.
func (c *contest) on(t *testing.T, one trial, walk func()) {
	defer func() { c.t = t }()
	t.Run(one.kind, func(t *testing.T) {
		c.t, c.trial = t, one
		walk()
	})
}

// recognised proposes a program and has IMI recognise it.
func (c *contest) recognised(program string) {
	c.t.Helper()
	c.does(joaquin, "POST", c.o("/programs/"+program+"/proposal"), nil, nil)
	c.does(ilse, "POST", "/imi/organisations/"+c.ids["organisation"]+"/programs/"+program+"/recognition", nil, nil)
}

// designIsPublished: a program of the type is recognised, assesses by what is
// usual under its own headings, and takes applications.
func (c *contest) designIsPublished(one trial) {
	p := c.programs
	p.ids[one.kind] = p.makes(joaquin, p.o("/programs"), object{"kind": one.kind, "title": one.title, "language": "es", "city": "Quito", "country": "EC", "description": "Con juegos de rol que se graban."})
	c.recognised(p.ids[one.kind])
	at := p.o("/programs/" + p.ids[one.kind] + "/design/draft")
	var draft struct {
		Revision int
		Criteria []struct {
			Heading string
			Title   struct{ En, Es string }
		}
		Missing []object
	}
	p.does(joaquin, "POST", at, nil, &draft)
	usual := kinds.Usual(kinds.Program{Kind: one.kind, Language: c.locale})
	headings := map[string]bool{}
	for i, criterion := range draft.Criteria {
		headings[criterion.Heading] = true
		if len(draft.Criteria) != len(usual) || usual[i].Title != map[string]string{"en": criterion.Title.En, "es": criterion.Title.Es}[c.locale] {
			p.t.Errorf("criterion %d of a %s is %+v", i+1, one.kind, criterion)
		}
	}
	if len(headings) != len(one.headings) || len(draft.Missing) != 0 {
		p.t.Errorf("the design of a %s has the headings %v and lacks %v", one.kind, headings, draft.Missing)
	}
	for _, h := range one.headings {
		if !headings[h] {
			p.t.Errorf("the design of a %s has nothing under %s", one.kind, h)
		}
	}
	p.does(joaquin, "POST", at+"/publication", object{"revision": draft.Revision}, nil)
	p.does(joaquin, "PUT", p.o("/programs/"+p.ids[one.kind]+"/publication"), object{"opens_on": "2026-11-16", "closes_on": "2026-12-20", "languages": []string{"es"}}, nil)
}

// practises fills the logbook with what the type asks, and has it verified.
func (c *contest) practises() {
	today := time.Date(2026, time.November, 16, 0, 0, 0, 0, time.UTC)
	id := uuid.MustParse(c.at)
	ok(c.t, c.parts.DB.Write(c.t.Context(), c.manager, func(tx *tenants.Tx) error {
		var all []uuid.UUID
		for i := range 20 {
			e := c.practice
			e.HeldOn = today.AddDate(0, -1-i, 0)
			kept, err := candidates.AddEntry(tx, id, e, today)
			if err != nil {
				return err
			}
			all = append(all, kept.ID)
		}
		_, err := candidates.VerifyEntries(tx, id, all)
		return err
	}))
}

// isCandidate finds who was admitted.
func (c *contest) isCandidate() {
	c.t.Helper()
	c.at = ask[uuid.UUID](c.house, `select candidate_id from application where email = $1`, c.candidate.email).String()
	c.practises()
}

// points are those of a sheet: all is shown but the last, of which assessors may
// have seen different things.
func points(i, of, top, last int) int {
	if i == of-1 {
		return min(last, top)
	}
	return min(4, top)
}

// isReady: whoever has passed is ready to be put forward, in the rules' own words.
func (c *contest) isReady() {
	c.t.Helper()
	var way struct {
		Steps []struct {
			Certification, Stage string
			Lines                []struct{ State, Sentence string }
		}
	}
	c.does(joaquin, "GET", c.o("/candidates/"+c.at+"/pathway"), nil, &way)
	for _, s := range way.Steps {
		if s.Certification == c.certification && s.Stage != "ready" {
			c.t.Errorf("%s is %s for it: %+v", c.candidate.name, s.Stage, s.Lines)
		}
	}
}
