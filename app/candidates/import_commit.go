package candidates

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Commit takes every person of an import on file, or nobody. digest is the
// plan's as it was shown. Committed before, it answers what it did then.
// Returns Conflict when the plan is another by now or holds a refused row, and
// when the import was forgotten.
func Commit(tx *tenants.Tx, id uuid.UUID, digest string) (Import, error) {
	imp, done, err := Begin(tx, id)
	if err != nil || done {
		return imp, err
	}
	if imp.CohortID != nil {
		return Import{}, fault.Absent("candidate_import") // trainings commits those
	}
	plan, err := PlanOf(tx, imp)
	if err != nil {
		return Import{}, err
	}
	if err := plan.Settle(digest); err != nil {
		return Import{}, err
	}
	if _, err := AddPlanned(tx, plan); err != nil {
		return Import{}, err
	}
	if err := ChangePlanned(tx, plan); err != nil {
		return Import{}, err
	}
	return Finish(tx, imp, plan, 0)
}

// Begin opens an import to its commit, one at a time. done says that it was
// committed before, and must not be again.
func Begin(tx *tenants.Tx, id uuid.UUID) (imp Import, done bool, err error) {
	if err := tx.Lock(id); err != nil {
		return imp, false, err
	}
	if imp, err = ImportOf(tx, id); err != nil {
		return imp, false, err
	}
	if err := tx.Allow("commit", &imp); err != nil {
		return Import{}, false, err
	}
	return imp, imp.CommittedAt != nil, nil
}

// Settle says whether a plan may be carried out: it is what was shown, and
// nothing in it is refused.
func (p Plan) Settle(digest string) error {
	if p.Digest() != digest {
		return fault.New(fault.Conflict, "import.changed")
	}
	if p.Faulty() {
		return fault.New(fault.Conflict, "import.faulty")
	}
	return nil
}

// AddPlanned takes the new people of a plan on file and answers their ids by
// row number.
func AddPlanned(tx *tenants.Tx, plan Plan) (map[int]uuid.UUID, error) {
	ids := map[int]uuid.UUID{}
	var fresh []Candidate
	for _, r := range plan.Rows {
		if r.Outcome != WillAdd {
			continue
		}
		c := NewCandidate{r.Name, r.Email, r.Language, r.Country, r.Reference}.candidate(tx)
		if err := tx.Allow("create", &c); err != nil {
			return nil, err
		}
		ids[r.Number] = c.ID
		fresh = append(fresh, c)
		tx.Record(tenants.Event{Action: "candidate.imported", Resource: "candidate", Subject: c.ID,
			Detail: map[string]any{"import": plan.Import.ID, "row": r.Number}})
	}
	if len(fresh) == 0 {
		return ids, nil
	}
	tell, written := told(tx.Context()), 0
	for some := range slices.Chunk(fresh, 500) {
		err := insert(tx, &some)
		if tenants.Violates(err, "candidate_email") { // somebody else added one of them just now
			return nil, fault.New(fault.Conflict, "import.changed").Because(err)
		}
		if err != nil {
			return nil, err
		}
		written += len(some)
		tell(written)
	}
	return ids, nil
}

// ChangePlanned puts what the plan's rows say in place of what is on file.
func ChangePlanned(tx *tenants.Tx, plan Plan) error {
	var ids []uuid.UUID
	for _, r := range plan.Rows {
		if r.changes() {
			ids = append(ids, r.Existing)
		}
	}
	have, err := ByIDs(tx, ids)
	if err != nil {
		return err
	}
	for _, r := range plan.Rows {
		if !r.changes() {
			continue
		}
		c := have[r.Existing]
		if err := tx.Allow("edit", &c); err != nil {
			return err
		}
		in := r.over(c)
		c.Name, c.Language, c.Country, c.Reference = in.Name, in.Language, in.Country, in.Reference
		if err := update(tx, &c, "Name", "Language", "Country", "Reference"); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "candidate.edited", Resource: "candidate", Subject: c.ID,
			Detail: map[string]any{"fields": r.Changes, "import": plan.Import.ID, "row": r.Number}})
	}
	return nil
}

// Finish closes an import and erases its rows.
func Finish(tx *tenants.Tx, imp Import, plan Plan, enrolled int) (Import, error) {
	now := tx.Now()
	imp.CommittedAt, imp.Added, imp.Updated, imp.Enrolled, imp.Rows = &now, plan.Count(WillAdd), plan.Changed(), enrolled, []byte("[]")
	if err := update(tx, &imp, "CommittedAt", "Added", "Updated", "Enrolled", "Rows"); err != nil {
		return Import{}, err
	}
	if err := tx.NotDue(imp.ID); err != nil {
		return Import{}, err
	}
	e := tenants.Event{Action: "import.committed", Resource: "candidate_import", Subject: imp.ID,
		Detail: map[string]any{"added": imp.Added, "updated": imp.Updated, "enrolled": enrolled, "import": imp.ID}}
	if imp.CohortID != nil {
		e.Case = *imp.CohortID
	}
	tx.Record(e)
	return imp, nil
}

// Forget erases the rows of an import that nobody committed. Committed or
// forgotten before, it is left alone.
func Forget(tx *tenants.Tx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	imp, err := ImportOf(tx, id)
	if err != nil {
		return err
	}
	if imp.open() != nil {
		return nil
	}
	if err := tx.Allow("forget", &imp); err != nil {
		return err
	}
	now := tx.Now()
	imp.ForgottenAt, imp.Rows = &now, []byte("[]")
	if err := update(tx, &imp, "ForgottenAt", "Rows"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "import.forgotten", Resource: "candidate_import", Subject: imp.ID})
	return nil
}
