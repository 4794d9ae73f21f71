package assessments

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func (c *cast) browse(t *testing.T, who tenants.Member, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	return browsertest.Open(t, c.site.URL, append(options, browsertest.Cookie("accord", c.site.Token(who)))...)
}

func TestAnAssessorJudgesAndTheSheetSavesItself(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	c.document(t, "recording", "Role-play of 3 November")
	a := c.opened(t, c.Andina.Assessor)
	p := c.browse(t, c.Andina.Assessor)
	p.Go(c.home + "/assessments")
	p.Click("Answer")
	p.See("Before the file opens")
	p.Tick("I have no conflict of interest in assessing Lucía Ferrán Ortega.")
	p.Click("Declare and open the file")
	p.See("Listens actively and reframes", "Saves itself as you write")
	all := c.criteria(t, a)
	mark := func(i, points int) {
		t.Helper()
		browsertest.Eval[bool](p, fmt.Sprintf(`document.querySelector('[name=%q][value="%d"]').click() ?? true`, assessments.PointsField(all[i].ID), points))
	}
	mark(0, 4)
	p.See("Criteria marked: 1 of 3", "Saved at")
	mark(1, 1)
	p.Click("Save") // while the page has not saved it itself
	p.See("Saved. You can go on at any time.", "Criteria marked: 2 of 3")
	mark(1, 2)
	p.Click("Role-play of 3 November")
	p.See("Put away", "Criteria marked: 2 of 3")
	p.Click("Put away")
	p.See("The candidate’s file")
	mark(2, 5)
	p.See("Criteria marked: 3 of 3")
	p.Click("Review and hand in") // once it has
	p.See("Nobody can change a sheet once it is handed in")
	p.Click("Hand in")
	p.See("11/15")
	p.Calm()
}

func TestASheetOutlivesALostConnectionWhereItsOwnSaveIsPressed(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	p := c.browse(t, c.Andina.Assessor)
	at := c.home + "/assessments/" + a.ID.String() + "/sheet"
	p.Go(at)
	field := assessments.PointsField(c.criteria(t, a)[0].ID)
	marked := func() string {
		return browsertest.Eval[string](p, fmt.Sprintf(`document.querySelector('[name=%q]:checked')?.value ?? ''`, field))
	}
	p.Cut()
	browsertest.Eval[bool](p, fmt.Sprintf(`document.querySelector('[name=%q][value="4"]').click() ?? true`, field))
	p.Press("Save")
	p.See("Not saved: there is no connection. What you entered is still here.")
	if marked() != "4" {
		t.Errorf("the sheet holds %q", marked())
	}
	p.Audit()
	p.Mend()
	p.See("Criteria marked: 1 of 3", "Saved at") // it tried again by itself
	p.Press("Save")
	p.See("Saved. You can go on at any time.", "Criteria marked: 1 of 3")
	p.Go(at)
	if marked() != "4" {
		t.Errorf("saved is %q", marked())
	}
	p.Asked(0)
}

func TestPagesOfAssessmentsAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	played := c.recording(t, "Role-play of 3 November")
	c.document(t, "identity_check", "Passport")
	judged := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	c.declared(t, judged, c.Andina.Assessor, c.Andina.Assessor2)
	c.noted(t, judged, c.Andina.Assessor, played, 3, 1, "Says back what was meant, not what was said.")
	c.noted(t, judged, c.Andina.Assessor2, played, 9, -1, "Lets the silence stand. Nobody is hurried, and the second party begins to speak of the delivery that came too late.")
	c.handedIn(t, judged, c.Andina.Assessor, 4, 4, 3)
	c.handedIn(t, judged, c.Andina.Assessor2, 4, 3, 4)
	c.tested(judged, 29, true)
	first := c.candidate
	named := c.Member(c.Andina, tenants.RoleAssessor)
	c.candidate = c.another(t, "Núria Casals i Ferrer")
	disputed := c.disputed(t)
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.NameModerator(tx, disputed.ID, named.Membership())
		return err
	})
	c.candidate = c.another(t, "Björn Åkesson")
	settled := c.disputed(t)
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error {
		two := 2
		_, err := assessments.Moderate(tx, assessments.Agreement{AssessmentID: settled.ID, HeldOn: apptest.Start.Truncate(24 * time.Hour), Reasons: "Both watched the recording again, from minute 31 on.",
			Points: map[uuid.UUID]assessments.Mark{c.criteria(t, settled)[1].ID: {Points: &two, Note: "Reframes once, late."}}})
		return err
	})
	c.candidate = c.another(t, "Samir Haddad")
	c.document(t, "recording", "Role-play of 9 November")
	fresh := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	c.candidate = c.another(t, "Valentina Rojas Cevallos")
	beside, film := c.document(t, "knowledge_script", "Written test"), c.recording(t, "Role-play of 12 November")
	sheet := c.opened(t, c.Andina.Assessor)
	c.declared(t, sheet, c.Andina.Assessor)
	note := c.noted(t, sheet, c.Andina.Assessor, film, 4, 1, "Reframes: “two deliveries late” in place of “you cheated me”.")
	c.noted(t, sheet, c.Andina.Assessor, film, 7, -1, "Both look up.")
	c.noted(t, sheet, c.Andina.Assessor, beside, 2, 0, "Question 3: names the exceptions to confidentiality.")
	browsertest.Sweep(t, c.site.URL, c.site.Token, "assessment", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"list", c.Member(c.Andina, tenants.RoleProgramManager, tenants.RoleAssessor), c.home + "/assessments"},
		{"queue", c.Andina.Assessor, c.home + "/assessments"},
		{"new", c.Andina.Manager, c.home + "/assessments/new"},
		{"under", c.Andina.Manager, c.home + "/assessments/new?candidate=" + first.ID.String()},
		{"show", c.Andina.Manager, c.home + "/assessments/" + judged.ID.String()},
		{"fresh", c.Andina.Manager, c.home + "/assessments/" + fresh.ID.String()},
		{"declaration", c.Andina.Assessor, c.home + "/assessments/" + fresh.ID.String() + "/declaration"},
		{"conflict", c.Andina.Assessor, c.home + "/assessments/" + fresh.ID.String() + "/conflict"},
		{"sheet", c.Andina.Assessor, c.home + "/assessments/" + sheet.ID.String() + "/sheet"},
		{"beside", c.Andina.Assessor, c.home + "/assessments/" + sheet.ID.String() + "/sheet?document=" + beside.ID.String()},
		{"film", c.Andina.Assessor, c.home + "/assessments/" + sheet.ID.String() + "/sheet?document=" + film.ID.String()},
		{"note", c.Andina.Assessor, c.home + "/assessments/" + sheet.ID.String() + "/notes/" + note.ID.String()},
		{"submission", c.Andina.Assessor, c.home + "/assessments/" + sheet.ID.String() + "/sheet/submission"},
		{"comparison", c.Andina.Assessor, c.home + "/assessments/" + judged.ID.String() + "/comparison"},
		{"disputed", c.Andina.Manager, c.home + "/assessments/" + disputed.ID.String()},
		{"moderator", c.Andina.Manager, c.home + "/assessments/" + disputed.ID.String() + "/moderator"},
		{"moderation", named, c.home + "/assessments/" + disputed.ID.String() + "/moderation"},
		{"moderations", named, c.home + "/assessments"},
		{"settled", c.Andina.Manager, c.home + "/assessments/" + settled.ID.String()},
		{"decision", c.Andina.Manager, c.home + "/assessments/" + judged.ID.String() + "/decision"},
	})
}
