package assessments

import (
	"strings"
	"testing"

	"accord/app/apptest"
)

// Whoever opens an assessment, and whoever judges, is told what the file lacks
// and where to mend or read it; nobody is stopped.
func TestWhatAFileLacksIsSaidBeforeItIsJudged(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	manager, assessor := c.site.As(c.Andina.Manager), c.site.As(c.Andina.Assessor)
	form, file := c.home+"/assessments/new?candidate="+c.candidate.ID.String(), c.home+"/candidates/"+c.candidate.ID.String()
	page := manager.Get(form).Status(200).Says("Still missing in the file", "The identity has not been checked", "The logbook is empty", "IMI Certified Mediator: 0 of 20 mediations")
	for _, to := range []string{file + "/identity/new", file + "#logbook"} {
		if !strings.Contains(page.Text, `href="`+to+`"`) {
			t.Errorf("nothing leads to %s", to)
		}
	}
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	c.Force(`update assessment_criterion set heading = 'experience' where assessment_id = $1 and position = (select min(position) from assessment_criterion where assessment_id = $1)`, a.ID)
	for i := range 21 {
		row := map[string]any{"tenant_id": c.Andina.ID, "candidate_id": c.candidate.ID, "held_on": apptest.Start.AddDate(0, 0, -i-1), "role": "mediator", "medium": "in_person", "hours": 2, "parties": 2, "settled": "yes"}
		if i > 0 {
			row["verified_at"] = apptest.Start
		}
		c.Row("logbook_entry", row)
	}
	sheet := c.home + "/assessments/" + a.ID.String() + "/sheet"
	assessor.Get(sheet).Status(200).Says("The identity has not been checked", "1 of 21 logbook entries is not verified", "See the file", "Logbook: 20 of 21 entries verified, 40 hours", "20 of 20 mediations").SaysNot("Check the identity")
	c.Row("identity_check", map[string]any{"tenant_id": c.Andina.ID, "candidate_id": c.candidate.ID, "outcome": "done", "paper": "passport", "country": "EC", "seen": "copy", "last_signs": "A471"})
	c.Force(`update logbook_entry set verified_at = $2 where candidate_id = $1`, c.candidate.ID, apptest.Start)
	manager.Get(form).Status(200).SaysNot("Still missing in the file")
	assessor.Get(sheet).Status(200).SaysNot("Still missing in the file").Says("Logbook: 21 of 21 entries verified")
}
