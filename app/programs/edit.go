package programs

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Edit replaces what the organisation says of a program. Returns Conflict once
// it is proposed, Invalid with each field that is wrong, NotFound.
func Edit(tx *tenants.Tx, id uuid.UUID, in Details) error {
	w, err := draft(tx, id)
	if err != nil {
		return err
	}
	var c fault.Check
	in = in.check(&c, w.Kind)
	if err := c.Err(); err != nil {
		return err
	}
	p := in.onto(w.Program)
	tx.Record(tenants.Event{Action: "program.edited", Resource: "program", Subject: p.ID})
	return tx.DB().Model(&p).Select("title", "languages", "method_lecture", "method_exercises", "method_role_plays", "method_discussion", "method_other", "course_hours", "attendance_floor", "website", "description").Updates(p).Error
}

// draft reads a program that may still be changed, and opens it to writing.
func draft(tx *tenants.Tx, id uuid.UUID) (Whole, error) {
	if err := tx.Lock(id); err != nil {
		return Whole{}, err
	}
	w, err := Load(tx, id)
	if err != nil {
		return w, err
	}
	if tx.Can("propose", &w.Program) && w.State() != Draft {
		return w, fault.New(fault.Conflict, "programs.not_draft")
	}
	return w, tx.Allow("edit", &w.Program)
}
