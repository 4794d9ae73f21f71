package appeals

import (
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
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

// export gives program managers every appeal, narrowed as on the page, as a table.
func (p pages) export(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	var all []appeals.Appeal
	var results map[uuid.UUID]appeals.Result
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[appeals.Appeal], error) {
			return appeals.List(tx, appeals.State(m.Query("state")), ask)
		}); err != nil {
			return err
		}
		which := make([]uuid.UUID, len(all))
		for i, a := range all {
			which[i] = a.AssessmentID
		}
		results, err = appeals.Results(tx, which)
		return err
	})
	if err != nil {
		return err
	}
	say, rows := m.T.Say, make([][]string, len(all))
	for i, a := range all {
		r := results[a.AssessmentID]
		rows[i] = []string{r.CandidateName, r.ProgramTitle, say("appeal.ground." + a.Ground), a.LodgedAt.In(m.OrganisationZone()).Format(time.DateOnly), a.DueAt.In(m.OrganisationZone()).Format(time.DateOnly), say("appeal.state." + string(a.State))}
	}
	return m.SendTable(say("appeal.export_file"), []string{say("candidate.one"), say("assessment.program"), say("appeal.ground"), say("appeal.lodged_on"), say("appeal.due"), say("cohort.status")}, rows)
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
