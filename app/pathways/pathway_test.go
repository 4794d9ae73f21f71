package pathways_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/pathways"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// anna is a candidate of Andina's with so many verified mediations online.
func anna(t *testing.T, w *apptest.World, mediations int) uuid.UUID {
	t.Helper()
	var c candidates.Candidate
	write(t, w, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: "Anna Ortiz", Email: uuid.NewString() + "@example.org", Language: "es"})
		return err
	})
	for i := range mediations {
		w.Row("logbook_entry", map[string]any{"tenant_id": w.Andina.ID, "candidate_id": c.ID, "held_on": apptest.Start.AddDate(0, 0, -i-1), "role": "mediator", "medium": "online",
			"hours": 2, "parties": 2, "settled": "yes", "verified_at": apptest.Start})
	}
	return c.ID
}

func write(t *testing.T, w *apptest.World, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := w.DB.Write(t.Context(), w.Andina.Manager, fn); err != nil {
		t.Fatal(err)
	}
}

func of(t *testing.T, w *apptest.World, m tenants.Member, candidate uuid.UUID) (p pathways.Pathway, err error) {
	t.Helper()
	err = w.DB.Read(t.Context(), m, func(tx *tenants.Tx) (err error) { p, err = pathways.Of(tx, candidate); return err })
	return p, err
}

func stages(p pathways.Pathway) (all []pathways.Stage) {
	for _, s := range p.Steps {
		all = append(all, s.Stage)
	}
	return all
}

// submitted is a submission of a candidate that waits for IMI.
func submitted(w *apptest.World, candidate uuid.UUID, certification string) uuid.UUID {
	return w.Row("submission", map[string]any{"tenant_id": w.Andina.ID, "candidate_id": candidate, "program_id": w.Andina.QAP, "certification": certification,
		"holder": "Anna Ortiz", "rule_set": certification + "/2025-09-01", "declaration": "d", "submitted_by_name": "n", "submitted_at": apptest.Start})
}

// credential is what IMI awarded to a candidate.
func credential(w *apptest.World, candidate uuid.UUID, certification string) {
	s := submitted(w, candidate, certification)
	w.Row("decision", map[string]any{"tenant_id": w.Andina.ID, "submission_id": s, "outcome": "accepted"})
	w.Row("credential", map[string]any{"tenant_id": w.Andina.ID, "submission_id": s, "program_id": w.Andina.QAP, "certification": certification, "number": uuid.NewString()})
}

func TestAPathwaySaysWhereACandidateStandsAndWhatIsNext(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	id := anna(t, w, 12)
	p, err := of(t, w, w.Andina.Manager, id)
	if err != nil {
		t.Fatal(err)
	}
	want := []pathways.Stage{pathways.Missing, pathways.Missing, pathways.Elsewhere, pathways.Elsewhere, pathways.Elsewhere}
	if !slices.Equal(stages(p), want) || p.Next != 0 || p.Steps[1].Lacks() != 2 || p.Steps[1].Lines[0].Args["Lacking"] != 8 {
		t.Errorf("%v, next %d, %+v", stages(p), p.Next, p.Steps[1].Lines)
	}
	if len(p.Steps[1].Exemptable) != 1 || len(p.Steps[0].Exemptable) != 0 {
		t.Errorf("exemptable: %v and %v", p.Steps[0].Exemptable, p.Steps[1].Exemptable)
	}
	credential(w, id, standards.Qualified)
	waiting := submitted(w, id, standards.Certified)
	p, _ = of(t, w, w.Andina.Manager, id)
	if p.Steps[0].Stage != pathways.Held || len(p.Steps[0].Lines) != 0 || p.Steps[1].Stage != pathways.WithIMI || p.Steps[1].Submission.ID != waiting || p.Next != 1 {
		t.Errorf("%v, next %d", stages(p), p.Next)
	}
}

func TestAPathwayIsDrawnFromTheProgramsFloorAndWhatIsHeld(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	id := anna(t, w, 22)
	write(t, w, func(tx *tenants.Tx) error { return programs.Raise(tx, w.Andina.QAP, standards.Floor{Mediations: 30}) })
	p, err := of(t, w, w.Andina.Manager, id)
	if err != nil {
		t.Fatal(err)
	}
	if l := p.Steps[1].Lines[0]; l.State != standards.Missing || l.Note.Args["Asks"] != 30 || l.Note.Args["IMI"] != 20 {
		t.Errorf("22 of the program's 30 are %s: %v", l.State, l.Note)
	}
	if l := p.Steps[4].Lines[0]; l.State != standards.Met || l.Args["Need"] != 20 {
		t.Errorf("22 online mediations are %s for a specialisation: %v", l.State, l.Args)
	}
	credential(w, id, standards.Certified)
	p, _ = of(t, w, w.Andina.Manager, id)
	if l := p.Steps[4].Lines[0]; l.Citation != "IMI-OM-02" || l.Args["Need"] != 5 {
		t.Errorf("a Certified Mediator is asked for %v by %s", l.Args["Need"], l.Citation)
	}
	if l := p.Steps[2].Lines[0]; l.State != standards.Exempt || l.Citation != "IMI-CA-02" {
		t.Errorf("a Certified Mediator is %s as an advocate", l.State)
	}
}

func TestAPathwayIsForThoseWhoPutForward(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	own := w.Member(w.Andina, tenants.RoleCandidate)
	id := anna(t, w, 1)
	w.Force(`update candidate set person_id = $2 where id = $1`, id, own.Person())
	if _, err := of(t, w, own, id); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a candidate, who does not see their own logbook here: %v", err)
	}
	if _, err := of(t, w, w.Nordic.Manager, anna(t, w, 1)); !fault.Is(err, fault.NotFound) {
		t.Errorf("another organisation's candidate: %v", err)
	}
}
