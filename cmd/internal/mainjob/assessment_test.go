package mainjob_test

import (
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// logbookIsKept: one mediation by the form, nineteen likewise; all verified.
func (h *house) logbookIsKept(m *visitor) {
	m.Go(h.o("/candidates/%s", h.ids["candidate"]))
	m.See("The logbook is empty")
	m.Click("Add mediation")
	m.Fill("Day of the mediation › Day", "2")
	m.Fill("Day of the mediation › Month", "11")
	m.Fill("Day of the mediation › Year", "2026")
	m.Tick("Role › Mediator")
	m.Tick("Held › In person")
	m.Fill("Hours", "4.5")
	m.Fill("Field", "commercial lease")
	m.Fill("Parties", "2")
	m.Tick("Settled › Settled")
	m.Click("Add mediation")
	m.See("The mediation is in the logbook.", "1 entry (Mediator 1), 4.5 hours; 0 verified", "commercial lease")
	h.as(joaquin, func(tx *tenants.Tx) error {
		today := time.Date(2026, time.November, 27, 0, 0, 0, 0, time.UTC)
		for i := range 19 {
			e := candidates.NewEntry{HeldOn: today.AddDate(0, -1-i, 0), Role: "mediator", Medium: "in_person", Hours: 5, Field: "neighbours: noise at night", Parties: 2, Settled: "yes"}
			if _, err := candidates.AddEntry(tx, h.ids["candidate"], e, today); err != nil {
				return err
			}
		}
		return nil
	})
	var all []uuid.UUID
	h.as(joaquin, func(tx *tenants.Tx) error {
		entries, err := candidates.Logbook(tx, h.ids["candidate"])
		for _, e := range entries {
			if e.Field != "commercial lease" {
				all = append(all, e.ID)
			}
		}
		return err
	})
	h.as(joaquin, func(tx *tenants.Tx) error {
		_, err := candidates.VerifyEntries(tx, h.ids["candidate"], all)
		return err
	})
	m.Go(h.o("/candidates/%s", h.ids["candidate"]))
	m.See("20 entries (Mediator 20), 99.5 hours; 19 verified")
	m.Tick("commercial lease › Verify")
	m.Click("Mark as verified")
	m.See("1 mediation is verified.", "99.5 hours; 20 verified")
}

// candidateIsAssessed: an assessor who trained the candidate is refused with
// the reason; two others declare, score apart and hand in; the manager decides.
func (h *house) candidateIsAssessed() {
	m := h.enter(joaquin)
	h.logbookIsKept(m)
	m.Go(h.o("/assessments/new"))
	m.Click(camila.name + " › Choose")
	m.Tick("Evaluación de mediadores")
	m.Click("Open the assessment")
	m.See("The assessment of " + camila.name + " is open.")
	h.ids["assessment"] = m.here()
	m.Press("1 person cannot assess this candidate")
	m.See("Rosa Quishpe Lema trained Camila Torres Vega in cohort FM-2026-11, and so cannot assess.")
	h.refuses(rosa)
	for _, who := range []person{mateo, teresa} {
		m.Choose("Add an assessor", who.name)
		m.Fill("Why somebody who is not qualified is assigned", "Nothing is on file of their practice yet.")
		m.Click("Assign")
		m.See(who.name + " is assigned and told by mail.")
	}
	h.judges(mateo, "4")
	h.judges(teresa, "3")
	m.Go(h.mailed(joaquin, teresa.name+" has handed in"))
	m.See("Score sheets compared")
	m.Click("Decide")
	m.Click("Decide")
	m.See("There is a problem", "Outcome")
	m.Tick("Passed")
	m.Fill("Minute of the decision", "Both assessors found every criterion met; nothing stands against the candidate.")
	m.Click("Decide")
	m.See("The decision on "+camila.name+" is noted.", "Passed")
}

// refuses: what the form does not offer, the verb refuses too.
func (h *house) refuses(who person) {
	h.t.Helper()
	membership := ask[uuid.UUID](h, `select id from membership where tenant_id = $1 and email = $2`, h.ids["organisation"], who.email)
	m := h.member(joaquin)
	err := h.parts.DB.Write(h.t.Context(), m, func(tx *tenants.Tx) error {
		_, err := assessments.Assign(tx, h.ids["assessment"], membership)
		return err
	})
	if !fault.Is(err, fault.Conflict) {
		h.t.Errorf("the trainer as assessor: %v", err)
	}
}

// judges declares, marks every criterion and hands the sheet in.
func (h *house) judges(who person, points string) {
	h.t.Helper()
	v := h.enter(who)
	v.Go(h.mailed(who, "You are asked to assess"))
	v.Click("Declare and open the file")
	v.See("Tick the box to declare that you have no conflict of interest")
	v.Tick("I have no conflict of interest")
	v.Click("Declare and open the file")
	v.See("Thank you. The file is open to you until the decision.", "Logbook: 20 mediations")
	v.Tick("Mediation experience › 1")
	for _, criterion := range []string{"Mediation theory and practice", "Law and ethics", "Opens the mediation", "Listens and reframes",
		"Explores interests and needs", "Stays impartial and fair", "Works through impasse", "Closes the mediation", own} {
		v.Tick(criterion + " › " + points)
	}
	v.Fill("Overall comment", "Calm, clear, and fair to both.")
	v.See("Criteria marked: 10 of 10", "Saved at")
	v.Click("Review and hand in")
	v.See("Nobody can change a sheet once it is handed in")
	v.Click("Hand in")
	v.See("Your score sheet is handed in.")
}
