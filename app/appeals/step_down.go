package appeals

import (
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
)

// MaxConflict is the longest text about a conflict, in characters.
const MaxConflict = 1000

// StepDown leaves a panel because of a conflict, in the panellist's words: nobody
// names them again. Returns Invalid without words.
func StepDown(tx *tenants.Tx, appeal uuid.UUID, conflict string) (Panellist, error) {
	conflict = strings.TrimSpace(conflict)
	var c fault.Check
	c.If(conflict == "", "conflict", "assessment.conflict_required")
	c.If(utf8.RuneCountInString(conflict) > MaxConflict, "conflict", "assessment.conflict_long", "Max", MaxConflict)
	if err := c.Err(); err != nil {
		return Panellist{}, err
	}
	p, err := seated(tx, appeal)
	if err != nil {
		return p, err
	}
	p.Conflict = conflict
	tx.Enqueue(letters.ToRoles(letters.PanelSteppedDown, p.ID, tenants.RoleProgramManager))
	return out(tx, p, "step_down", "appeal.panel_stepped_down")
}
