package evidence_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestEveryReadingIsNotedAndOnlyTheRightPeopleRead(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	readings := func() int {
		return c.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and action = 'document.read'`, c.Andina.ID, v.ID)
	}
	want := 0
	for who, p := range map[string]struct {
		by   tenants.Member
		code fault.Code
	}{
		"the administrator":              {c.Andina.Admin, ""},
		"the manager":                    {c.Andina.Manager, ""},
		"the trainer":                    {c.Andina.Trainer, ""},
		"the assessor":                   {c.Andina.Assessor, ""},
		"another trainer":                {c.Andina.Trainer2, fault.NotFound},
		"another assessor":               {c.Andina.Assessor2, fault.NotFound},
		"another organisation's manager": {c.Nordic.Manager, fault.NotFound},
		"a clerk":                        {c.clerk(t, c.Andina), fault.Forbidden},
	} {
		err := c.write(p.by, func(tx *tenants.Tx) error { _, err := evidence.Open(tx, v.ID, true); return err })
		refused(t, who, err, p.code)
		if err == nil {
			want++
		}
		if got := readings(); got != want {
			t.Errorf("after %s: %d readings are noted, expected %d", who, got, want)
		}
	}
}

func TestAnAssessorSeesNobodyElsesScoreSheetUntilTheDecision(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	sheet := c.scan()
	sheet.Kind = "score_sheet"
	v := c.established(t, c.uploaded(t, c.Andina.Manager, sheet, pdf))
	own := c.established(t, c.uploaded(t, c.Andina.Assessor, sheet, pdf))
	open := func(id uuid.UUID) error {
		return c.write(c.Andina.Assessor, func(tx *tenants.Tx) error { _, err := evidence.Open(tx, id, false); return err })
	}
	refused(t, "somebody else's", open(v.ID), fault.NotFound)
	ok(t, open(own.ID))
}

func TestATrainerWhoLeavesTheCohortReadsNoMore(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	c.Force(`update cohort_trainer set removed_at = now() where tenant_id = $1 and cohort_id = $2`, c.Andina.ID, c.cohort)
	refused(t, "the trainer who left", c.write(c.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := evidence.Open(tx, v.ID, false)
		return err
	}), fault.NotFound)
}

func TestIMIReadsADocumentOnlyWhileItIsDisclosedForAnOpenSubmission(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v, other := c.typed(t), c.typed(t)
	submission := c.submitted(c.Andina)
	refused(t, "the reviewer, before", c.opened(c.IMI.Reviewer, v.ID), fault.NotFound)

	c.disclosed(t, evidence.Basis{SubmissionID: submission}, v)
	ok(t, c.opened(c.IMI.Reviewer, v.ID))
	refused(t, "the reviewer, another of the file", c.opened(c.IMI.Reviewer, other.ID), fault.NotFound)
	refused(t, "the spot checker", c.opened(c.IMI.SpotChecker, v.ID), fault.NotFound)
	refused(t, "IMI's administrator", c.opened(c.IMI.Administrator, v.ID), fault.NotFound)
	refused(t, "an appraiser", c.opened(c.IMI.Appraiser, v.ID), fault.NotFound)

	if n := c.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and case_id = $3 and action = 'document.read' and door = 'overseer'
		and purpose = 'to review what was submitted' and person_id = $4`, c.Andina.ID, v.ID, submission, c.IMI.Reviewer.Person()); n != 1 {
		t.Errorf("the organisation's journal tells of %d readings, with who and why", n)
	}

	c.Row("decision", map[string]any{"tenant_id": c.Andina.ID, "submission_id": submission, "outcome": "accepted"})
	refused(t, "the reviewer, once it is decided", c.opened(c.IMI.Reviewer, v.ID), fault.NotFound)
}

func TestAReviewerWithAConflictReadsNothingOfThatProgram(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	c.disclosed(t, evidence.Basis{SubmissionID: c.submitted(c.Andina)}, v)
	c.Row("conflict_of_interest", map[string]any{"tenant_id": c.Andina.ID, "program_id": c.Andina.QAP, "membership_id": c.IMI.Reviewer.Membership()})
	refused(t, "the reviewer", c.opened(c.IMI.Reviewer, v.ID), fault.NotFound)
}

func TestIMIReadsForARequestUntilItIsClosedOrItsTimeIsOver(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	request := c.requested(c.Andina, c.submitted(c.Andina))
	c.disclosed(t, evidence.Basis{RequestID: request}, v)
	ok(t, c.opened(c.IMI.SpotChecker, v.ID))
	refused(t, "the reviewer, whose case it is not", c.opened(c.IMI.Reviewer, v.ID), fault.NotFound)

	c.Clock.Add(105 * 24 * time.Hour)
	refused(t, "after its time", c.opened(c.IMI.SpotChecker, v.ID), fault.NotFound)
	c.Force(`update document_request set readable_until = $2 where id = $1`, request, c.Clock.Now().AddDate(0, 0, 20))
	ok(t, c.opened(c.IMI.SpotChecker, v.ID)) // extended
	c.Force(`update document_request set closed_at = $2 where id = $1`, request, c.Clock.Now())
	refused(t, "once it is closed", c.opened(c.IMI.SpotChecker, v.ID), fault.NotFound)
}

func TestIMISeesNoDocumentsAndNoOtherVersions(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	c.typed(t)
	submission := c.submitted(c.Andina)
	c.disclosed(t, evidence.Basis{SubmissionID: submission}, v)
	ok(t, c.oversee(c.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		rows, err := evidence.Disclosed(tx, submission)
		if len(rows) != 1 || rows[0].ID != v.ID {
			t.Errorf("disclosed: %+v", rows)
		}
		var all []evidence.Version
		if err := tx.DB().Find(&all).Error; err != nil {
			return err
		}
		for _, seen := range all {
			if seen.TenantID == c.Andina.ID && seen.ID != v.ID {
				t.Errorf("the reviewer also sees %s", seen.Title)
			}
		}
		return err
	}))
	refused(t, "IMI on documents", c.oversee(c.IMI.Reviewer, func(tx *tenants.OversightTx) error { return tx.DB().Find(&[]evidence.Document{}).Error }), fault.Internal)
}
