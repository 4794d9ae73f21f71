package evaluations_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evaluations"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// course is a cohort with an evaluation that is open, and the guests whom
// personal links make of its trainees.
type course struct {
	*apptest.World
	Cohort trainings.Cohort
	Eval   evaluations.Evaluation
	People []trainings.Enrolment
	Guests []tenants.Member
}

var (
	monday = time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
	friday = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || (f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key })) {
		t.Errorf("want %s %s, got %v", code, key, err)
	}
}

func (s *course) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

func newCourse(t *testing.T, people int) *course {
	t.Helper()
	s := &course{World: apptest.NewWorld(t)}
	s.Clock.Add(10 * time.Hour) // noon has passed in Guayaquil: its Monday has begun
	s.Cohort, s.People = s.cohort(t, "F-26", people)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.Eval, err = evaluations.Begin(tx, s.Cohort.ID, monday, friday)
		return err
	}))
	for _, p := range s.People {
		s.Guests = append(s.Guests, s.guest(t, p))
	}
	return s
}

func (s *course) cohort(t *testing.T, code string, people int) (c trainings.Cohort, all []trainings.Enrolment) {
	t.Helper()
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: code, Title: "Fundamentos", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 14, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, c.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i := range people {
			e, err := trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: fmt.Sprintf("Persona %c", 'A'+i), Email: fmt.Sprintf("%s%d@correo.example", code, i), Language: "es"}, "")
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		return nil
	}))
	return c, all
}

func (s *course) guest(t *testing.T, e trainings.Enrolment) (m tenants.Member) {
	t.Helper()
	var links map[uuid.UUID]uuid.UUID
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if links, err = personal.LinksFor(tx, e.ID); err == nil {
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: links[e.ID]})
		}
		return err
	}))
	l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(links[e.ID]))
	ok(t, err)
	m, err = s.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	return m
}

// replies gives a score to each scale, and a text to each question in words.
func replies(score int, text string) []evaluations.Reply {
	var all []evaluations.Reply
	for _, q := range evaluations.Default {
		if q.Kind == evaluations.Scale {
			all = append(all, evaluations.Reply{Score: score})
		} else {
			all = append(all, evaluations.Reply{Text: text})
		}
	}
	return all
}

func (s *course) answer(t *testing.T, i int, of []evaluations.Reply) error {
	t.Helper()
	return s.write(t, s.Guests[i], func(tx *tenants.Tx) error { return evaluations.Send(tx, s.Eval.ID, s.People[i].ID, of) })
}

func (s *course) results(t *testing.T, m tenants.Member) (r evaluations.Results, err error) {
	t.Helper()
	err = s.DB.Read(t.Context(), m, func(tx *tenants.Tx) (err error) { r, err = evaluations.ResultsOf(tx, s.Cohort.ID); return err })
	return r, err
}

// Results wait for the end, and for three answers; then they say how many, how
// good and what.
func TestResultsAreShownOnceItHasClosedAndFromThreeAnswersOn(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 5)
	for i, score := range []int{5, 4} {
		ok(t, s.answer(t, i, replies(score, fmt.Sprintf("Palabra %d", 2-i))))
	}
	r, err := s.results(t, s.Andina.Trainer)
	ok(t, err)
	if r.Shown || r.Answered != 2 || r.Enrolled != 5 || len(r.Tallies) != 0 {
		t.Errorf("while it is open: %+v", r)
	}
	ok(t, s.answer(t, 2, replies(3, "")))
	if r, _ = s.results(t, s.Andina.Manager); r.Shown {
		t.Error("results are shown while it is open")
	}
	s.Clock.Add(6 * 24 * time.Hour)
	r, err = s.results(t, s.Andina.Trainer)
	ok(t, err)
	mean, known := r.Mean()
	if !r.Shown || !known || math.Abs(mean-4) > 1e-9 || r.Tallies[0].Counts != [5]int{0, 0, 1, 1, 1} || !slices.Equal(r.Tallies[5].Texts, []string{"Palabra 1", "Palabra 2"}) {
		t.Errorf("the results are %+v", r)
	}
	if share, _ := r.Rate(); share != 60 {
		t.Errorf("%d %% of them answered", share)
	}
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := evaluations.Figures(tx, 10)
		if len(all) != 1 || all[0].Cohort.ID != s.Cohort.ID || !all[0].Shown {
			t.Errorf("the dashboard has %+v", all)
		}
		return err
	}))
}

func TestTwoAnswersAreNotEnoughToBeShown(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	for i := range 2 {
		ok(t, s.answer(t, i, replies(5, "x")))
	}
	s.Clock.Add(6 * 24 * time.Hour)
	if r, err := s.results(t, s.Andina.Manager); err != nil || r.Shown || len(r.Tallies) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// No row of an answer leads to who gave it, by an id or by a time.
func TestNothingLeadsFromAnAnswerToWhoGaveIt(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	ok(t, s.answer(t, 0, replies(5, "x")))
	for _, id := range []uuid.UUID{s.People[0].ID, s.People[0].CandidateID} {
		if n := s.Count(`select count(*) from evaluation_answer a where a::text like '%' || $1 || '%'`, id.String()); n != 0 {
			t.Errorf("the answer holds %s", id)
		}
	}
	answer := s.ID(`select id from evaluation_answer where evaluation_id = $1`, s.Eval.ID)
	if answer.Version() != 4 {
		t.Errorf("the answer's id, of version %d, tells when it was made", answer.Version())
	}
	if n := s.Count(`select count(*) from audit_log a where a::text like '%' || $1 || '%'`, answer.String()); n != 0 {
		t.Error("the journal names the answer")
	}
	// While it is open the program itself cannot read one, however it asks.
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		var n int64
		err := tx.DB().Model(&evaluations.Answer{}).Count(&n).Error
		if n != 0 {
			t.Errorf("%d answers are read while it is open", n)
		}
		var who int64
		err = errors.Join(err, tx.DB().Model(&evaluations.Answered{}).Count(&who).Error)
		if who != 0 {
			t.Errorf("the manager sees %d who answered", who)
		}
		return err
	}))
}

func TestWhatCannotBeAnswered(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	refused(t, s.answer(t, 0, replies(0, "")), fault.Invalid, "evaluation.score_required")
	refused(t, s.answer(t, 0, replies(6, "")), fault.Invalid, "evaluation.score_required")
	refused(t, s.answer(t, 0, append(replies(5, ""), evaluations.Reply{Score: 5})), fault.Invalid, "evaluation.other_questions")
	ok(t, s.answer(t, 0, replies(5, "")))
	refused(t, s.answer(t, 0, replies(1, "")), fault.Conflict, "evaluation.answered_already")
	// By another's enrolment, of another cohort, after withdrawing, by staff.
	err := s.write(t, s.Guests[1], func(tx *tenants.Tx) error { return evaluations.Send(tx, s.Eval.ID, s.People[0].ID, replies(1, "")) })
	if err == nil {
		t.Error("somebody answered for another")
	}
	_, strangers := s.cohort(t, "OTHER", 1)
	stranger := s.guest(t, strangers[0])
	err = s.write(t, stranger, func(tx *tenants.Tx) error { return evaluations.Send(tx, s.Eval.ID, strangers[0].ID, replies(1, "")) })
	refused(t, err, fault.NotFound, "not_found.evaluation")
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.People[2].ID); return err }))
	refused(t, s.answer(t, 2, replies(1, "")), fault.NotFound, "not_found.evaluation")
	for _, m := range []tenants.Member{s.Andina.Manager, s.Andina.Trainer} {
		err = s.write(t, m, func(tx *tenants.Tx) error { return evaluations.Send(tx, s.Eval.ID, s.People[1].ID, replies(1, "")) })
		refused(t, err, fault.Forbidden, "fault.forbidden")
	}
	s.Clock.Add(6 * 24 * time.Hour)
	refused(t, s.answer(t, 1, replies(1, "")), fault.Conflict, "evaluation.closed")
}

func TestWhoOpensAndReadsAnEvaluation(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	other, _ := s.cohort(t, "OTHER", 0)
	begin := func(m tenants.Member, from, until time.Time) error {
		return s.write(t, m, func(tx *tenants.Tx) error { _, err := evaluations.Begin(tx, other.ID, from, until); return err })
	}
	refused(t, begin(s.Andina.Trainer, monday, friday), fault.Forbidden, "fault.forbidden")
	refused(t, begin(s.Nordic.Manager, monday, friday), fault.NotFound, "not_found.cohort")
	refused(t, begin(s.Andina.Manager, friday, monday), fault.Invalid, "evaluation.until_before")
	refused(t, begin(s.Andina.Manager, monday.AddDate(0, -1, 0), monday.AddDate(0, 0, -3)), fault.Invalid, "evaluation.until_past")
	refused(t, begin(s.Andina.Manager, monday, monday.AddDate(1, 0, 0)), fault.Invalid, "evaluation.too_far")
	ok(t, begin(s.Andina.Manager, monday, friday))
	refused(t, begin(s.Andina.Manager, monday, friday), fault.Conflict, "evaluation.there")
	for _, m := range []tenants.Member{s.Andina.Assessor, s.Nordic.Manager, s.Member(s.Andina, tenants.RoleTrainer)} {
		_, err := s.results(t, m)
		refused(t, err, fault.NotFound, "not_found.evaluation")
	}
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := evaluations.Move(tx, s.Eval.ID, monday, friday.AddDate(0, 0, 7))
		return err
	}))
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := evaluations.Close(tx, s.Eval.ID); return err }))
	s.Clock.Add(time.Minute)
	err := s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := evaluations.Move(tx, s.Eval.ID, monday, friday.AddDate(0, 0, 9))
		return err
	})
	refused(t, err, fault.Conflict, "evaluation.closed") // its results were shown: one more answer would be known
}

func TestAProgramAsksItsOwnQuestionsFromThenOn(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 0)
	ask := func(m tenants.Member, seen int, of ...evaluations.Question) error {
		return s.write(t, m, func(tx *tenants.Tx) error { _, err := evaluations.Ask(tx, s.Andina.CMTP, of, seen); return err })
	}
	mine := evaluations.Question{Kind: evaluations.Scale, En: "How was the coffee?", Es: "¿Qué tal el café?"}
	refused(t, ask(s.Andina.Trainer, 0, mine), fault.Forbidden, "fault.forbidden")
	refused(t, ask(s.Nordic.Manager, 0, mine), fault.NotFound, "not_found.program")
	refused(t, ask(s.Andina.Manager, 0), fault.Invalid, "evaluation.no_question")
	refused(t, ask(s.Andina.Manager, 0, evaluations.Question{Kind: evaluations.Words, En: "Why?", Es: "¿Por qué?"}), fault.Invalid, "evaluation.no_scale")
	refused(t, ask(s.Andina.Manager, 0, evaluations.Question{Kind: evaluations.Scale, En: "Only English"}), fault.Invalid, "evaluation.both_languages")
	ok(t, ask(s.Andina.Manager, 0, mine))
	refused(t, ask(s.Andina.Manager, 0, mine), fault.Conflict, "evaluation.questions_changed")
	other, _ := s.cohort(t, "LATER", 0)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		e, err := evaluations.Begin(tx, other.ID, monday, friday)
		if len(e.Questions) != 1 || e.Questions[0] != mine {
			t.Errorf("it asks %+v", e.Questions)
		}
		was, again := evaluations.OfCohort(tx, s.Cohort.ID)
		if len(was.Questions) != len(evaluations.Default) {
			t.Errorf("the one that was opened asks %+v", was.Questions)
		}
		return errors.Join(err, again)
	}))
}
