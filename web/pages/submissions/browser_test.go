package submissions

import (
	"testing"

	"accord/app/submissions"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestPagesOfSubmissionsAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	returned := c.submitted(t)
	c.noted(t, returned, submissions.PointIdentity, submissions.Wrong, "The copy of the passport is cut off on the left.")
	c.decided(t, returned, submissions.Returned, "Please send the whole page; everything else is in order.")
	again := c.drafted(t, c.identity, c.conduct)
	first := c.candidate
	c.candidate = c.another(t, "Samir Haddad")
	c.mediated(c.candidate.ID, 12)
	draft := c.drafted(t)
	c.candidate = c.another(t, "Valentina Rojas Cevallos")
	c.mediated(c.candidate.ID, 24)
	c.assessed(t)
	c.identity, c.conduct = c.document(t, "identity_check", "Cédula, comprobada"), c.document(t, "code_of_conduct", "Código de conducta, firmado")
	waiting := c.submitted(t)
	c.noted(t, waiting, submissions.PointEligibility, submissions.Right, "")
	browsertest.Sweep(t, c.site.URL, c.site.Token, "submission", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"list", c.Andina.Manager, c.home + "/submissions"},
		{"new", c.Andina.Manager, c.home + "/submissions/new?candidate=" + first.ID.String()},
		{"draft", c.Andina.Manager, c.home + "/submissions/" + draft.ID.String()},
		{"again", c.Andina.Manager, c.home + "/submissions/" + again.ID.String()},
		{"declaration", c.Andina.Manager, c.home + "/submissions/" + again.ID.String() + "/declaration"},
		{"returned", c.Andina.Manager, c.home + "/submissions/" + returned.ID.String()},
		{"withdrawal", c.Andina.Manager, c.home + "/submissions/" + waiting.ID.String() + "/withdrawal"},
		{"queue", c.IMI.Reviewer, "/imi/submissions?status=all&organisation=" + c.Andina.ID.String()},
		{"review", c.IMI.Reviewer, "/imi/submissions/" + waiting.ID.String()},
		{"decision", c.IMI.Reviewer, "/imi/submissions/" + waiting.ID.String() + "/decision"},
		{"conflict", c.IMI.Reviewer, "/imi/submissions/" + waiting.ID.String() + "/conflict"},
		{"conflicts", c.IMI.Administrator, "/imi/conflicts"},
	})
}
