package candidates

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func exempt(t *testing.T, w *apptest.World, m tenants.Member, in NewExemption) (e Exemption, err error) {
	t.Helper()
	err = write(t, w, m, func(tx *tenants.Tx) (err error) { e, err = Exempt(tx, in); return err })
	return e, err
}

func anna(t *testing.T, w *apptest.World) (c Candidate) {
	t.Helper()
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = Add(tx, NewCandidate{Name: "Anna Ortiz", Email: uuid.NewString() + "@example.org", Language: "es"})
		return err
	}))
	return c
}

func TestAnExemptionSaysWhoDecidedItAndWhy(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := NewExemption{CandidateID: anna(t, w).ID, ProgramID: w.Andina.QAP, Citation: "IMI-CM-01", Reason: " A judge-mediator for twelve years. "}
	e, err := exempt(t, w, w.Andina.Manager, in)
	ok(t, err)
	var all []Exemption
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) { all, err = ExemptionsOf(tx, in.CandidateID); return err }))
	if len(all) != 1 || all[0].Reason != "A judge-mediator for twelve years." || all[0].DecidedByName != w.Andina.Manager.Name() || !all[0].DecidedAt.Equal(apptest.Start) {
		t.Errorf("recorded: %+v", all)
	}
	if hold := Exempted(all, w.Andina.QAP, time.UTC); len(hold) != 1 || hold[0].By != w.Andina.Manager.Name() {
		t.Errorf("it does not hold: %+v", hold)
	}
	if hold := Exempted(all, w.Andina.CMTP, time.UTC); len(hold) != 0 {
		t.Error("it holds under another program")
	}
	_, err = exempt(t, w, w.Andina.Manager, in)
	refused(t, err, fault.Conflict)

	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return WithdrawExemption(tx, in.CandidateID, e.ID) }))
	refused(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return WithdrawExemption(tx, in.CandidateID, e.ID) }), fault.Conflict)
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) { all, err = ExemptionsOf(tx, in.CandidateID); return err }))
	if len(Exempted(all, w.Andina.QAP, time.UTC)) != 0 || all[0].WithdrawnByName == "" {
		t.Error("it holds after it was withdrawn")
	}
	_, err = exempt(t, w, w.Andina.Manager, in)
	ok(t, err)
}

func TestAnExemptionIsRefusedWithoutAReasonOrForAnotherRule(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := NewExemption{CandidateID: anna(t, w).ID, ProgramID: w.Andina.QAP, Citation: "IMI-CM-01", Reason: "Because."}
	for field, change := range map[string]func(*NewExemption){
		"reason":   func(n *NewExemption) { n.Reason = "  " },
		"citation": func(n *NewExemption) { n.Citation = "IMI-SU-03" },
	} {
		wrong := in
		change(&wrong)
		_, err := exempt(t, w, w.Andina.Manager, wrong)
		refused(t, err, fault.Invalid)
		sameFields(t, err, field)
	}
	wrong := in
	wrong.Reason = strings.Repeat("ñ", 2001)
	_, err := exempt(t, w, w.Andina.Manager, wrong)
	sameFields(t, err, "reason")
	wrong = in
	wrong.ProgramID = w.Andina.CMTP // nothing is counted there
	_, err = exempt(t, w, w.Andina.Manager, wrong)
	sameFields(t, err, "citation")
	w.Exec(`update program set closed_at = $2 where id = $1`, w.Andina.QAP, apptest.Start)
	_, err = exempt(t, w, w.Andina.Manager, in)
	refused(t, err, fault.Conflict)
}

func TestOnlyTheProgramManagerExempts(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := NewExemption{CandidateID: anna(t, w).ID, ProgramID: w.Andina.QAP, Citation: "IMI-CM-01", Reason: "Because."}
	for _, m := range []tenants.Member{w.Andina.Trainer, w.Andina.Assessor, w.Nordic.Manager} {
		_, err := exempt(t, w, m, in)
		refused(t, err, fault.NotFound)
	}
	e, err := exempt(t, w, w.Andina.Manager, in)
	ok(t, err)
	refused(t, write(t, w, w.Nordic.Manager, func(tx *tenants.Tx) error { return WithdrawExemption(tx, in.CandidateID, e.ID) }), fault.NotFound)
	refused(t, write(t, w, w.Andina.Trainer, func(tx *tenants.Tx) error { return WithdrawExemption(tx, in.CandidateID, e.ID) }), fault.NotFound)
	refused(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return WithdrawExemption(tx, anna(t, w).ID, e.ID) }), fault.NotFound)
	if err := w.Try(`update exemption set reason = 'another' where id = $1`, e.ID); err == nil || !strings.Contains(err.Error(), "stays as it was decided") {
		t.Errorf("the database lets it be changed: %v", err)
	}
}
