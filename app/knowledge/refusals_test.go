package knowledge_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestTestsScriptsAndMarksAreRefusedWhereTheyDoNotBelong(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	program, version := s.org.QAP, s.test
	draft := knowledge.Draft{ProgramID: program, Title: "Next", Label: "B", PassMark: 5, Apart: 1, Questions: []knowledge.NewQuestion{{"One?", 10}}}
	save := func(m tenants.Member, change func(*knowledge.Draft)) error {
		in := draft
		if change != nil {
			change(&in)
		}
		return s.try(m, func(tx *tenants.Tx) error { _, err := knowledge.Save(tx, in); return err })
	}
	is(t, "a test by an assessor", save(s.org.Assessor, nil), fault.NotFound, "")
	is(t, "a test by another organisation", save(s.Nordic.Manager, nil), fault.NotFound, "")
	is(t, "a test of a program that trains", save(s.org.Manager, func(d *knowledge.Draft) { d.ProgramID = s.org.CMTP }), fault.NotFound, "")
	is(t, "a question without words", save(s.org.Manager, func(d *knowledge.Draft) { d.Questions = []knowledge.NewQuestion{{" ", 1}} }), fault.Invalid, "")
	is(t, "a question of no marks", save(s.org.Manager, func(d *knowledge.Draft) { d.Questions = []knowledge.NewQuestion{{"One?", 0}} }), fault.Invalid, "")
	is(t, "a draft", save(s.org.Manager, nil), "", "")
	is(t, "a draft that was changed since", save(s.org.Manager, nil), fault.Conflict, "knowledge.draft_changed")
	is(t, "a pass mark above all marks", save(s.org.Manager, func(d *knowledge.Draft) { d.Revision, d.PassMark = 1, 11 }), "", "")
	publish := func(revision int) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Publish(tx, program, revision); return err })
	}
	is(t, "published with it", publish(2), fault.Invalid, "")
	is(t, "published from another revision", publish(1), fault.Conflict, "knowledge.draft_changed")
	for what, sql := range map[string]string{"its pass mark": `update knowledge_test set pass_mark = 1 where id = $1`, "a question": `update knowledge_question set marks = 1 where test_id = $1`,
		"one question less": `delete from knowledge_question where test_id = $1`,
		"one more":          `insert into knowledge_question (tenant_id, id, test_id, position, words, marks) select tenant_id, gen_random_uuid(), id, 9, 'x', 1 from knowledge_test where id = $1`} {
		if err := s.Try(sql, version.ID); err == nil {
			t.Errorf("a published test changes: %s", what)
		}
	}

	script := s.filed(t)
	file := func(m tenants.Member, change func(*knowledge.NewScript)) error {
		in := knowledge.NewScript{AssessmentID: script.AssessmentID, TestID: version.ID, VersionID: script.DocumentVersionID, SatOn: apptest.Start}
		if change != nil {
			change(&in)
		}
		return s.try(m, func(tx *tenants.Tx) error { _, err := knowledge.File(tx, in); return err })
	}
	is(t, "a second script", file(s.org.Manager, nil), fault.Conflict, "knowledge.filed_already")
	is(t, "a script by its assessor", file(s.org.Assessor, nil), fault.Forbidden, "")
	is(t, "a script by another organisation", file(s.Nordic.Manager, nil), fault.NotFound, "")
	other := s.filed(t)
	is(t, "another candidate's script", file(s.org.Manager, func(in *knowledge.NewScript) { in.VersionID = other.DocumentVersionID }), fault.NotFound, "")
	is(t, "a script of tomorrow", file(s.org.Manager, func(in *knowledge.NewScript) { in.SatOn = apptest.Start.AddDate(0, 0, 1) }), fault.Invalid, "")

	assign := func(m, whom tenants.Member) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := knowledge.Assign(tx, script.ID, whom.Membership()); return err })
	}
	// The candidate's trainer, who assesses too.
	trains := s.Member(s.org, tenants.RoleTrainer, tenants.RoleAssessor)
	cohort := s.Row("cohort", map[string]any{"tenant_id": s.org.ID, "program_id": s.org.CMTP, "code": "FM-26"})
	s.Row("cohort_trainer", map[string]any{"tenant_id": s.org.ID, "cohort_id": cohort, "membership_id": trains.Membership(), "capacity": "trainer"})
	who := s.ID(`select candidate_id from assessment where id = $1`, script.AssessmentID)
	s.Row("enrolment", map[string]any{"tenant_id": s.org.ID, "cohort_id": cohort, "candidate_id": who})
	is(t, "their trainer", assign(s.org.Manager, trains), fault.Conflict, "assessment.assessor_trained")
	if err := s.Try(`insert into knowledge_marking (tenant_id, id, script_id, assessment_id, membership_id, marker_name, place, assigned_at) values ($1, gen_random_uuid(), $2, $3, $4, 'x', 1, now())`,
		s.org.ID, script.ID, script.AssessmentID, trains.Membership()); err == nil {
		t.Error("the table lets their trainer mark")
	}
	is(t, "somebody who does not assess", assign(s.org.Manager, s.org.Trainer), fault.NotFound, "")
	is(t, "assigned by an assessor", assign(s.org.Assessor, s.org.Assessor2), fault.NotFound, "")
	g := s.marks(t, script, s.org.Assessor)
	is(t, "one marker twice", assign(s.org.Manager, s.org.Assessor), fault.Conflict, "knowledge.marks_already")
	second := s.Member(s.org, tenants.RoleAssessor)
	is(t, "a second", assign(s.org.Manager, second), "", "")
	is(t, "a third while nothing is apart", assign(s.org.Manager, s.org.Assessor2), fault.Conflict, "knowledge.markers_enough")
	is(t, "a minute while nothing is apart", s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := knowledge.Settle(tx, knowledge.Agreement{ScriptID: script.ID, Marks: 12, Minute: "x"})
		return err
	}), fault.Conflict, "knowledge.not_apart")
	his := s.ID(`select id from knowledge_marking where script_id = $1 and membership_id = $2`, script.ID, second.Membership())
	is(t, "marks before declaring", s.try(second, func(tx *tenants.Tx) error {
		_, err := knowledge.SaveMarks(tx, knowledge.MarksInput{MarkingID: his})
		return err
	}), fault.Conflict, "assessment.undeclared")
	mark := func(m tenants.Member, submit bool, points ...int) error {
		return s.try(m, func(tx *tenants.Tx) error {
			in := knowledge.MarksInput{MarkingID: g.ID, Marks: map[uuid.UUID]knowledge.Given{}}
			questions, err := knowledge.Questions(tx, version.ID)
			if err != nil {
				return err
			}
			for i, n := range points {
				in.Marks[questions[i].ID] = knowledge.Given{Marks: &n}
			}
			if submit {
				_, err = knowledge.SubmitMarks(tx, in)
			} else {
				_, err = knowledge.SaveMarks(tx, in)
			}
			return err
		})
	}
	is(t, "marks in another's name", mark(second, false, 1), fault.NotFound, "")
	is(t, "more marks than there are", mark(s.org.Assessor, false, 11), fault.Invalid, "")
	is(t, "handed in with a question left out", mark(s.org.Assessor, true, 5), fault.Invalid, "")
	is(t, "marks", mark(s.org.Assessor, true, 5, 6), "", "")
	is(t, "marks after handing in", mark(s.org.Assessor, false, 6), fault.Conflict, "knowledge.your_marks_in")
	is(t, "a marker taken off after", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Unassign(tx, g.ID); return err }), fault.Conflict, "knowledge.marks_in")
	is(t, "the script taken back after", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.TakeBack(tx, script.ID); return err }), fault.Conflict, "knowledge.marks_in")
	for what, sql := range map[string]string{"a mark": `update knowledge_mark set marks = 1 where marking_id = $1`, "who marked": `update knowledge_marking set removed_at = now() where id = $1`} {
		if err := s.Try(sql, g.ID); err == nil {
			t.Errorf("the table changes %s after it is in", what)
		}
	}
	is(t, "a conflict", s.try(second, func(tx *tenants.Tx) error { _, err := knowledge.Decline(tx, his, "She is my cousin."); return err }), "", "")
	is(t, "asked again after a conflict", assign(s.org.Manager, second), fault.Conflict, "assessment.assessor_conflict")
	is(t, "another script taken back", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.TakeBack(tx, other.ID); return err }), "", "")
}
