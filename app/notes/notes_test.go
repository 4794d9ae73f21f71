package notes_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/notes"
	"accord/tenants"
	"accord/tenants/fault"
)

// Before their declaration an assessor sees none of the candidate's documents;
// a note is its assessor's until it is handed in, and another assessor's only
// once both have. The row policies say so for every role, and the tables' walls
// again for those who judge.
func TestNotesAndDocumentsAreHiddenAtBothWallsFromEveryRole(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	heads := s.Member(s.org, tenants.RoleAdministrator, tenants.RoleAssessor)
	idle, candidate := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleCandidate)
	s.do(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, s.a.ID, heads.Membership()); return err })
	sees := func(when, what string, m tenants.Member, policy, wall [2]int) {
		t.Helper()
		if byPolicy, behind := s.counts(t, m); byPolicy != policy || behind != wall {
			t.Errorf("%s, %s sees (notes, documents) %v by policy and %v behind it, want %v and %v", when, what, byPolicy, behind, policy, wall)
		}
	}
	others := func(when string, in int) {
		t.Helper()
		sees(when, "the manager", s.org.Manager, [2]int{in, 2}, [2]int{in, 2})
		sees(when, "the administrator", s.org.Admin, [2]int{in, 2}, [2]int{in, 2})
		sees(when, "a trainer", s.org.Trainer, [2]int{0, 0}, [2]int{in, 2})
		sees(when, "an assessor of others", idle, [2]int{0, 0}, [2]int{0, 0})
		sees(when, "a candidate", candidate, [2]int{0, 0}, [2]int{in, 2})
		sees(when, "another organisation", s.Nordic.Manager, [2]int{0, 0}, [2]int{0, 0})
	}
	sees("before declaring", "an assessor", s.org.Assessor, [2]int{0, 0}, [2]int{0, 0})
	s.declare(t, s.org.Assessor)
	sees("once declared", "an assessor", s.org.Assessor, [2]int{0, 2}, [2]int{0, 2})
	sees("before declaring", "the second", s.org.Assessor2, [2]int{0, 0}, [2]int{0, 0})
	s.declare(t, s.org.Assessor2, heads)
	s.keep(t, s.org.Assessor, s.in("a", "Reframes"))
	s.keep(t, s.org.Assessor2, s.in("a", "Interrupts"))
	s.keep(t, heads, s.in("a", "Waits"))
	gone := s.keep(t, s.org.Assessor, s.in("b", "Wrong place"))
	s.do(t, s.org.Assessor, func(tx *tenants.Tx) error { _, err := notes.Remove(tx, s.a.ID, gone.ID, 1); return err })
	when := "with drafts"
	sees(when, "the first", s.org.Assessor, [2]int{2, 2}, [2]int{2, 2})
	sees(when, "an administrator who judges", heads, [2]int{1, 2}, [2]int{1, 2})
	others(when, 0)
	s.submit(t, s.org.Assessor, 4)
	when = "with one sheet in"
	sees(when, "the second", s.org.Assessor2, [2]int{1, 2}, [2]int{1, 2})
	sees(when, "an administrator who judges", heads, [2]int{1, 2}, [2]int{1, 2})
	others(when, 0)
	s.submit(t, s.org.Assessor2, 4)
	s.submit(t, heads, 4)
	when = "with all in"
	sees(when, "the second", s.org.Assessor2, [2]int{3, 2}, [2]int{3, 2})
	others(when, 3)
	s.do(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: s.a.ID, Outcome: assessments.Passed, Minute: "All three agree."})
		return err
	})
	sees("decided", "the second", s.org.Assessor2, [2]int{3, 0}, [2]int{3, 0})
}

func TestANoteIsRefusedToWhoMayNotWriteItThere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	idle := s.Member(s.org, tenants.RoleAssessor)
	keep := func(m tenants.Member, change func(*notes.Input)) error {
		in := s.in("fresh "+uuid.NewString(), "Seen")
		if change != nil {
			change(&in)
		}
		return s.try(m, func(tx *tenants.Tx) error { _, err := notes.Keep(tx, in); return err })
	}
	is := func(what string, err error, code fault.Code, key string) {
		t.Helper()
		if fault.CodeOf(err) != code || key != "" && keyOf(err) != key && !strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v, want %s %s", what, err, code, key)
		}
	}
	is("before declaring", keep(s.org.Assessor, nil), fault.Conflict, "assessment.undeclared")
	s.declare(t, s.org.Assessor)
	for what, m := range map[string]tenants.Member{"the manager": s.org.Manager, "a trainer": s.org.Trainer, "an assessor of others": idle, "another organisation": s.Nordic.Manager} {
		is(what, keep(m, nil), fault.NotFound, "")
	}
	var other candidates.Candidate
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		other, err = candidates.Add(tx, candidates.NewCandidate{Name: "Somebody else", Email: "else@example.org", Language: "es", Country: "EC"})
		return err
	})
	elsewhere := s.document(other.ID, "video/webm")
	is("another candidate's document", keep(s.org.Assessor, func(in *notes.Input) { in.VersionID = elsewhere }), fault.NotFound, "")
	foreign := uuid.New()
	is("another criterion", keep(s.org.Assessor, func(in *notes.Input) { in.CriterionID = &foreign }), fault.NotFound, "")
	for what, change := range map[string]func(*notes.Input){
		"without words":    func(in *notes.Input) { in.Words = " \n" },
		"too many words":   func(in *notes.Input) { in.Words = strings.Repeat("é", notes.MaxWords+1) },
		"before the start": func(in *notes.Input) { in.Place = -1 },
		"after any end":    func(in *notes.Input) { in.Place = 360_000 },
		"page 0":           func(in *notes.Input) { in.VersionID, in.Place = s.paper, 0 },
		"page 10 001":      func(in *notes.Input) { in.VersionID, in.Place = s.paper, 10_001 },
		"without a mark":   func(in *notes.Input) { in.Mark = "" },
		"a long mark":      func(in *notes.Input) { in.Mark = strings.Repeat("x", notes.MaxMark+1) },
	} {
		is(what, keep(s.org.Assessor, change), fault.Invalid, "")
	}
	mine := s.keep(t, s.org.Assessor, s.in("mine", "Seen"))
	s.declare(t, s.org.Assessor2)
	remove := func(m tenants.Member, revision int) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := notes.Remove(tx, s.a.ID, mine.ID, revision); return err })
	}
	is("taking out another's", remove(s.org.Assessor2, 1), fault.NotFound, "")
	is("taking out an older one", remove(s.org.Assessor, 0), fault.Conflict, "note.changed_elsewhere")
	// The table itself, whoever writes.
	for what, sql := range map[string]string{
		"an undeclared assessor's": `insert into assessment_note select n.tenant_id, gen_random_uuid(), n.assessment_id, '` + idle.Membership().String() + `', n.document_version_id, n.document_title, n.timed, 'x', 1, null, 'x', 1, 'x', n.saved_at, n.saved_at from assessment_note n where n.id = $1`,
		"another's document":       `insert into assessment_note select n.tenant_id, gen_random_uuid(), n.assessment_id, n.membership_id, '` + elsewhere.String() + `', n.document_title, n.timed, 'y', 1, null, 'x', 1, 'x', n.saved_at, n.saved_at from assessment_note n where n.id = $1`,
		"given to another":         `update assessment_note set membership_id = '` + s.org.Assessor2.Membership().String() + `' where id = $1`,
		"moved to another paper":   `update assessment_note set document_version_id = '` + s.paper.String() + `' where id = $1`,
		"handed in by itself":      `update assessment_note set submitted_at = now() where id = $1`,
	} {
		if err := s.Try(sql, mine.ID); err == nil {
			t.Errorf("the table takes a note that is %s", what)
		}
	}
	s.submit(t, s.org.Assessor, 4)
	is("after handing in", keep(s.org.Assessor, nil), fault.Conflict, "assessment.your_sheet_in")
	is("taking out after handing in", remove(s.org.Assessor, 1), fault.Conflict, "assessment.your_sheet_in")
	for what, sql := range map[string]string{"changes": `update assessment_note set words = 'Other' where id = $1`, "takes out": `update assessment_note set words = '', removed_at = now() where id = $1`,
		"adds to": `insert into assessment_note select n.tenant_id, gen_random_uuid(), n.assessment_id, n.membership_id, n.document_version_id, n.document_title, n.timed, 'z', 1, null, 'x', 1, 'x', n.saved_at, n.saved_at from assessment_note n where n.id = $1`} {
		if err := s.Try(sql, mine.ID); err == nil {
			t.Errorf("the table %s what was handed in", what)
		}
	}
}

func TestANoteIsOneHoweverOftenItIsSentAndOverwritesNothingUnseen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.declare(t, s.org.Assessor)
	keep := func(words, key string, revision int, tried ...string) (notes.Note, error) {
		in := s.in("one", words)
		in.Key, in.Revision, in.Tried = key, revision, tried
		var n notes.Note
		err := s.try(s.org.Assessor, func(tx *tenants.Tx) (err error) { n, err = notes.Keep(tx, in); return err })
		return n, err
	}
	for _, step := range []struct {
		what, words, key string
		revision         int
		tried            []string
		becomes          string
		at               int
		refused          string
	}{
		{"a new one", "Reframes", "k1", 0, nil, "Reframes", 1, ""},
		{"the same again, its answer lost", "Reframes", "k1", 0, []string{"k1"}, "Reframes", 1, ""},
		{"written on after an answer was lost", "Reframes well", "k2", 0, []string{"k1", "k2"}, "Reframes well", 2, ""},
		{"from another window that has not seen it", "Interrupts", "k3", 1, []string{"k3"}, "Reframes well", 2, "note.changed_elsewhere"},
		{"a new one of the same mark", "Interrupts", "k4", 0, nil, "Reframes well", 2, "note.changed_elsewhere"},
		{"once it has been seen", "Interrupts", "k5", 2, nil, "Interrupts", 3, ""},
	} {
		_, err := keep(step.words, step.key, step.revision, step.tried...)
		if keyOf(err) != step.refused {
			t.Errorf("%s: %v, want %q", step.what, err, step.refused)
		}
		var all []notes.Note
		s.do(t, s.org.Assessor, func(tx *tenants.Tx) (err error) { all, err = notes.Mine(tx, s.a.ID); return err })
		if len(all) != 1 || all[0].Words != step.becomes || all[0].Revision != step.at {
			t.Errorf("%s: on file is %+v, want %q at %d", step.what, all, step.becomes, step.at)
		}
	}
	n, _ := keep("Interrupts", "k5", 2)
	s.do(t, s.org.Assessor, func(tx *tenants.Tx) error { _, err := notes.Remove(tx, s.a.ID, n.ID, 3); return err })
	s.do(t, s.org.Assessor, func(tx *tenants.Tx) error { _, err := notes.Remove(tx, s.a.ID, n.ID, 3); return err }) // twice is once
	if _, err := keep("Back again", "k6", 3); keyOf(err) != "note.removed_elsewhere" {
		t.Errorf("a note that was taken out came back: %v", err)
	}
	if left := s.Count(`select count(*) from assessment_note where tenant_id = $1 and words <> ''`, s.org.ID); left != 0 {
		t.Error("the words of a note that was taken out are there still")
	}
}

func TestPlacesAreReadAsTheyAreSaid(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"0:00": 0, "12:34": 754, "1:02:03": 3723, "90": 90, " 5:07 ": 307} {
		if got, ok := notes.Read(text, true); !ok || got != want {
			t.Errorf("%q is read as %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "1:2", "1:60", "a", "-1", "1:2:3:4", "1.5"} {
		if got, ok := notes.Read(text, true); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	if _, ok := notes.Read("1:02", false); ok {
		t.Error("a page has no minutes")
	}
	if said := notes.Say(3723, true) + " " + notes.Say(754, true) + " " + notes.Say(12, false); said != "1:02:03 12:34 12" {
		t.Error(said)
	}
}
