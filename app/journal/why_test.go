package journal_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/journal"
	"accord/tenants"
	"accord/tenants/fault"
)

func why(t *testing.T, w *apptest.World, by, of tenants.Member, q journal.Question) (e tenants.Explained, err error) {
	t.Helper()
	s, err := w.DB.StandingOf(t.Context(), of.Tenant(), of.Membership())
	ok(t, err)
	err = w.DB.Read(t.Context(), by, func(tx *tenants.Tx) (err error) { e, err = journal.Why(tx, s, q); return err })
	return e, err
}

func decisive(e tenants.Explained) (lines []tenants.Reason) {
	for _, r := range e.Reasons {
		if r.Decisive {
			lines = append(lines, r)
		}
	}
	return lines
}

func TestAnAdministratorSeesWhichLineGivesAnAct(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	e, err := why(t, w, w.Andina.Admin, w.Andina.Manager, journal.Question{Resource: "program", Action: "close", Row: w.Andina.QAP})
	ok(t, err)
	if lines := decisive(e); !e.Allowed || len(lines) != 1 || lines[0].Role != "program_manager" || lines[0].Condition != "row.closed_at == nil" || lines[0].Result != "true" {
		t.Errorf("explained as %+v", e)
	}
	e, err = why(t, w, w.Andina.Admin, w.Andina.Trainer, journal.Question{Resource: "program", Action: "close", Row: w.Andina.QAP})
	ok(t, err)
	if e.Allowed || len(decisive(e)) != 0 {
		t.Errorf("a trainer: explained as %+v", e)
	}
	w.Exec(`update program set closed_at = now() where id = $1`, w.Andina.QAP)
	e, err = why(t, w, w.Andina.Admin, w.Andina.Manager, journal.Question{Resource: "program", Action: "close", Row: w.Andina.QAP})
	ok(t, err)
	if e.Allowed || len(decisive(e)) != 0 || e.Reasons[1].Result != "false" {
		t.Errorf("a closed program: explained as %+v", e)
	}
}

func TestTheAnswerIsTheOtherPersonsNotTheAskers(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	token := uuid.Must(uuid.NewV7())
	w.Exec(`insert into api_token (tenant_id, id, membership_id, name, token_hash, created_at, expires_at) values ($1,$2,$3,'x',sha256($4::bytea),$5,$6)`,
		w.Andina.ID, token, w.Andina.Trainer.Membership(), token[:], apptest.Start, apptest.Start.AddDate(1, 0, 0))
	for of, want := range map[*tenants.Member]bool{&w.Andina.Trainer: true, &w.Andina.Trainer2: false, &w.Andina.Admin: true} {
		e, err := why(t, w, w.Andina.Admin, *of, journal.Question{Resource: "api_token", Action: "revoke", Row: token})
		ok(t, err)
		if e.Allowed != want {
			t.Errorf("%s: %+v", of.Name(), e)
		}
	}
}

func TestAskingWhyIsTheAdministratorsAndInTheirOwnPlace(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	q := journal.Question{Resource: "program", Action: "close", Row: w.Andina.QAP}
	for _, colleague := range []tenants.Member{w.Andina.Manager, w.Andina.Trainer, w.Andina.Assessor} {
		_, err := why(t, w, colleague, w.Andina.Trainer2, q)
		refused(t, fault.Forbidden, "", err)
	}
	_, err := why(t, w, w.Nordic.Admin, w.Andina.Trainer, q)
	refused(t, fault.NotFound, "not_found.membership", err)
	_, err = why(t, w, w.Nordic.Admin, w.Nordic.Trainer, q)
	refused(t, fault.NotFound, "", err) // a row of another organisation is not there
	for _, bad := range []journal.Question{{Resource: "account", Action: "read"}, {Resource: "program", Action: "steal"}, {Resource: "nothing", Action: "read"}} {
		bad.Row = w.Andina.QAP
		_, err := why(t, w, w.Andina.Admin, w.Andina.Trainer, bad)
		refused(t, fault.Invalid, "", err)
	}
	_, err = w.DB.StandingOf(t.Context(), w.Nordic.ID, w.Andina.Trainer.Membership())
	refused(t, fault.NotFound, "not_found.membership", err)
	invited := invite(t, w, w.Andina.Admin)
	_, err = w.DB.StandingOf(t.Context(), w.Andina.ID, invited.ID)
	refused(t, fault.NotFound, "not_found.membership", err)
	err = w.DB.Read(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error {
		_, err := tx.WhyFor(tenants.Standing{}, "program", "close", w.Andina.QAP)
		return err
	})
	refused(t, fault.NotFound, "not_found.membership", err)
}

func TestIMIsAdministratorAsksAboutIMIsPeopleAcrossOrganisations(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	s, err := w.DB.StandingOf(t.Context(), tenants.Oversight, w.IMI.AdministratorMember.Membership())
	ok(t, err)
	ask := func(o tenants.Overseer, s tenants.Standing) (e tenants.Explained, err error) {
		err = w.DB.OverseeRead(t.Context(), o, "why", func(tx *tenants.OversightTx) (err error) {
			e, err = journal.WhyOversight(tx, s, journal.Question{Resource: "organisation", Action: "withdraw", Row: w.Andina.ID})
			return err
		})
		return e, err
	}
	e, err := ask(w.IMI.Administrator, s)
	ok(t, err)
	if !e.Allowed || decisive(e)[0].Role != "imi_admin" {
		t.Errorf("explained as %+v", e)
	}
	_, err = ask(w.IMI.Reviewer, s)
	refused(t, fault.NotFound, "", err)
	trainer, err := w.DB.StandingOf(t.Context(), w.Andina.ID, w.Andina.Trainer.Membership())
	ok(t, err)
	_, err = ask(w.IMI.Administrator, trainer)
	refused(t, fault.NotFound, "not_found.membership", err) // an organisation's people are not IMI's to ask about
}

func TestSamplesAreRowsTheAskerMayRead(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	ok(t, w.DB.Read(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error {
		all, err := tx.Samples("program", 50)
		if len(all) != 2 || (all[0].ID != w.Andina.QAP && all[0].ID != w.Andina.CMTP) || all[0].Name == "" {
			t.Errorf("the samples are %+v", all)
		}
		return err
	}))
	for _, hidden := range []string{"account", "nothing"} {
		err := w.DB.Read(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error { _, err := tx.Samples(hidden, 50); return err })
		refused(t, fault.Invalid, "", err)
	}
	for door, want := range map[tenants.Door]map[string]bool{
		tenants.DoorMember:   {"program": true, "membership": true, "organisation": true, "account": false, "profile": false, "audit_log": false},
		tenants.DoorOverseer: {"program": true, "membership": false, "organisation": true, "account": false},
	} {
		has := map[string]bool{}
		for _, a := range journal.Askable(door) {
			has[a.Resource] = true
		}
		for resource, askable := range want {
			if has[resource] != askable {
				t.Errorf("%s door: %s: %v", door, resource, has[resource])
			}
		}
	}
}
