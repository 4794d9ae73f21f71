package spotchecks

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
)

// exportReceived gives the requests to this organisation, narrowed and sorted as
// on the page, as a table.
func (p pages) exportReceived(m *web.Member) error {
	var all []spotchecks.Case
	var now time.Time
	err := p.read(m, func(tx *tenants.Tx) (err error) { now = tx.Now(); all, err = every(tx, m.Request); return err })
	if err != nil {
		return err
	}
	header, rows := rowsOf(m.Request, all, now, m.OrganisationZone())
	return m.SendTable(m.T.Say("request.export_file"), header, rows)
}

// exportIssued gives the requests to every organisation, narrowed and sorted as
// on the page, as a table.
func (p pages) exportIssued(o *web.Overseer) error {
	var all []spotchecks.Case
	var now time.Time
	var of map[uuid.UUID]organisations.Organisation
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		now = tx.Now()
		if all, err = every(tx, o.Request); err != nil {
			return err
		}
		of, err = organisations.Names(tx, tenantsOf(all)...)
		return err
	})
	if err != nil {
		return err
	}
	header, rows := rowsOf(o.Request, all, now, o.T.Zone())
	header = append(header, o.T.Say("request.organisation"))
	for i, k := range all {
		rows[i] = append(rows[i], of[k.TenantID].Name)
	}
	return o.SendTable(o.T.Say("request.export_file_imi"), header, rows)
}

func every(tx tenants.Transaction, r *web.Request) ([]spotchecks.Case, error) {
	f, asked := asked(r)
	return paging.Every(asked, func(ask paging.Ask) (paging.Page[spotchecks.Case], error) { return spotchecks.List(tx, f, ask) })
}

func rowsOf(r *web.Request, all []spotchecks.Case, now time.Time, zone *time.Location) (header []string, rows [][]string) {
	for _, k := range all {
		closed := ""
		if k.ClosedAt != nil {
			closed = k.ClosedAt.In(zone).Format(time.DateOnly)
		}
		rows = append(rows, []string{k.Reference, k.Holder, r.T.Say("request.kind." + string(k.Kind)), k.IssuedAt.In(zone).Format(time.DateOnly), k.DueAt.In(zone).Format(time.RFC3339),
			r.T.Say("request.state." + stateOf(k, now)), strconv.Itoa(answered(k)), strconv.Itoa(len(k.Demands)), closed})
	}
	return []string{r.T.Say("submission.reference"), r.T.Say("register.holder"), r.T.Say("request.kind_label"), r.T.Say("request.issued"), r.T.Say("request.due"),
		r.T.Say("request.state_label"), r.T.Say("request.answered_label"), r.T.Say("request.asked_label"), r.T.Say("request.closed_on")}, rows
}
