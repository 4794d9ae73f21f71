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
	seats   []appeals.Place // open ones
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
	err := p.read(m, func(tx *tenants.Tx) error {
		only, err := narrowed(tx, m)
		if err != nil {
			return err
		}
		if all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[appeals.Appeal], error) {
			return appeals.List(tx, only, ask)
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

// narrowed is what the address asks of the list: a state, and those that wait for
// the reader's own word.
func narrowed(tx *tenants.Tx, m *web.Member) (appeals.Narrowed, error) {
	return appeals.Narrow(tx, appeals.State(m.Query("state")), m.Query("waits") == "me")
}

func listOf(tx *tenants.Tx, m *web.Member) (l listed, err error) {
	l.manages, l.now = manages(m), tx.Now()
	if l.seats, err = appeals.Places(tx); err != nil || !l.manages {
		return l, err
	}
	only, err := narrowed(tx, m)
	if err != nil {
		return l, err
	}
	if l.page, err = appeals.List(tx, only, paging.Ask{After: m.Query("after"), Before: m.Query("before")}); err != nil {
		return l, err
	}
	which := make([]uuid.UUID, len(l.page.Items))
	for i, a := range l.page.Items {
		which[i] = a.AssessmentID
	}
	l.results, err = appeals.Results(tx, which)
	return l, err
}

// step is what an appeal waits for the reader to do.
func (l listed) step(appeal uuid.UUID) appeals.Step {
	for _, s := range l.seats {
		if s.AppealID == appeal {
			return s.Step
		}
	}
	return appeals.Nothing
}
