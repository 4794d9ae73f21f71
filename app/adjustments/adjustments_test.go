package adjustments_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

type stage struct {
	*apptest.World
	t         *testing.T
	candidate uuid.UUID
}

func newStage(t *testing.T) stage {
	s := stage{World: apptest.NewWorld(t), t: t}
	s.ok(s.try(s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana@correo.example", Language: "es", Country: "EC"})
		s.candidate = c.ID
		return err
	}))
	return s
}

func (s stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s stage) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s stage) ask(m tenants.Member, kind, arrangement string) (a adjustments.Adjustment, err error) {
	return a, s.try(m, func(tx *tenants.Tx) (err error) {
		a, err = adjustments.Ask(tx, s.candidate, kind, arrangement)
		return err
	})
}

func (s stage) refused(what string, err error, code fault.Code, key string) {
	s.t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || key != "" && f.Key != key && (len(f.Fields) != 1 || f.Fields[0].Key != key) {
		s.t.Errorf("%s: want %s %s, got %v", what, code, key, err)
	}
}

func TestAnAdjustmentIsAskedForGrantedAndEnded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for what, c := range map[string][3]string{
		"no kind":        {"luck", "A quarter more.", "adjustment.kind_required"},
		"no arrangement": {"breaks", " ", "adjustment.arrangement_required"},
		"too long":       {"breaks", strings.Repeat("ñ", adjustments.MaxArrangement+1), "candidate.too_long"},
	} {
		_, err := s.ask(s.Andina.Manager, c[0], c[1])
		s.refused(what, err, fault.Invalid, c[2])
	}
	a, err := s.ask(s.Andina.Manager, "extra_time", " A quarter more. ")
	s.ok(err)
	grant := func(m tenants.Member) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := adjustments.Grant(tx, a.ID); return err })
	}
	refuse := func(reason string) error {
		return s.try(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := adjustments.Refuse(tx, a.ID, reason); return err })
	}
	end := func() error {
		return s.try(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := adjustments.End(tx, a.ID); return err })
	}
	s.refused("ended before it is granted", end(), fault.Conflict, "adjustment.is.asked")
	s.refused("refused without a reason", refuse(" "), fault.Invalid, "adjustment.reason_required")
	s.ok(grant(s.Andina.Manager))
	s.refused("granted twice", grant(s.Andina.Manager), fault.Conflict, "adjustment.is.granted")
	s.refused("refused afterwards", refuse("No room."), fault.Conflict, "adjustment.is.granted")
	s.ok(end())
	s.refused("ended twice", end(), fault.Conflict, "adjustment.is.ended")
	b, err := s.ask(s.Andina.Manager, "place", "A lift.")
	s.ok(err)
	for what, sql := range map[string]string{
		"ended before it is granted": `update adjustment set state = 'ended', ended_at = now() where id = $1`,
		"another arrangement":        `update adjustment set arrangement = 'other' where id = $1`,
		"refused for nothing":        `update adjustment set state = 'refused', decided_at = now(), decided_by_name = 'x' where id = $1`,
		"begun as granted":           `insert into adjustment select tenant_id, gen_random_uuid(), candidate_id, kind, arrangement, 'granted', asked_at, asked_by, asked_by_name, asked_at, asked_by, 'x' from adjustment where id = $1`,
	} {
		if s.Try(sql, b.ID) == nil {
			t.Errorf("the database takes what is %s", what)
		}
	}
}

// Who assesses sees what is granted, from their declaration to the decision, and
// nothing of what is not; nobody else sees any of it.
func TestWhatIsArrangedIsForThoseWhoAssess(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	granted, err := s.ask(s.Andina.Manager, "interpreter", "Into Kichwa.")
	s.ok(err)
	s.ok(s.try(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := adjustments.Grant(tx, granted.ID); return err }))
	_, err = s.ask(s.Andina.Manager, "breaks", "Ten minutes each hour.")
	s.ok(err)
	sees := func(what string, m tenants.Member, want int) {
		t.Helper()
		s.ok(s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
			all, err := adjustments.OfCandidate(tx, s.candidate)
			if len(all) != want || want == 1 && all[0].ID != granted.ID {
				t.Errorf("%s: %d are seen, not %d", what, len(all), want)
			}
			if _, err := adjustments.Get(tx, granted.ID); (err == nil) != (want > 0) {
				t.Errorf("%s reads it: %v", what, err)
			}
			return err
		}))
	}
	sees("a program manager", s.Andina.Manager, 2)
	for what, m := range map[string]tenants.Member{"a trainer": s.Andina.Trainer, "an assessor of others": s.Andina.Assessor2, "another organisation's": s.Nordic.Manager,
		"a candidate": s.Member(s.Andina, tenants.RoleCandidate)} {
		sees(what, m, 0)
		_, err := s.ask(m, "breaks", "Mine.")
		s.refused(what, err, fault.NotFound, "")
		s.refused(what, s.try(m, func(tx *tenants.Tx) error { _, err := adjustments.End(tx, granted.ID); return err }), fault.NotFound, "")
	}
	s.Qualify(s.Andina.Assessor)
	var a assessments.Assessment
	s.ok(s.try(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate, ProgramID: s.Andina.QAP}); err == nil {
			_, err = assessments.Assign(tx, a.ID, s.Andina.Assessor.Membership())
		}
		return err
	}))
	sees("an assessor who has not declared", s.Andina.Assessor, 0)
	s.ok(s.try(s.Andina.Assessor, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err }))
	sees("an assessor who has", s.Andina.Assessor, 1)
	s.refused("an assessor ends it", s.try(s.Andina.Assessor, func(tx *tenants.Tx) error { _, err := adjustments.End(tx, granted.ID); return err }), fault.Forbidden, "")
}
