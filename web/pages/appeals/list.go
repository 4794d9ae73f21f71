package appeals

import (
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
)

// listed are the reader's own places on panels, and for program managers every appeal.
type listed struct {
	manages bool
	state   appeals.State
	seats   []appeals.Panellist // open ones
	page    paging.Page[appeals.Appeal]
	results map[uuid.UUID]appeals.Result
	now     time.Time
}

func listOf(tx *tenants.Tx, state appeals.State, m *web.Member) (l listed, err error) {
	l.manages, l.state, l.now = manages(m), state, tx.Now()
	mine, err := appeals.Seats(tx)
	if err != nil {
		return l, err
	}
	for _, s := range mine {
		if s.EndedAt == nil {
			l.seats = append(l.seats, s)
		}
	}
	if !l.manages {
		return l, nil
	}
	if l.page, err = appeals.List(tx, state, paging.Ask{After: m.Query("after"), Before: m.Query("before")}); err != nil {
		return l, err
	}
	which := make([]uuid.UUID, len(l.page.Items))
	for i, a := range l.page.Items {
		which[i] = a.AssessmentID
	}
	l.results, err = appeals.Results(tx, which)
	return l, err
}
