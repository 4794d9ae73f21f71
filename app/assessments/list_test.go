package assessments_test

import (
	"testing"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/tenants"
)

func (s stage) list(t *testing.T, m tenants.Member, f assessments.Filter) (items []assessments.Item) {
	t.Helper()
	s.read(t, m, func(tx *tenants.Tx) error {
		page, err := assessments.List(tx, f, paging.Ask{})
		items = page.Items
		return err
	})
	return items
}

func TestAListSaysHowFarEachAssessmentIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	stageOf := func(want assessments.Stage, in int) {
		t.Helper()
		all := s.list(t, s.org.Manager, assessments.Filter{Name: "lucia"})
		if len(all) != 1 || all[0].Stage != want || all[0].In != in {
			t.Errorf("the list says %+v, want one that is %s with %d sheets", all, want, in)
		}
	}
	a := s.opened(t)
	stageOf(assessments.Unassigned, 0)
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	stageOf(assessments.Judging, 0)
	s.declare(t, a, s.org.Assessor, s.org.Assessor2)
	s.sheet(t, a, s.org.Assessor, 4, 4, 4)
	stageOf(assessments.Judging, 1)
	s.sheet(t, a, s.org.Assessor2, 4, 4, 1)
	stageOf(assessments.Disputed, 2)
	if n := len(s.list(t, s.org.Manager, assessments.Filter{Stage: assessments.Disputed})); n != 1 {
		t.Errorf("%d are disputed", n)
	}
	third := s.Member(s.org, tenants.RoleAssessor)
	s.assign(t, a, third)
	stageOf(assessments.Judging, 2)
	s.declare(t, a, third)
	s.sheet(t, a, third, 4, 4, 2)
	stageOf(assessments.Judged, 3)
	if n := len(s.list(t, s.org.Manager, assessments.Filter{Stage: assessments.Disputed})); n != 0 {
		t.Errorf("%d are disputed", n)
	}
	if err := s.decide(s.org.Manager, a, assessments.Failed, "Not yet."); err != nil {
		t.Fatal(err)
	}
	stageOf(assessments.Decided, 3)
	if n := len(s.list(t, s.org.Manager, assessments.Filter{Stage: assessments.Undecided})); n != 0 {
		t.Errorf("%d are undecided", n)
	}
	if n := len(s.list(t, s.Nordic.Manager, assessments.Filter{})); n != 0 {
		t.Errorf("another organisation lists %d", n)
	}
	if n := len(s.list(t, s.org.Trainer, assessments.Filter{})); n != 0 {
		t.Errorf("a trainer lists %d", n)
	}
}

func TestAQueueIsWhatWaitsForTheAssessor(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.declared(t)
	s.candidate = s.newCandidate(t, "Bruno Díaz")
	second := s.opened(t)
	s.assign(t, second, s.org.Assessor)
	s.sheet(t, first, s.org.Assessor, 3, 3, 3)
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		tasks, err := assessments.Mine(tx)
		if len(tasks) != 2 || tasks[0].Assessment.ID != second.ID || tasks[0].Criteria != 3 || tasks[0].Marked != 0 || tasks[0].Assignment.DeclaredAt != nil {
			t.Errorf("the queue begins with %+v", tasks)
		}
		if len(tasks) == 2 && (!tasks[1].Submitted || tasks[1].Marked != 3) {
			t.Errorf("and ends with %+v", tasks[1])
		}
		return err
	})
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		tasks, err := assessments.Mine(tx)
		if len(tasks) != 0 {
			t.Errorf("the manager's queue is %v", tasks)
		}
		return err
	})
}

// A decision waits for the knowledge test, so an assessment whose sheets are in
// is not ready before that is settled; one that names no test is.
func TestWhatWaitsForAKnowledgeTestIsNotReady(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.judged(t)
	stands := func(when string, want assessments.Stage) {
		t.Helper()
		s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
			f, err := assessments.FiguresNow(tx)
			if err != nil {
				return err
			}
			for _, stage := range assessments.OpenStages {
				page, err := assessments.List(tx, assessments.Filter{Stage: stage}, paging.Ask{})
				if err != nil {
					return err
				}
				n := 0
				if stage == want {
					n = 1
				}
				if f.Stages[stage] != n || len(page.Items) != n || n == 1 && page.Items[0].Stage != want {
					t.Errorf("%s: %s counts %d and lists %+v", when, stage, f.Stages[stage], page.Items)
				}
			}
			return nil
		})
	}
	stands("no test is asked for", assessments.Judged)
	s.Force(`update assessment_design set methods = '[{"name":"role_play_live","note":{}},{"name":"knowledge_test","note":{}}]' where tenant_id = $1`, s.org.ID)
	stands("the program has published none", assessments.Judged)
	test := s.Row("knowledge_test", map[string]any{"tenant_id": s.org.ID, "program_id": s.org.QAP, "number": 1, "title": "Knowledge of mediation", "label": "A", "pass_mark": 12, "published_at": a.OpenedAt})
	stands("no script is filed", assessments.Testing)
	script := s.Row("knowledge_script", map[string]any{"tenant_id": s.org.ID, "assessment_id": a.ID, "program_id": s.org.QAP, "test_id": test})
	stands("the script is marked", assessments.Testing)
	s.Force(`update knowledge_script set removed_at = now() where id = $1`, script)
	stands("the script is taken back", assessments.Testing)
	s.Force(`update knowledge_script set removed_at = null, settled_at = now(), settled_by = 'markers', doubled = 30, of_marks = 20, passed = true where id = $1`, script)
	stands("the test is settled", assessments.Judged)
	s.Force(`update assessment_design set methods = '[{"name":"role_play_live","note":{}}]' where tenant_id = $1`, s.org.ID)
	s.Force(`update knowledge_script set settled_at = null, settled_by = '', doubled = null, of_marks = null, passed = null where id = $1`, script)
	stands("a script is filed that no design asks for", assessments.Testing)
}
