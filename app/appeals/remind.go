package appeals

import (
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/standards"
	"accord/tenants"
)

// DecideDays is how many working days a panel has from the day an appeal is lodged.
const DecideDays = 20

// RemindKind is the kind of the deadlines of an appeal that is not decided.
const RemindKind = "appeal.remind"

// Stages are its reminders, in working days from the day it is due.
var Stages = map[string]int{"before_5": -5, "before_1": -1, "after_1": 1}

// watch sets the reminders of an appeal.
func (a Appeal) watch(tx *tenants.Tx, zone *time.Location) error {
	for stage, days := range Stages {
		if err := tx.Due(tenants.Deadline{Subject: a.ID, Kind: RemindKind, Stage: stage, At: standards.AddWorkdays(a.DueAt, days, zone)}); err != nil {
			return err
		}
	}
	return nil
}

// Remind tells the panel and the program managers of an appeal that is not
// decided, each once. Nothing happens when it has ended meanwhile.
func Remind(tx *tenants.Tx, appeal uuid.UUID, stage string) error {
	if err := tx.Lock(appeal); err != nil {
		return err
	}
	a, err := Get(tx, appeal)
	if err != nil || a.State != Lodged {
		return err
	}
	letter := letters.AppealDue
	if tx.Now().After(a.DueAt) {
		letter = letters.AppealOverdue
	}
	panel, err := Panel(tx, a.ID)
	if err != nil {
		return err
	}
	sitting := make([]uuid.UUID, len(panel))
	for i, p := range panel {
		sitting[i] = p.MembershipID
		tx.Enqueue(letters.ToMembership(letter, a.ID, p.MembershipID))
	}
	tx.Enqueue(letters.ToOthers(letter, a.ID, sitting, tenants.RoleProgramManager))
	tx.Record(tenants.Event{Action: "appeal.reminded", Resource: "appeal", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"stage": stage}})
	return nil
}
