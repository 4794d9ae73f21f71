package appeals

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Step is what a panel waits for one of its members to do.
type Step string

// What a panel waits for; nothing while it is another's turn.
const (
	Nothing   Step = ""
	ToDeclare Step = "declare" // that no conflict exists
	ToDraft   Step = "draft"   // any of the panel may: what it is to decide, or anew once they are divided
	ToAnswer  Step = "answer"  // the draft: agree, or dissent
)

// Place is one of the actor's own on a panel, and what it waits for them to do.
type Place struct {
	Panellist
	Step Step
}

// Places are the actor's own on the panels of appeals that have not ended: those
// that wait for their word first, then in the order in which they were named.
func Places(tx *tenants.Tx) ([]Place, error) {
	seats, err := OpenSeats(tx)
	if err != nil || len(seats) == 0 {
		return nil, err
	}
	of := make([]uuid.UUID, len(seats))
	for i, s := range seats {
		of[i] = s.AppealID
	}
	stand, err := deliberations(tx, of)
	if err != nil {
		return nil, err
	}
	var waiting, others []Place
	for _, s := range seats {
		if p := (Place{s, stand[s.AppealID].Awaits(s)}); p.Step != Nothing {
			waiting = append(waiting, p)
		} else {
			others = append(others, p)
		}
	}
	return append(waiting, others...), nil
}

// Awaits is what the panel waits for one of its members to do.
func (d Deliberation) Awaits(p Panellist) Step {
	switch {
	case p.DeclaredAt == nil:
		return ToDeclare
	case d.Ruling != nil && d.Of(p) == nil:
		return ToAnswer
	case d.Incomplete() == nil && (d.Ruling == nil || d.Divided()):
		return ToDraft
	}
	return Nothing
}

// Narrow is a list of one state where it is not "", and of those alone that wait
// for the actor's own word where that is asked.
func Narrow(tx *tenants.Tx, state State, waits bool) (Narrowed, error) {
	only := Narrowed{State: state}
	if !waits {
		return only, nil
	}
	all, err := Places(tx)
	only.Among = []uuid.UUID{}
	for _, p := range all {
		if p.Step != Nothing {
			only.Among = append(only.Among, p.AppealID)
		}
	}
	return only, err
}
