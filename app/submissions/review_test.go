package submissions_test

import (
	"testing"
	"time"

	"accord/app/evidence"
	"accord/app/paging"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAPointIsNotedInThePlaceOfTheOneBefore(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	reviewer := s.IMI.Reviewer
	for _, n := range []submissions.Noting{
		{Point: submissions.PointScores, Verdict: submissions.Wrong, Note: "A mark is missing."},
		{Point: submissions.PointScores, Verdict: submissions.Right, Note: "Found it."},
	} {
		if err := s.note(reviewer, sub, n.Point, n.Verdict, n.Note); err != nil {
			t.Fatal(err)
		}
	}
	err := s.oversee(reviewer, func(tx *tenants.OversightTx) error {
		notes, err := submissions.Notes(tx, sub.ID)
		if got := notes[submissions.PointScores]; len(notes) != 1 || got.Verdict != submissions.Right || got.Note != "Found it." {
			t.Errorf("noted %+v", notes)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "a point that is none", s.note(reviewer, sub, "weather", submissions.Right, ""), fault.Invalid, "")
	refused(t, "training, where it is not looked at", s.note(reviewer, sub, submissions.PointTraining, submissions.Right, ""), fault.Invalid, "")
	refused(t, "a verdict that is none", s.note(reviewer, sub, submissions.PointScores, "maybe", ""), fault.Invalid, "")
	refused(t, "wrong without a word", s.note(reviewer, sub, submissions.PointScores, submissions.Wrong, " "), fault.Invalid, "")
	refused(t, "by a spot checker", s.note(s.IMI.SpotChecker, sub, submissions.PointScores, submissions.Right, ""), fault.NotFound, "")
	refused(t, "by the administrator", s.note(s.IMI.Administrator, sub, submissions.PointScores, submissions.Right, ""), fault.NotFound, "")
	if s.Count(`select count(*) from pg_catalog.pg_policies where tablename = 'review_point' and 'accord_member' = any(roles)`) != 0 {
		t.Error("organisations read what a reviewer notes")
	}
}

func TestTheQueueIsWhatWaitsTheLongestFirst(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.submitted(t)
	queue := func(f submissions.Filter) (ids []string) {
		t.Helper()
		f.TenantID = s.org.ID // the database is shared with other tests
		err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
			page, err := submissions.Queue(tx, f, paging.Ask{})
			for _, l := range page.Items {
				ids = append(ids, l.Reference+" "+string(l.Status))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	s.Clock.Add(72 * time.Hour)
	s.candidate = s.newCandidate(t, "Inés Quiroga")
	s.mediations(t, s.candidate.ID, 20, true)
	s.assessed(t, s.candidate.ID, "passed")
	s.identity, s.conduct = s.document(t, s.candidate.ID, "identity_check", "A"), s.document(t, s.candidate.ID, "code_of_conduct", "B")
	second := s.submitted(t)
	want := func(what string, got []string, refs ...string) {
		t.Helper()
		if len(got) != len(refs) {
			t.Errorf("%s: %v, want %v", what, got, refs)
			return
		}
		for i := range refs {
			if got[i] != refs[i] {
				t.Errorf("%s: %v, want %v", what, got, refs)
			}
		}
	}
	want("waiting", queue(submissions.Filter{Status: submissions.Waiting}), first.Reference+" waiting", second.Reference+" waiting")
	want("older than two days", queue(submissions.Filter{Status: submissions.Waiting, OlderThan: 48 * time.Hour}), first.Reference+" waiting")
	want("by name", queue(submissions.Filter{Words: "ines"}), second.Reference+" waiting")
	want("of another certification", queue(submissions.Filter{Certification: "online_mediator"}))
	if err := s.decide(s.IMI.Reviewer, first.ID, submissions.Returned, "See the mail."); err != nil {
		t.Fatal(err)
	}
	if err := s.withdraw(s.org.Manager, second); err != nil {
		t.Fatal(err)
	}
	want("waiting afterwards", queue(submissions.Filter{Status: submissions.Waiting}))
	want("returned", queue(submissions.Filter{Status: submissions.WasReturned}), first.Reference+" returned")
	want("withdrawn", queue(submissions.Filter{Status: submissions.WasWithdrawn}), second.Reference+" withdrawn")
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		page, err := submissions.List(tx, submissions.Filter{}, paging.Ask{})
		if len(page.Items) != 2 || page.Items[0].ID != second.ID {
			t.Errorf("the organisation lists %d", len(page.Items))
		}
		return err
	})
	s.read(t, s.Nordic.Manager, func(tx *tenants.Tx) error {
		page, err := submissions.List(tx, submissions.Filter{}, paging.Ask{})
		if len(page.Items) != 0 {
			t.Errorf("another organisation lists %d", len(page.Items))
		}
		return err
	})
}

func TestWhoHasAConflictWithAProgramSeesNothingOfIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	reviewer := s.IMI.Reviewer
	declare := func(reason string) error {
		return s.oversee(reviewer, func(tx *tenants.OversightTx) error {
			_, err := submissions.DeclareConflict(tx, sub.ProgramID, reason)
			return err
		})
	}
	refused(t, "without a reason", declare(" "), fault.Invalid, "")
	for range 2 { // to say it twice is to say it once
		if err := declare("I teach there."); err != nil {
			t.Fatal(err)
		}
	}
	var conflict submissions.Conflict
	err := s.oversee(reviewer, func(tx *tenants.OversightTx) error {
		_, err := submissions.Find(tx, sub.ID)
		refused(t, "the submission", err, fault.NotFound, "")
		told, err := submissions.FactsOf(tx, sub.ID)
		if told.Holder.Name != "" || err != nil {
			t.Errorf("the facts are read: %v, %v", told.Holder, err)
		}
		items, err := submissions.Manifest(tx, sub.ID)
		if len(items) != 0 || err != nil {
			t.Errorf("the manifest is read: %d, %v", len(items), err)
		}
		_, err = evidence.Get(tx, s.identity)
		refused(t, "a document", err, fault.NotFound, "")
		all, err := submissions.Conflicts(tx)
		if len(all) != 1 {
			t.Fatalf("%d conflicts are listed", len(all))
		}
		conflict = all[0]
		_, end := submissions.EndConflict(tx, conflict.ID)
		refused(t, "ending one's own", end, fault.Forbidden, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "deciding", s.decide(reviewer, sub.ID, submissions.Accepted, ""), fault.NotFound, "")
	end := func() error {
		return s.oversee(s.IMI.Administrator, func(tx *tenants.OversightTx) error {
			_, err := submissions.EndConflict(tx, conflict.ID)
			return err
		})
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	refused(t, "ended twice", end(), fault.Conflict, "")
	if err := s.decide(reviewer, sub.ID, submissions.Accepted, ""); err != nil {
		t.Errorf("once it has ended: %v", err)
	}
}
