package candidates

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// ForgetLogbookKind is the job that erases a table of mediations nobody
// committed.
const ForgetLogbookKind = "logbook.forget_import"

// LogbookImport is a table of mediations that was uploaded for one logbook and
// waits to be committed, for a day at most (ImportLife).
type LogbookImport struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	FileName    string
	Rows        []byte // JSON of an ImportTable; erased with the commit or after a day
	Mapping     []byte // JSON of a Mapping
	Days        DayOrder
	Chosen      bool      // somebody has looked at the mapping
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
	CreatedBy   *uuid.UUID
	CommittedAt *time.Time
	ForgottenAt *time.Time
	Added       int // mediations, once committed
}

var _ = tenants.Register(tenants.Resource{Name: "logbook_import", Model: LogbookImport{}, Side: tenants.OrganisationSide,
	Actions: []string{"read", "create", "commit", "forget"}})

// UploadLogbook keeps a table of a candidate's mediations until it is committed
// or a day has passed. Nothing is in the logbook by it yet. Returns NotFound
// when the candidate is not the actor's to see, Forbidden to who does not keep
// their logbook, and Invalid (TooLarge beyond MaxImportBytes and MaxLogbook
// rows) at the field "file" when it is no table.
func UploadLogbook(tx *tenants.Tx, candidate uuid.UUID, in NewImport) (LogbookImport, error) {
	c, err := Get(tx, candidate)
	if err != nil {
		return LogbookImport{}, err
	}
	if !CanWrite(tx, c.ID) {
		return LogbookImport{}, fault.Denied()
	}
	imp := LogbookImport{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, FileName: fileName(in.FileName), CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	if err := tx.Allow("create", &imp); err != nil {
		return LogbookImport{}, err
	}
	t, mapping, err := ofEntries.read(in.Data, MaxLogbook)
	if err != nil {
		return LogbookImport{}, err
	}
	imp.Days = t.days(mapping)
	if err := imp.keep(t, mapping); err != nil {
		return LogbookImport{}, err
	}
	if err := insert(tx, &imp); err != nil {
		return LogbookImport{}, err
	}
	if err := tx.Due(tenants.Deadline{Subject: imp.ID, Kind: ForgetLogbookKind, Stage: "forget", At: tx.Now().Add(ImportLife)}); err != nil {
		return LogbookImport{}, err
	}
	tx.Record(tenants.Event{Action: "logbook.import_uploaded", Resource: "logbook_import", Subject: imp.ID, Detail: map[string]any{"candidate": c.ID, "rows": len(t.Rows)}})
	return imp, nil
}

func (i *LogbookImport) keep(t ImportTable, m Mapping) (err error) {
	if i.Rows, err = json.Marshal(t); err != nil {
		return err
	}
	i.Mapping, err = json.Marshal(m)
	return err
}

// Table is the import's file; empty once it is committed or forgotten.
func (i LogbookImport) Table() (t ImportTable, err error) {
	if i.open() != nil {
		return t, nil
	}
	return t, json.Unmarshal(i.Rows, &t)
}

func (i LogbookImport) open() error {
	return Import{CommittedAt: i.CommittedAt, ForgottenAt: i.ForgottenAt}.open()
}

// EntryChoice is how a table of mediations is to be read.
type EntryChoice struct {
	Mapping Mapping
	Days    DayOrder
}

// Choice is how the import is read as things stand.
func (i LogbookImport) Choice() (c EntryChoice, err error) {
	c.Days = i.Days
	return c, json.Unmarshal(i.Mapping, &c.Mapping)
}

// Settled says whether a plan can be made: Invalid names what a person must say
// first, a column or how its days are to be read.
func (i LogbookImport) Settled() error {
	t, err := i.Table()
	if err != nil {
		return err
	}
	c, err := i.Choice()
	if err != nil || i.Chosen {
		return err
	}
	if column := ofEntries.missing(c.Mapping); column != "" {
		return atFile(fault.New(fault.Invalid, "logbook_import.no_column", "Column", fault.Say("import.column."+column), "Found", found(t.Header)))
	}
	if err := c.Mapping.whole(t); err != nil {
		return err
	}
	if i.Days == "" {
		return atFile(fault.New(fault.Invalid, "logbook_import.days_unclear"))
	}
	return nil
}

// ChooseLogbook settles how an import is read. What is left out is erased: it
// may hold what a logbook never does. Returns Invalid when a column that must be
// there is not or two are the same, Conflict when it is committed or forgotten.
func ChooseLogbook(tx *tenants.Tx, id uuid.UUID, c EntryChoice) (LogbookImport, error) {
	imp, done, err := beginLogbook(tx, id)
	if err != nil {
		return imp, err
	}
	if done {
		return imp, fault.New(fault.Conflict, "import.committed")
	}
	if err := imp.open(); err != nil {
		return imp, err
	}
	t, err := imp.Table()
	if err != nil {
		return imp, err
	}
	var check fault.Check
	ofEntries.check(&check, c.Mapping, t)
	check.If(!slices.Contains(DayOrders, c.Days), "days", "logbook_import.days_unknown")
	if err := check.Err(); err != nil {
		return imp, err
	}
	t, m := t.only(c.Mapping)
	if err := imp.keep(t, m); err != nil {
		return imp, err
	}
	imp.Days, imp.Chosen = c.Days, true
	tx.Record(tenants.Event{Action: "logbook.import_chosen", Resource: "logbook_import", Subject: imp.ID})
	return imp, update(tx, &imp, "Rows", "Mapping", "Days", "Chosen")
}

// beginLogbook opens an import to a change, one at a time, the logbook with it.
// done says that it was committed before.
func beginLogbook(tx *tenants.Tx, id uuid.UUID) (imp LogbookImport, done bool, err error) {
	if imp, err = LogbookImportOf(tx, id); err != nil {
		return imp, false, err
	}
	if err := tx.Lock(imp.CandidateID); err != nil {
		return imp, false, err
	}
	if err := tx.Lock(id); err != nil {
		return imp, false, err
	}
	if imp, err = LogbookImportOf(tx, id); err != nil {
		return imp, false, err
	}
	if err := tx.Allow("commit", &imp); err != nil {
		return LogbookImport{}, false, err
	}
	return imp, imp.CommittedAt != nil, nil
}
