package candidates

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// CommitLogbook writes every mediation of an import into its logbook, or none.
// digest is the plan's as it was shown; noNames is somebody's word that no row
// which reads like a name is one. Committed before, it answers what it did then.
// Returns Conflict when the plan is another by now or holds a refused row, and
// when the import was forgotten; Invalid at "no_names" when a row reads like a
// name and nobody says that it is none.
func CommitLogbook(tx *tenants.Tx, id uuid.UUID, digest string, noNames bool, today time.Time) (LogbookImport, error) {
	imp, done, err := beginLogbook(tx, id)
	if err != nil || done {
		return imp, err
	}
	plan, err := PlanLogbook(tx, imp, today)
	if err != nil {
		return LogbookImport{}, err
	}
	if plan.Digest() != digest {
		return LogbookImport{}, fault.New(fault.Conflict, "import.changed")
	}
	if plan.Faulty() {
		return LogbookImport{}, fault.New(fault.Conflict, "import.faulty")
	}
	var check fault.Check
	check.If(plan.Named() > 0 && !noNames, "no_names", "logbook_import.say_no_names")
	if err := check.Err(); err != nil {
		return LogbookImport{}, err
	}
	entries, err := addEntries(tx, plan)
	if err != nil {
		return LogbookImport{}, err
	}
	return finishLogbook(tx, imp, entries, plan.Named())
}

func addEntries(tx *tenants.Tx, plan EntryPlan) ([]LogbookEntry, error) {
	var entries []LogbookEntry
	for _, r := range plan.Rows {
		if r.Outcome == WillAdd {
			e := LogbookEntry{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: plan.Import.CandidateID, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
			r.Entry.into(&e)
			entries = append(entries, e)
		}
	}
	if len(entries) == 0 {
		return nil, nil
	}
	if err := tenants.AllowEach(tx, "create", entries); err != nil {
		return nil, err
	}
	return entries, insert(tx, &entries)
}

func finishLogbook(tx *tenants.Tx, imp LogbookImport, entries []LogbookEntry, named int) (LogbookImport, error) {
	now := tx.Now()
	imp.CommittedAt, imp.Added, imp.Rows = &now, len(entries), []byte("[]")
	if err := update(tx, &imp, "CommittedAt", "Added", "Rows"); err != nil {
		return LogbookImport{}, err
	}
	if err := tx.NotDue(imp.ID); err != nil {
		return LogbookImport{}, err
	}
	tx.Record(tenants.Event{Action: "logbook.imported", Resource: "logbook_import", Subject: imp.ID, Case: imp.CandidateID,
		Detail: map[string]any{"count": len(entries), "entries": ids(entries), "said_no_names": named}})
	return imp, nil
}

// ForgetLogbook erases the rows of an import that nobody committed. Committed or
// forgotten before, it is left alone.
func ForgetLogbook(tx *tenants.Tx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	imp, err := LogbookImportOf(tx, id)
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
	tx.Record(tenants.Event{Action: "logbook.import_forgotten", Resource: "logbook_import", Subject: imp.ID})
	return nil
}
