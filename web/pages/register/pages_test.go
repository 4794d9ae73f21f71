package register

import (
	"context"
	"strings"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/register"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// cast is a site with a credential in the register.
type cast struct {
	*apptest.World
	site       *webtest.Site
	credential register.Credential
	home       string
}

func newCast(t *testing.T) *cast {
	t.Helper()
	w := apptest.NewWorld(t)
	c := &cast{World: w, home: "/o/" + w.Andina.Slug}
	c.site = webtest.New(t, w, func(app *web.App) { Routes(app, w.DB) })
	c.credential = c.awarded(t, "Lucía Ferrán Ortega "+w.Andina.Slug[7:])
	return c
}

// awarded is a credential that came of an accepted submission.
func (c *cast) awarded(t *testing.T, holder string) (one register.Credential) {
	t.Helper()
	o := c.Andina
	candidate := c.Row("candidate", map[string]any{"tenant_id": o.ID, "name": holder})
	submission := c.Row("submission", map[string]any{"tenant_id": o.ID, "candidate_id": candidate, "program_id": o.QAP, "certification": "certified_mediator",
		"holder": holder, "submitted_at": apptest.Start, "rule_set": "r", "declaration": "d", "submitted_by_name": "n"})
	c.Row("decision", map[string]any{"tenant_id": o.ID, "submission_id": submission, "outcome": "accepted"})
	err := c.DB.Oversee(t.Context(), c.IMI.Reviewer, "review", func(tx *tenants.OversightTx) (err error) {
		one, err = register.Award(tx, register.NewCredential{TenantID: o.ID, SubmissionID: submission, ProgramID: o.QAP, Holder: holder, Certification: "certified_mediator",
			Organisation: "Academia Andina de Mediación", Program: "Certified Mediator Assessment", Country: "EC", Zone: time.UTC})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return one
}

func (c *cast) revoked(t *testing.T, one register.Credential) {
	t.Helper()
	err := c.DB.Oversee(context.Background(), c.IMI.Administrator, "sanction", func(tx *tenants.OversightTx) error {
		_, err := register.Revoke(tx, one.ID, "Findings of the audit.")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnybodyVerifiesACertificate(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	anybody, number := c.site.Nobody(), c.credential.Number
	anybody.Get("/").Status(200).Says("Verify a certificate", "Find a professional", "Find a program")
	anybody.Get("/verify").Status(200).Says("Certificate number")
	bare := strings.ToLower(strings.ReplaceAll(number, "-", " "))
	anybody.Get("/verify?number=" + strings.ReplaceAll(bare, " ", "+")).To("/verify/" + number)
	anybody.Get("/verify?number=hello").Status(422).Says("A number looks like")
	anybody.Get("/verify/" + strings.ToLower(number)).To("/verify/" + number)
	anybody.Get("/verify/"+number).Status(200).Says("Valid", c.credential.Holder, "IMI Certified Mediator", number, "16 November 2026", "Academia Andina de Mediación",
		"Certified Mediator Assessment", "Ecuador", "International Mediation Institute (IMI)", "The register said so at").SaysNot("Revoked")
	c.revoked(t, c.credential)
	anybody.Get("/verify/"+number).Status(200).Says("Revoked", "was revoked on 16 November 2026", c.credential.Holder).SaysNot("Findings of the audit")
	anybody.With("Accept-Language", "es").Get("/verify/"+number).Status(200).Says("Revocada", "ya no es válida")
}

func TestANumberThatIsNotInTheRegisterIsNeverShownAsValid(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	for _, number := range []string{"IMI-AAAAA-AAAAA", "nonsense", "IMI-%25%25%25%25%25-AAAAA", strings.Repeat("A", 500)} {
		c.site.Nobody().Get("/verify/"+number).Status(404).Says("Not in the register", "never awarded").SaysNot("rosette-discount-check")
	}
}

func TestAnybodyFindsAProfessionalAndAProgram(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	mark := c.Andina.Slug[7:]
	anybody := c.site.Nobody()
	anybody.Get("/find").Status(200).Says("Name").SaysNot("Professionals found")
	anybody.Get("/find?name=ferran+"+mark).Status(200).Says(c.credential.Holder, "Valid", "Academia Andina de Mediación")
	anybody.Get("/find?name=ferran+" + mark + "&certification=online_mediator").Status(200).Says("Nobody found")
	anybody.Get("/find?name=l").Status(422).Says("Enter at least 2 letters")
	anybody.Get("/find?name=" + strings.Repeat("l", 300)).Status(422).Says("Use at most 100 characters")
	anybody.Get("/programs?q="+strings.Repeat("l", 300)).Status(200).Says("nothing was searched", "No programs match")
	c.Row("published_program", map[string]any{"tenant_id": c.Andina.ID, "kind": "QAP", "title": "Assessment " + mark, "organisation": "Academia Andina", "city": "Quito",
		"country": "EC", "language": "es", "languages": "es", "online": true, "website": "https://andina.example", "organisation_slug": c.Andina.Slug})
	anybody.Get("/programs?q="+mark).Status(200).Says("Assessment "+mark, "Quito, Ecuador · online", "Spanish", "Assessment of mediators (QAP)")
	anybody.Get("/programs?q=" + mark + "&kind=CMTP").Status(200).Says("No programs match")
	anybody.Get("/programs?q=" + mark).SaysNot("Takes applications")
	trains := c.Row("published_program", map[string]any{"tenant_id": c.Andina.ID, "kind": "CMTP", "title": "Course of " + mark, "organisation_slug": c.Andina.Slug})
	c.Row("published_cohort", map[string]any{"tenant_id": c.Andina.ID, "program_id": trains, "opens_at": "2026-01-01", "closes_at": "2027-06-01"})
	anybody.Get("/programs?q=Assessment+" + mark).SaysNot("Takes applications")
	anybody.Get("/programs?q=Course+of+" + mark).Says("Takes applications")
	c.Exec(`update published_program set offer_opens_at = $2, offer_closes_at = $3 where title = $1`, "Assessment "+mark, "2026-01-01", "2027-06-01")
	anybody.Get("/programs?q=Assessment+" + mark).Says("Takes applications")
	anybody.With("Accept-Language", "es").Get("/programs?q=Assessment+" + mark).Says("Recibe solicitudes")
	c.Exec(`update published_program set closed_on = '2026-10-01' where title = $1`, "Assessment "+mark)
	anybody.Get("/programs?q=Assessment+" + mark).SaysNot("Takes applications")
}

func TestGraduatesAndTheRegisterAreListed(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	c.site.As(c.Andina.Manager).Get(c.home+"/graduates").Status(200).Says(c.credential.Holder, c.credential.Number, "Valid")
	c.site.As(c.Andina.Manager).Get(c.home + "/graduates?state=revoked").Status(200).Says("Nothing matches")
	c.site.As(c.Nordic.Manager).Get("/o/" + c.Nordic.Slug + "/graduates").Status(200).Says("No graduates in the register yet").SaysNot(c.credential.Holder)
	c.site.As(c.Andina.Trainer).Get(c.home + "/graduates").Status(200).SaysNot(c.credential.Holder)
	at := "/imi/register/" + c.credential.ID.String()
	checker := c.site.As(c.IMI.SpotChecker)
	checker.Get("/imi/register?organisation="+c.Andina.ID.String()).Status(200).Says(c.credential.Holder, "Academia Andina de Mediación")
	checker.Get(at).Status(200).Says(c.credential.Number, "Spot check", "awarded the credential").SaysNot(">Revoke<")
	checker.Get(at + "/revocation").To(at)
	checker.Post(at+"/revocation", webtest.Form{"reason": {"No."}}).Status(403)
	admin := c.site.As(c.IMI.Administrator)
	admin.Get(at + "/revocation").Status(200).Says("This cannot be undone")
	admin.Post(at+"/revocation", webtest.Form{"reason": {" "}}).Status(422)
	admin.Post(at+"/revocation", webtest.Form{"reason": {"Findings of the audit."}}).To(at)
	admin.Get(at).Status(200).Says("Revoked", "Findings of the audit.")
	admin.Post(at+"/revocation", webtest.Form{"reason": {"Again."}}).Status(409)
	c.site.As(c.Andina.Manager).Get(at).Status(404)
}

func TestPagesOfTheRegisterAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	gone := c.awarded(t, "Samir Haddad "+c.Andina.Slug[7:])
	c.revoked(t, gone)
	c.Row("published_program", map[string]any{"tenant_id": c.Andina.ID, "kind": "QAP", "title": "Assessment of mediators", "organisation": "Academia Andina", "city": "Quito", "country": "EC",
		"language": "es", "languages": "es", "online": true, "website": "https://andina.example", "organisation_slug": c.Andina.Slug})
	browsertest.Sweep(t, c.site.URL, c.site.Token, "register", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"home", nil, "/"},
		{"verify", nil, "/verify"},
		{"valid", nil, "/verify/" + c.credential.Number},
		{"revoked", nil, "/verify/" + gone.Number},
		{"unknown", nil, "/verify/IMI-AAAAA-AAAAA"},
		{"find", nil, "/find?name=" + c.Andina.Slug[7:]},
		{"programs", nil, "/programs"},
		{"graduates", c.Andina.Manager, c.home + "/graduates"},
		{"list", c.IMI.SpotChecker, "/imi/register"},
		{"show", c.IMI.Administrator, "/imi/register/" + c.credential.ID.String()},
		{"revoke", c.IMI.Administrator, "/imi/register/" + c.credential.ID.String() + "/revocation"},
	})
}
