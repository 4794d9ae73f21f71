package standards_test

import (
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/browsertest"
	"accord/web/pages/standards"
	"accord/web/webtest"
)

// site is a world of its own: rule sets are everybody's.
func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	return w, webtest.New(t, w, func(app *web.App) { standards.Routes(app, w.DB) })
}

// advocate is the form for the Mediation Advocate as the rules in force fill
// it in, from a day, with changes.
func advocate(step string, changes webtest.Form) webtest.Form {
	f := webtest.Form{"step": {step}, "effective_from.day": {"1"}, "effective_from.month": {"3"}, "effective_from.year": {"2027"}, "mediations": {"5"},
		"exempt_IMI-CA-02": {"on"}, "floor_IMI-CA-02": {"0"}, "exempt_IMI-CA-03": {"on"}, "mediations_IMI-CA-03": {"10"}, "hours_IMI-CA-03": {"200"},
		"documents":   {"identity_check", "code_of_conduct"},
		"obligations": {"IMI-QA-01", "IMI-QA-02", "IMI-QA-03", "IMI-QA-04", "IMI-QA-05", "IMI-QA-06", "IMI-QA-07", "IMI-QA-08", "IMI-QA-09", "IMI-QA-10", "IMI-QA-11", "IMI-QA-12", "IMI-QA-13", "IMI-QA-14", "IMI-SU-01", "IMI-SU-02", "IMI-SU-06"},
		"note":        {"The committee decided so in October."}}
	for name, value := range changes {
		f[name] = value
	}
	return f
}

func TestEverybodyReadsWhatIMIAsks(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := s.As(w.Andina.Trainer)
	base := "/o/" + w.Andina.Slug + "/standards"
	page := c.Get(base).Status(200).Says("IMI Certified Mediator", "20 mediations or 200 hours", "20 online mediations in the last 36 months", "IMI-OM-03 · default", "1 September 2025", "You have one", "Closed")
	if strings.Index(page.Text, "IMI Certified Mediator") > strings.Index(page.Text, "IMI Online Mediator") {
		t.Error("what the organisation has no program for comes before what it has one for")
	}
	c.Get(base+"/certified_mediator").Status(200).Says("In force today", "Since 1 September 2025", "No longer an obligation: A Feedback Digest (IMI-LI-01)", "Mediator, Co-mediator", "Identity check").SaysNot("Publish new rules")
	c.Get(base+"/certified_advocate").Says("Whoever holds IMI Certified Mediator", "10 cases or 200 hours as: Mediator")
	c.Get(base + "/online_mediator").Says("5 mediations are enough for whoever holds IMI Certified Mediator")
	c.Get(base + "/young_advocate").Status(200).Says("This certification is closed")
	c.Get(base + "/archmediator").Status(404)
	s.As(w.IMI.Reviewer).Get("/imi/standards").Status(200).Says("IMI Intercultural Mediator")
	s.As(w.IMI.Reviewer).Get("/imi/standards/certified_mediator").Status(200).SaysNot("Publish new rules")
}

func TestTheAdministratorPublishesAfterSeeingWhatChanges(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c, at := s.As(w.IMI.Administrator), "/imi/standards/certified_advocate"
	c.Get(at+"/new").Status(200).Says("17 November 2026 or later", "Begun from the rules in force since 1 September 2025", "Sole mediators")
	c.Post(at, advocate("preview", nil)).Status(409).Says("Nothing differs from the rules in force")
	if bad := c.Post(at, advocate("preview", webtest.Form{"effective_from.year": {"2026"}, "mediations": {"none"}, "note": {""}})).Status(422).Says("Enter a whole number", "Say why"); !strings.Contains(bad.Text, `value="none"`) {
		t.Error("what was typed is gone")
	}
	c.Post(at, advocate("preview", webtest.Form{"effective_from.year": {"2026"}, "mediations": {"6"}})).Status(422).Says("Choose a later day")
	c.Post(at, advocate("preview", webtest.Form{"mediations": {"8"}, "exempt_IMI-CA-02": nil})).Status(200).
		Says("Mediations: 8 instead of 5", "No longer exempt: IMI Certified Mediators are exempt", "cannot be changed or taken back", "Publish the rules")
	if n := w.Count(`select count(*) from rule_set where published_at is not null`); n != 0 {
		t.Fatal("looking published it")
	}
	if again := c.Post(at, advocate("change", webtest.Form{"mediations": {"8"}})).Status(200).Says("See what changes"); !strings.Contains(again.Text, `value="8"`) {
		t.Error("the change starts from the beginning")
	}
	done := c.Post(at, advocate("publish", webtest.Form{"mediations": {"8"}})).To(at).Follow()
	done.Says("The rules are published. They hold from 1 March 2027.", "To come", "Mediations: 8 instead of 5", "The committee decided so in October.")
	c.Post(at, advocate("publish", webtest.Form{"mediations": {"9"}})).Status(409).Says("from that day already")
	s.As(w.Nordic.Manager).Get("/o/" + w.Nordic.Slug + "/standards").Says("New from 1 March 2027")
}

func TestNewRulesBeginFromThoseTheyTakeThePlaceOf(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c, at := s.As(w.IMI.Administrator), "/imi/standards/certified_advocate"
	c.Post(at, advocate("publish", webtest.Form{"mediations": {"8"}})).To(at)
	form := c.Get(at + "/new").Status(200).Says("Begun from the rules that hold from 1 March 2027")
	if !strings.Contains(form.Text, `name="mediations" type="text" value="8"`) {
		t.Error("the form begins from the rules that those to come take the place of")
	}
	later := webtest.Form{"begun": {"certified_advocate/2027-03-01"}, "mediations": {"9"}, "effective_from.year": {"2028"}}
	c.Post(at, advocate("preview", later)).Status(200).Says("Mediations: 9 instead of 8")
	earlier := webtest.Form{"begun": {"certified_advocate/2027-03-01"}, "mediations": {"9"}, "effective_from.month": {"2"}}
	again := c.Post(at, advocate("preview", earlier)).Status(409).Says("so the form begins from those now", "Begun from the rules in force since 1 September 2025", "The committee decided so in October.")
	if !strings.Contains(again.Text, `name="mediations" type="text" value="5"`) || !strings.Contains(again.Text, `value="2027"`) {
		t.Error("the form does not begin from the rules of the day before")
	}
	earlier["begun"] = []string{"certified_advocate/2025-09-01"}
	c.Post(at, advocate("preview", earlier)).Status(200).Says("Mediations: 9 instead of 5", "take over from 1 March 2027")
}

func TestOnlyTheAdministratorIsShownTheForm(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := s.As(w.IMI.Reviewer)
	c.Get("/imi/standards/certified_advocate/new").Status(403)
	for _, step := range []string{"preview", "change", "publish", "nonsense"} {
		c.Post("/imi/standards/certified_advocate", advocate(step, webtest.Form{"mediations": {"8"}})).Status(403)
	}
	c.Post("/imi/standards/certified_advocate", webtest.Form{}).Status(403)
	s.As(w.IMI.Administrator).Get("/imi/standards/young_advocate/new").Status(409)
	s.As(w.IMI.Administrator).Get("/imi/standards/archmediator/new").Status(404)
}

func TestPublishingWorksInABrowserOnASmallScreen(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	p := browsertest.Open(t, s.URL, browsertest.Cookie("accord", s.Token(w.IMI.Administrator)), browsertest.Phone())
	p.Go("/imi/standards/online_mediator")
	p.Audit()
	p.Shot("history")
	p.Click("Publish new rules")
	p.Audit()
	p.Shot("compose")
	p.Fill("Day", "1")
	p.Fill("Month", "3")
	p.Fill("Year", "2027")
	p.Fill("Months that count", "24")
	p.Fill("Why do they change?", "Online mediation changes fast.")
	p.Click("See what changes")
	p.See("Only the last 24 months count, instead of 36")
	p.Audit()
	p.Shot("preview")
	p.Click("Publish the rules")
	p.See("They hold from 1 March 2027.")
}

func TestTheRulesAreReadOnASmallScreenAndALargeOne(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	s.As(w.IMI.Administrator).Post("/imi/standards/certified_advocate", advocate("publish", webtest.Form{"mediations": {"8"}})).Status(303)
	base := "/o/" + w.Andina.Slug + "/standards"
	for _, look := range browsertest.Looks {
		p := browsertest.Open(t, s.URL, look.As(browsertest.Cookie("accord", s.Token(w.Andina.Manager)))...)
		for page, path := range map[string]string{"rules": base, "rules-one": base + "/certified_advocate"} {
			p.Go(path)
			if strings.HasSuffix(look.Name, "-es") {
				p.See("Reglas del IMI")
			}
			p.Inspect(page + "-" + look.Name)
		}
	}
}
