package overview

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	journalpages "accord/web/pages/journal"
	ui "accord/web/templates"
)

// few is how many rows a part shows; the rest is a link away.
const few = 6

// programs lists the organisation's programs and where they stand, and leads a
// new organisation to its first. IMI's own place has none.
func (s *shown) programs(m *web.Member, tx *tenants.Tx) error {
	if m.Tenant() == tenants.Oversight {
		return nil
	}
	all, err := programs.List(tx)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		s.add(Aside, programsCard(all))
	}
	first, err := beginning(m, tx, all)
	s.add(Main, first)
	return err
}

// beginning leads a new organisation through its first steps, until its first
// program is recognised.
func beginning(m *web.Member, tx *tenants.Tx, all []programs.Listed) (templ.Component, error) {
	if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) {
		return nil, nil
	}
	kept, proposed := len(all) > 0, false
	for _, p := range all {
		switch p.State() {
		case programs.Recognised, programs.Withdrawn, programs.Closed:
			return nil, nil
		case programs.Proposed:
			proposed = true
		}
	}
	others, err := people.List(tx, people.Filter{}, paging.Ask{Limit: 2})
	if err != nil {
		return nil, err
	}
	done := []bool{len(others.Items) > 1, kept, proposed, false}
	steps := make([]ui.Step, len(done))
	next := -1
	for i, key := range []string{"overview.step_people", "overview.step_program", "overview.step_propose", "overview.step_recognised"} {
		steps[i].Label = m.T.Say(key)
		switch {
		case done[i]:
			steps[i].State = ui.Done
		case next < 0:
			next, steps[i].State = i, ui.Now
		}
	}
	return beginningCard(steps, next), nil
}

// latest is the end of the log, for those who may read it.
func latest(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
	if !tx.Can("read", &journal.AuditLog{TenantID: tx.Tenant(), ID: tx.NewID()}) {
		return nil, nil
	}
	page, err := journal.List(tx, journal.Filter{}, paging.Ask{Limit: few})
	if err != nil || len(page.Items) == 0 {
		return nil, err
	}
	return latestCard(page.Items), nil
}

// figures are IMI's organisations and programs in numbers.
func figures(_ *web.Overseer, tx *tenants.OversightTx) (templ.Component, error) {
	o, err := organisations.Count(tx)
	if err != nil {
		return nil, err
	}
	p, err := programs.Count(tx)
	return figureTiles(o, p), err
}

// proposals are the programs that wait for recognition, the longest first.
func proposals(_ *web.Overseer, tx *tenants.OversightTx) (templ.Component, error) {
	page, err := programs.Proposals(tx, programs.Filter{Waiting: true}, paging.Ask{Limit: few})
	if err != nil || len(page.Items) == 0 {
		return nil, err
	}
	ids := make([]uuid.UUID, len(page.Items))
	for i, p := range page.Items {
		ids[i] = p.TenantID
	}
	names, err := organisations.Names(tx, ids...)
	return proposalsCard(page.Items, names), err
}

// invitations are the organisations that have not been founded yet.
func invitations(o *web.Overseer, tx *tenants.OversightTx) (templ.Component, error) {
	if !o.HasRole(tenants.RoleIMIAdministrator) {
		return nil, nil
	}
	page, err := organisations.List(tx, organisations.Filter{State: organisations.Invited}, paging.Ask{Limit: few, Sort: "invited"})
	if err != nil || len(page.Items) == 0 {
		return nil, err
	}
	return invitationsCard(page.Items), nil
}

// latestIMI is the end of IMI's own log, for those who may read it, without
// the mails that everything else sends.
func latestIMI(_ *web.Overseer, tx *tenants.OversightTx) (templ.Component, error) {
	page, err := journal.Oversight(tx, uuid.Nil, journal.Filter{}, paging.Ask{Limit: paging.MaxLimit})
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	acts := journalpages.WithoutMails(page.Items)
	if err != nil || len(acts) == 0 {
		return nil, err
	}
	return latestCard(acts[:min(len(acts), few)]), nil
}
