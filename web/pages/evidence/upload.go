package evidence

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// uploadOf is what an upload form is for.
type uploadOf struct {
	about      subject
	document   uuid.UUID // a new version of this document
	title      string    // the document's
	back       templ.SafeURL
	unfinished []evidence.Version
	own        bool      // the candidate's own: of some kinds
	assessment uuid.UUID // for the knowledge test of this one: there it leads back
}

// blank shows the form, or first asks what the document is about.
func (p pages) blank(m *web.Member) error {
	var of uploadOf
	var c choice
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		of, err = uploadFor(m, tx, m.Query("candidate"), m.Query("program"), m.Query("cohort"), m.Query("document"))
		if err == nil && of.about == (subject{}) {
			c, err = offered(tx, m.Query("who"))
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case of.about == (subject{}):
		return m.Render(pageOf(m, "evidence.add"), choosePage(c))
	}
	f := forms.New()
	if kind := m.Query("kind"); offers(kind) {
		f.Set("kind", kind)
	}
	of.forTest(m, m.Query("assessment"))
	return m.Render(pageOf(m, of.key()), uploadPage(f, of))
}

// forTest has the form lead back to the knowledge test of an assessment.
func (of *uploadOf) forTest(m *web.Member, assessment string) {
	if id, err := uuid.Parse(assessment); err == nil && id != uuid.Nil {
		of.assessment, of.back = id, m.Link(testOf(id))
	}
}

func offers(kind string) bool { _, known := standards.KindNamed(kind); return known }

func testOf(assessment uuid.UUID) string { return "/assessments/" + assessment.String() + "/test" }

func (of uploadOf) key() string {
	if of.document != uuid.Nil {
		return "evidence.new_version"
	}
	return "evidence.add"
}

func pageOf(m *web.Member, key string) ui.Page {
	if m.OnlyCandidate() {
		return ui.Page{Title: m.T.Say(key), Crumbs: []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}}
	}
	return ui.Page{Title: m.T.Say(key), Crumbs: []ui.Crumb{{Label: m.T.Say("evidence.nav"), Href: m.Link("/evidence")}}}
}

// uploadFor looks up what an upload is for; a wrong id is NotFound.
func uploadFor(m *web.Member, tx *tenants.Tx, candidate, program, cohort, document string) (of uploadOf, err error) {
	absent := fault.New(fault.NotFound, "fault.not_found")
	id := func(text string) uuid.UUID {
		parsed, bad := uuid.Parse(text)
		if bad != nil {
			err = absent
		}
		return parsed
	}
	of.own = m.OnlyCandidate()
	if of.own && candidate+program+cohort+document == "" { // what is theirs is about them
		mine, err := candidates.Mine(tx)
		if err != nil {
			return of, err
		}
		candidate = mine.ID.String()
	}
	if of.unfinished, err = evidence.Unfinished(tx); err != nil {
		return of, err
	}
	switch {
	case document != "":
		of.document = id(document)
		var versions []evidence.Version
		if err == nil {
			versions, err = evidence.Versions(tx, of.document)
		}
		if err == nil && len(versions) == 0 {
			err = fault.Absent("document")
		}
		if err != nil {
			return of, err
		}
		all, err := named(tx, versions[:1])
		of.about, of.title, of.back = all.of(versions[0]), versions[0].Title, m.Link("/evidence/"+versions[0].ID.String())
		if of.about == (subject{}) { // known by id alone
			of.about.Name = "—"
		}
		return of, err
	case candidate != "":
		c, bad := candidates.Get(tx, id(candidate))
		of.about, err = subjectOf(c), firstOf(err, bad)
	case cohort != "":
		c, bad := trainings.Get(tx, id(cohort))
		of.about, err = ofCohort(c), firstOf(err, bad)
	case program != "":
		w, bad := programs.Load(tx, id(program))
		of.about, err = ofProgram(w.Program), firstOf(err, bad)
	}
	of.back = m.Link("/evidence")
	if of.own && err == nil {
		of.about.Path = "/file"
	}
	if of.about.Path != "" {
		of.back = m.Link(of.about.Path)
	}
	return of, err
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// choice is what a document could be about.
type choice struct {
	who      string
	people   []candidates.Candidate
	programs []programs.Listed
}

func offered(tx *tenants.Tx, who string) (c choice, err error) {
	c.who = who
	page, err := candidates.List(tx, candidates.Filter{Search: who}, paging.Ask{Limit: 10})
	if err != nil {
		return c, err
	}
	c.people = page.Items
	if tx.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) {
		c.programs, err = programs.List(tx)
	}
	return c, err
}

// carry is the form without scripts: the program carries the file.
func (p pages) carry(m *web.Member) error {
	f := m.Form()
	in, assessment := said(f), f.OptionalUUID("assessment")
	file := f.File("file", evidence.MaxFormSize)
	err := f.Err()
	if err == nil {
		in.FileName, in.MediaType, in.Size = file.Filename, file.Header.Get("Content-Type"), file.Size
		content, bad := file.Open()
		if bad != nil {
			return bad
		}
		defer content.Close()
		var v evidence.Version
		if v, err = p.room.Carry(m.Context(), m.Member, in, content); err == nil && assessment != uuid.Nil {
			return m.Redirect(testOf(assessment), "evidence.received_flash", "Title", v.Title)
		}
		if err == nil {
			return m.Redirect("/evidence/"+v.ID.String(), "evidence.received_flash", "Title", v.Title)
		}
	}
	return p.again(m, f, in, err)
}

// said reads what every upload says of its document.
func said(f *forms.Form) evidence.NewUpload {
	return evidence.NewUpload{
		CandidateID: f.OptionalUUID("candidate"), ProgramID: f.OptionalUUID("program"), CohortID: f.OptionalUUID("cohort"), DocumentID: f.OptionalUUID("document"),
		Kind: f.OptionalText("kind", 100), Title: f.OptionalText("title", 200), Why: f.OptionalText("why", 500),
	}
}

// again shows a refused form with what was typed.
func (p pages) again(m *web.Member, f *forms.Form, in evidence.NewUpload, err error) error {
	var of uploadOf
	text := func(id uuid.UUID) string {
		if id == uuid.Nil {
			return ""
		}
		return id.String()
	}
	if bad := p.read(m, func(tx *tenants.Tx) (e error) {
		of, e = uploadFor(m, tx, text(in.CandidateID), text(in.ProgramID), text(in.CohortID), text(in.DocumentID))
		return e
	}); bad != nil {
		return bad
	}
	of.forTest(m, f.Value("assessment"))
	return m.Refuse(f, err, pageOf(m, of.key()), uploadPage(f, of))
}
