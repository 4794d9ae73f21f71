package programs

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Propose puts a program forward for recognition: from then on IMI reads it
// and its criteria, and they stay as they are. Returns Invalid with everything
// that is missing, Conflict when it is no draft, NotFound.
func Propose(tx *tenants.Tx, id uuid.UUID) error {
	w, err := draft(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("propose", &w.Program); err != nil {
		return err
	}
	if missing := Missing(w); len(missing) > 0 {
		f := fault.New(fault.Invalid, "programs.incomplete")
		f.Fields = missing
		return f
	}
	now := tx.Now()
	if err := show(tx, w, &now); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "program.proposed", Resource: "program", Subject: id, Told: true})
	tx.Enqueue(letters.ToOversight(letters.ProgramProposed, id, tenants.RoleIMIAdministrator))
	return nil
}

// TakeBack makes a proposed program a draft again, so that it can be changed.
// Returns Conflict when it is not proposed, or recognised already; NotFound.
func TakeBack(tx *tenants.Tx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	w, err := Load(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("propose", &w.Program); err != nil {
		return err
	}
	if w.State() != Proposed {
		return fault.New(fault.Conflict, "programs.not_proposed")
	}
	tx.Record(tenants.Event{Action: "program.taken_back", Resource: "program", Subject: id, Told: true})
	return show(tx, w, nil)
}

// show opens a program and its criteria to IMI, or with nil closes them again.
func show(tx *tenants.Tx, w Whole, at any) error {
	if err := tx.DB().Model(&w.Program).Update("proposed_at", at).Error; err != nil {
		return err
	}
	if len(w.Locations) > 0 {
		if err := tx.DB().Model(&Location{}).Where("program_id = ?", w.ID).Update("shown_at", at).Error; err != nil {
			return err
		}
	}
	if len(w.Criteria) == 0 {
		return nil
	}
	return tx.DB().Model(&ProgramCriterion{}).Where("program_id = ?", w.ID).Update("proposed_at", at).Error
}

// Close ends a program: no cohort and no assessment begins under it any more.
// Returns Conflict when it is closed, NotFound.
func Close(tx *tenants.Tx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	w, err := Load(tx, id)
	if err != nil {
		return err
	}
	if w.ClosedAt != nil && tx.Can("read", &w.Program) {
		return fault.New(fault.Conflict, "programs.closed")
	}
	if err := tx.Allow("close", &w.Program); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "program.closed", Resource: "program", Subject: id})
	if w.Recognition != nil {
		toPublish(tx, id)
	}
	if err := withdraw(tx, id); err != nil { // while the database sees it open
		return err
	}
	return tx.DB().Model(&w.Program).Update("closed_at", tx.Now()).Error
}
