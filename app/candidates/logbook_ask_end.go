package candidates

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// WithdrawReferee takes a request back: its link says that nothing is asked any
// more. Returns Conflict when it is over.
func WithdrawReferee(tx *tenants.Tx, id uuid.UUID) (RefereeRequest, error) {
	r, err := lockedRequest(tx, id)
	if err != nil {
		return r.RefereeRequest, err
	}
	if r.State != Asked {
		return r.RefereeRequest, fault.New(fault.Conflict, "referee.over")
	}
	if err := tx.Allow("withdraw", &r.RefereeRequest); err != nil {
		return r.RefereeRequest, err
	}
	if err := closeItems(tx, r.Open(), Withdrawn); err != nil {
		return r.RefereeRequest, err
	}
	return r.RefereeRequest, end(tx, &r.RefereeRequest, Withdrawn, map[string]any{"referee": r.Name})
}

// unask takes entries out of the requests that are about them, because they are
// changed, removed or verified otherwise. A request that asks nothing more is
// withdrawn.
func unask(tx *tenants.Tx, entries ...uuid.UUID) error {
	open, err := openItems(tx, entries)
	if err != nil {
		return err
	}
	of := map[uuid.UUID][]RefereeItem{}
	var order []uuid.UUID
	for _, i := range open {
		if len(of[i.RequestID]) == 0 {
			order = append(order, i.RequestID)
		}
		of[i.RequestID] = append(of[i.RequestID], i)
	}
	for _, id := range order {
		r, err := RefereeOf(tx, id)
		if err != nil {
			return err
		}
		if err := tx.Allow("withdraw", &r.RefereeRequest); err != nil {
			return err
		}
		if err := closeItems(tx, of[id], Withdrawn); err != nil {
			return err
		}
		detail := map[string]any{"referee": r.Name, "count": len(of[id])}
		if len(of[id]) == len(r.Open()) {
			err = end(tx, &r.RefereeRequest, Withdrawn, detail)
		} else {
			tx.Record(tenants.Event{Action: "logbook.referee_asked_less", Resource: "referee_request", Subject: r.ID, Case: r.CandidateID, Detail: detail})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// RemindReferee writes once more to a referee who has said nothing. Where the
// request is over, or they were reminded, nothing is to be done.
func RemindReferee(tx *tenants.Tx, id uuid.UUID) error {
	r, err := lockedRequest(tx, id)
	if err != nil {
		return err
	}
	if r.State != Asked || r.RemindedAt != nil {
		return nil
	}
	if err := tx.Allow("remind", &r.RefereeRequest); err != nil {
		return err
	}
	now := tx.Now()
	r.RemindedAt = &now
	tx.Enqueue(letters.ToReferee(letters.RefereeReminded, r.ID, r.CandidateID))
	tx.Record(tenants.Event{Action: "logbook.referee_reminded", Resource: "referee_request", Subject: r.ID, Case: r.CandidateID, Detail: map[string]any{"referee": r.Name}})
	return update(tx, &r.RefereeRequest, "RemindedAt")
}

// LapseReferee ends a request whose time is over without an answer. Where it is
// over already, nothing is to be done.
func LapseReferee(tx *tenants.Tx, id uuid.UUID) error {
	r, err := lockedRequest(tx, id)
	if err != nil {
		return err
	}
	if r.State != Asked || tx.Now().Before(r.LapsesAt) {
		return nil
	}
	if err := tx.Allow("lapse", &r.RefereeRequest); err != nil {
		return err
	}
	if err := closeItems(tx, r.Open(), Lapsed); err != nil {
		return err
	}
	return end(tx, &r.RefereeRequest, Lapsed, map[string]any{"referee": r.Name})
}

// lockedRequest takes a request to change it. Its candidate's logbook waits.
func lockedRequest(tx *tenants.Tx, id uuid.UUID) (Refereed, error) {
	r, err := RefereeOf(tx, id)
	if err != nil {
		return r, err
	}
	if err := tx.Lock(r.CandidateID); err != nil {
		return r, err
	}
	return RefereeOf(tx, id)
}

func closeItems(tx *tenants.Tx, items []RefereeItem, as RefereeState) error {
	for _, i := range items {
		i.State = as
		if err := update(tx, &i, "State"); err != nil {
			return err
		}
	}
	return nil
}

// end closes a request whose mediations are closed.
func end(tx *tenants.Tx, r *RefereeRequest, as RefereeState, detail map[string]any) error {
	now := tx.Now()
	r.State, r.EndedAt = as, &now
	if err := update(tx, r, "State", "EndedAt", "Declared"); err != nil {
		return err
	}
	if err := tx.NotDue(r.ID); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "logbook.referee_" + string(as), Resource: "referee_request", Subject: r.ID, Case: r.CandidateID, Detail: detail})
	return nil
}
