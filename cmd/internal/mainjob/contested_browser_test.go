package mainjob_test

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	kinds "accord/app/programs"
	"accord/web/browsertest"
)

// isWalkedInTheBrowser: each by their own page, in the look's language. Browsers
// are slow, so what a look has seen somebody do is not done twice in it: where
// two do the same, one does it on the desk and the other on the phone, and the
// sheets of the second assessment go by the API.
func (c *contest) isWalkedInTheBrowser() {
	c.applies()
	c.isCandidate()
	m, say := c.tab(joaquin), c.say
	c.opens(m, mateo, teresa)
	c.marksOrHandsIn(mateo, 1440, 4)
	c.marksOrHandsIn(teresa, 390, 1)
	m.Go(c.house.o("/assessments/%s", c.judged))
	m.See(say("assessment.disagreement"))
	if c.moderated {
		c.moderates(m)
	} else {
		c.assigns(m, rosa)
		c.marks(rosa, 1)
	}
	c.decides(m, "failed")
	m.Go(c.house.o("/assessments/%s/result", c.judged))
	m.Fill(say("result.words"), "Sus preguntas fueron buenas; el cierre aún no está claro.")
	m.Click(say("result.tell"))
	m.See(say("result.told_now", "Name", c.candidate.name))
	c.contests(m)

	c.opens(m, pablo, ines)
	c.handsIn(pablo, c.o("/assessments/"+c.judged.String()), 4)
	c.handsIn(ines, c.o("/assessments/"+c.judged.String()), 4)
	c.decides(m, "passed")
	c.does(joaquin, "POST", c.o("/assessments/"+c.judged.String()+"/result"), object{"words": "Enhorabuena."}, nil)
	v := c.tab(nobody)
	v.Go(c.resultPage())
	v.See(say("assessment.outcome.passed"), "Enhorabuena.", c.title)
	c.isReady()
}

// marksOrHandsIn is marks by who has this look, and by everybody the first time.
func (c *contest) marksOrHandsIn(who person, width int64, last int) {
	c.t.Helper()
	if c.kind == c.first || c.width == width {
		c.marks(who, last)
	} else {
		c.handsIn(who, c.o("/assessments/"+c.judged.String()), last)
	}
}

// tab is somebody's, signed in, in the look's language.
func (c *contest) tab(who person) *visitor {
	c.t.Helper()
	if c.tabs[who] == nil {
		options := []browsertest.Option{browsertest.Width(c.width), browsertest.Language(c.locale), browsertest.Cookie("locale", c.locale)}
		if who != nobody {
			e, err := people.SignIn(c.t.Context(), c.parts.DB, people.Credentials{Email: who.email, Password: passphrase}, people.Visit{Address: "192.0.2.7", UserAgent: "the test", Request: "test"})
			ok(c.t, err)
			options = append(options, browsertest.Cookie("accord", e.Session))
		}
		c.tabs[who] = &visitor{browsertest.Open(c.whole, c.url, options...), c.house}
	}
	return c.tabs[who]
}

// applies: from the program's public page by a mailed link, and admitted by the
// manager, whose page leads on to the assessment.
func (c *contest) applies() {
	say, v := c.say, c.tab(nobody)
	v.Go("/programs/" + c.ids[c.kind])
	v.Fill(say("application.your_name"), c.candidate.name)
	v.Fill(say("application.your_email"), c.candidate.email)
	v.Click(say("application.send_link"))
	v.See(say("application.link_sent"))
	v.Go(c.mailed(c.candidate, "Academia Andina"))
	v.Choose(say("application.your_country"), "Ecuador")
	v.Fill(say("application.your_profession"), "Abogacía")
	v.Fill(say("application.your_reason"), "Medio desde hace años.")
	v.Tick(say("application.accept_notice"))
	v.Click(say("application.submit"))
	v.See(say("application.submitted_now"))
	m := c.tab(joaquin)
	m.Go(c.house.o("/applications/%s/admission", ask[uuid.UUID](c.house, `select id from application where email = $1`, c.candidate.email)))
	m.Click(say("application.admit"))
	m.See(say("application.admitted_to_assess", "Name", c.candidate.name))
	m.Click(say("application.open_assessment"))
	c.led = true
}

// opens an assessment and assigns who judges.
func (c *contest) opens(m *visitor, assessors ...person) {
	c.t.Helper()
	if !c.led {
		m.Go(c.house.o("/assessments/new?candidate=%s", c.at))
		m.Tick(c.title)
	}
	c.led = false
	m.Click(c.say("assessment.open"))
	m.See(c.say("assessment.opened", "Name", c.candidate.name))
	c.judged = m.here()
	for _, who := range assessors {
		c.assigns(m, who)
	}
}

func (c *contest) assigns(m *visitor, who person) {
	c.t.Helper()
	label := "assessment.add_assessor"
	if who == rosa {
		label = "assessment.add_third"
	}
	m.Choose(c.say(label), who.name)
	m.Fill(c.say("assessor.because"), "Sus papeles están en camino.")
	m.Click(c.say("assessment.assign"))
	m.See(c.say("assessment.assigned", "Name", who.name))
}

// marks declares, marks every criterion and hands the sheet in.
func (c *contest) marks(who person, last int) {
	c.t.Helper()
	say, v := c.say, c.tab(who)
	v.Go(c.house.o("/assessments/%s/declaration", c.judged))
	v.Tick(say("assessment.declare_words", "Name", c.candidate.name))
	v.Click(say("assessment.declare"))
	criteria := kinds.Usual(kinds.Program{Kind: c.kind, Language: c.locale})
	for i, k := range criteria {
		v.Tick(fmt.Sprint(k.Title, " › ", points(i, len(criteria), k.ScaleMax, last)))
	}
	v.See(say("assessment.marked_of", "Count", len(criteria), "Of", len(criteria)))
	v.Click(say("assessment.to_submit"))
	v.Click(say("assessment.submit"))
	v.See(say("assessment.submitted"))
}

// moderates writes down what was agreed with both assessors.
func (c *contest) moderates(m *visitor) {
	say := c.say
	m.Click(say("assessment.moderate"))
	held := c.now().In(quito(11, 16, 9).Location())
	for field, n := range map[string]int{"ui.day": held.Day(), "ui.month": int(held.Month()), "ui.year": held.Year()} {
		m.Fill(say("assessment.held_on")+" › "+say(field), fmt.Sprint(n))
	}
	criteria := kinds.Usual(kinds.Program{Kind: c.kind, Language: c.locale})
	m.Tick(criteria[len(criteria)-1].Title + " › 2")
	m.Fill(say("assessment.reasons"), "Vimos juntos la grabación desde el minuto 31.")
	m.Click(say("assessment.moderate_keep"))
	m.See(say("assessment.moderation_noted"))
}

func (c *contest) decides(m *visitor, outcome string) {
	c.t.Helper()
	m.Go(c.house.o("/assessments/%s/decision", c.judged))
	m.Tick(c.say("assessment.outcome." + outcome))
	m.Fill(c.say("assessment.minute"), "Según las hojas y lo acordado.")
	m.Click(c.say("assessment.decide"))
	m.See(c.say("assessment.decision_noted", "Name", c.candidate.name))
}

// contests: the candidate by the link of their letter, a panel of two who had
// no part, and its answer.
func (c *contest) contests(m *visitor) {
	say, v := c.say, c.tab(nobody)
	result := c.mailed(c.candidate, "Se ha decidido su evaluación")
	v.Go(result)
	v.See(say("assessment.outcome.failed"), c.title)
	v.Tick(say("appeal.ground.procedure"))
	v.Fill(say("appeal.statement"), "El juego de rol empezó media hora tarde.")
	v.Click(say("appeal.lodge"))
	v.See(say("appeal.lodged_now"))

	appeal := "/appeals/" + ask[uuid.UUID](c.house, `select id from appeal where assessment_id = $1`, c.judged).String()
	panel := []person{elena, clara}
	m.Go(c.o(appeal))
	for _, who := range panel {
		m.Choose(say("appeal.add_member"), who.name)
		m.Click(say("appeal.name"))
		m.See(say("appeal.named"), who.name)
	}
	if c.width == 390 {
		slices.Reverse(panel)
	}
	if c.kind == c.first {
		c.declares(panel[0], appeal)
	} else {
		c.does(panel[0], "POST", c.o(appeal+"/declaration"), nil, nil)
	}
	p := c.declares(panel[1], appeal)
	p.Click(say("appeal.draft_first"))
	p.Tick(say("appeal.state.allowed"))
	p.Fill(say("appeal.answer"), "Tiene razón: otras personas le evaluarán de nuevo.")
	p.Fill(say("assessment.minute"), "Oídas ambas partes.")
	p.Click(say("appeal.put_draft"))
	p.See(say("appeal.drafted_now"))
	if c.kind == c.first {
		o := c.tab(panel[0])
		o.Go(c.o(appeal))
		o.See("Tiene razón", panel[1].name)
		o.Click(say("appeal.agree"))
		o.See(say("appeal.decided_now"))
	} else {
		at := "/draft/" + ask[uuid.UUID](c.house, `select r.id from ruling r join appeal a on a.id = r.appeal_id where a.assessment_id = $1`, c.judged).String()
		c.does(panel[0], "POST", c.o(appeal+at+"/agreement"), nil, nil)
	}
	v.Go(result)
	v.See(say("appeal.state.allowed"), "Tiene razón")
}

// declares is a panellist's word, after which what is contested opens.
func (c *contest) declares(who person, appeal string) *visitor {
	c.t.Helper()
	p := c.tab(who)
	p.Go(c.o(appeal))
	p.Tick(c.say("assessment.declare_words", "Name", c.candidate.name))
	p.Click(c.say("assessment.declare"))
	p.See(c.say("appeal.declared"), "media hora tarde")
	return p
}

// resultPage is the candidate's page of the decision under way.
func (c *contest) resultPage() string {
	c.t.Helper()
	link := c.parts.DB.LinkToken(ask[uuid.UUID](c.house, `select link_id from result where id = $1`, c.judged))
	return c.o("/result/" + link)
}
