package assessments

import (
	"fmt"
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/web/browsertest"
)

const (
	trying = "Not saved; trying again."
)

// atTheDesk is an assessor before their sheet, in as many windows as are asked for.
func atTheDesk(t *testing.T, windows int) (*cast, assessments.Assessment, []*browsertest.Page, string) {
	t.Helper()
	c := newCast(t)
	a := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	c.declared(t, a, c.Andina.Assessor, c.Andina.Assessor2)
	token := c.site.Token(c.Andina.Assessor)
	var all []*browsertest.Page
	for range windows {
		p := browsertest.Open(t, c.site.URL, browsertest.Cookie("accord", token))
		p.Go(c.home + "/assessments/" + a.ID.String() + "/sheet")
		all = append(all, p)
	}
	return c, a, all, token
}

// marks presses a number of points.
func (c *cast) marks(t *testing.T, p *browsertest.Page, a assessments.Assessment, criterion, points int) {
	t.Helper()
	browsertest.Eval[bool](p, fmt.Sprintf(`document.querySelector('[name=%q][value="%d"]').click() ?? true`, assessments.PointsField(c.criteria(t, a)[criterion].ID), points))
}

// notes types a criterion's note.
func (c *cast) notes(t *testing.T, p *browsertest.Page, a assessments.Assessment, criterion int, words string) {
	t.Helper()
	browsertest.Eval[bool](p, fmt.Sprintf(`(n => { n.value = %q; n.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('[name=%q]'))`,
		words, assessments.NoteField(c.criteria(t, a)[criterion].ID)))
}

// kept is what is on file of the assessor's sheet: "4 Minute 4".
func (c *cast) kept(t *testing.T, a assessments.Assessment, criterion int) (line string) {
	t.Helper()
	id := c.criteria(t, a)[criterion].ID
	ok(t, c.DB.Read(t.Context(), c.Andina.Assessor, func(tx *tenants.Tx) error {
		s, err := assessments.MySheet(tx, a.ID)
		if l := s.Scores[id]; l.ID != uuid.Nil && l.Points != nil {
			line = fmt.Sprintf("%d %s", *l.Points, l.Note)
		}
		return err
	}))
	return line
}

func TestAScoreSheetOutlivesALostConnection(t *testing.T) {
	t.Parallel()
	c, a, pages, _ := atTheDesk(t, 1)
	p := pages[0]
	c.marks(t, p, a, 0, 4)
	p.See("Criteria marked: 1 of 3", "Saved at")
	p.Cut()
	c.marks(t, p, a, 1, 3)
	c.notes(t, p, a, 1, "Minute 31")
	p.See(trying)
	p.Press("Review and hand in")
	p.See("Not saved: there is no connection.")
	p.Stay(true)
	p.Press("Assessments")
	p.Asked(1)
	p.Audit()
	if got := c.kept(t, a, 1); got != "" {
		t.Errorf("%q is on file", got)
	}
	p.Mend()
	p.See("Criteria marked: 2 of 3", "Saved at") // by itself
	if got := c.kept(t, a, 1); got != "3 Minute 31" {
		t.Errorf("%q is on file", got)
	}
	c.marks(t, p, a, 2, 5)
	p.Click("Review and hand in")
	p.See("Nobody can change a sheet once it is handed in")
	p.Asked(1)
}

func TestAScoreSheetInTwoWindowsOverwritesNothingUnseen(t *testing.T) {
	t.Parallel()
	c, a, pages, _ := atTheDesk(t, 2)
	first, second := pages[0], pages[1]
	c.marks(t, first, a, 0, 4)
	first.See("Criteria marked: 1 of 3", "Saved at")
	second.Allow("409")
	c.marks(t, second, a, 0, 1)
	c.notes(t, second, a, 0, "Seen differently")
	c.marks(t, second, a, 2, 3)
	second.See("Two windows changed the same line.", "In the other window: 4")
	if got := c.kept(t, a, 0); got != "4 " {
		t.Errorf("%q is on file before anybody has chosen", got)
	}
	second.Stay(true)
	second.Press("Assessments") // what was typed is saved nowhere
	second.Asked(1)
	second.Press("Save") // nor is it by a press
	second.See("In the other window: 4")
	second.Stay(false)
	second.Press("Keep what is here")
	second.See("Criteria marked: 2 of 3", "Saved at")
	if got := c.kept(t, a, 0) + c.kept(t, a, 2); got != "1 Seen differently3 " {
		t.Errorf("%q is on file", got)
	}

	first.Allow("409")
	c.marks(t, first, a, 1, 2) // a line of its own: joined with no question
	first.See("Criteria marked: 3 of 3", "Saved at")
	for i, want := range []string{"1 Seen differently", "2 ", "3 "} {
		if got := c.kept(t, a, i); got != want {
			t.Errorf("%q is on file, want %q", got, want)
		}
	}
	c.marks(t, second, a, 1, 4)
	second.See("In the other window: 2")
	second.Press("Take the other")
	second.See("Criteria marked: 3 of 3", "Saved at")
	if got := c.kept(t, a, 1); got != "2 " {
		t.Errorf("%q is on file", got)
	}
}

func TestAScoreSheetOutlivesTheEndOfTheSignIn(t *testing.T) {
	t.Parallel()
	c, a, pages, token := atTheDesk(t, 1)
	p := pages[0]
	c.Exec(`delete from account_session where token_hash = $1`, tenants.HashToken(token))
	p.Allow("401")
	p.Allow("403")
	c.marks(t, p, a, 0, 4)
	p.See("Not saved: you are no longer signed in.")
	p.Bring("accord", c.site.Token(c.Andina.Assessor2))
	p.See("Not saved: somebody else is signed in by now.")
	p.Bring("accord", c.site.Token(c.Andina.Assessor))
	p.See("Criteria marked: 1 of 3", "Saved at")
	if got := c.kept(t, a, 0); got != "4 " {
		t.Errorf("%q is on file", got)
	}
	if n := c.Count(`select count(*) from score_sheet where assessment_id = $1 and membership_id = $2`, a.ID, c.Andina.Assessor2.Membership()); n != 0 {
		t.Error("it was saved in somebody else's name")
	}
}
