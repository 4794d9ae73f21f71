package spotchecks

import (
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/journal"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// answering is the organisation's page of a request.
type answering struct {
	kase     spotchecks.Case
	versions map[uuid.UUID]evidence.Version // proposed and released ones
	events   []journal.AuditLog
	can      bool // prepare and release
	zone     string
	form     *forms.Form
}

// answer shows a request with what has been prepared and released.
func (p pages) answer(m *web.Member) error {
	a, err := p.answering(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: a.kase.Holder, Crumbs: crumbs(m)}, answerPage(a))
}

func (p pages) answering(m *web.Member) (a answering, err error) {
	id, err := m.ID("id")
	if err != nil {
		return a, err
	}
	a.zone, a.form = m.Organisation().TimeZone, forms.New()
	err = p.read(m, func(tx *tenants.Tx) error {
		if a.kase, err = spotchecks.Load(tx, id); err != nil {
			return err
		}
		a.can = a.kase.ClosedAt == nil && tx.Can("release", &spotchecks.Release{TenantID: tx.Tenant(), ID: id, RequestID: id})
		if a.versions, err = versionsOf(tx, a.kase); err != nil {
			return err
		}
		a.events, err = journal.OfCase(tx, tx.Tenant(), id)
		return err
	})
	return a, err
}

// versionsOf reads the versions that a request mentions, by id.
func versionsOf(tx *tenants.Tx, k spotchecks.Case) (map[uuid.UUID]evidence.Version, error) {
	var ids []uuid.UUID
	for _, d := range k.Demands {
		for _, p := range d.Proposals {
			if p.DocumentVersionID != nil {
				ids = append(ids, *p.DocumentVersionID)
			}
		}
		for _, i := range d.Released {
			ids = append(ids, i.DocumentVersionID)
		}
	}
	all := map[uuid.UUID]evidence.Version{}
	seen := map[uuid.UUID]bool{}
	unique := ids[:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			unique = append(unique, id)
		}
	}
	rows, err := evidence.ByIDs(tx, unique)
	for _, v := range rows {
		all[v.ID] = v
	}
	return all, err
}

func crumbs(m *web.Member) []ui.Crumb {
	return []ui.Crumb{{Label: m.T.Say("request.nav"), Href: m.Link("/requests")}}
}

// of is the request and the demand that an address names.
func of(m *web.Member) (request, demand uuid.UUID, err error) {
	if request, err = m.ID("id"); err != nil {
		return
	}
	demand, err = m.ID("demand")
	return
}

// proposeRecords puts what Accord keeps against a demand.
func (p pages) proposeRecords(m *web.Member) error {
	request, demand, err := of(m)
	if err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return spotchecks.ProposeRecords(tx, request, demand) }); err != nil {
		return err
	}
	return m.Redirect("/requests/"+request.String(), "request.said.records")
}

// unpropose takes a proposal away again.
func (p pages) unpropose(m *web.Member) error {
	request, err := m.ID("id")
	if err != nil {
		return err
	}
	proposal, err := m.ID("proposal")
	if err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return spotchecks.Unpropose(tx, request, proposal) }); err != nil {
		return err
	}
	return m.Redirect("/requests/"+request.String(), "request.said.removed")
}

// takeBack removes an explanation that was not sent.
func (p pages) takeBack(m *web.Member) error {
	request, demand, err := of(m)
	if err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return spotchecks.TakeBack(tx, request, demand) }); err != nil {
		return err
	}
	return m.Redirect("/requests/"+request.String(), "request.said.taken_back")
}
