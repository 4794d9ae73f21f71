package journal

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// maxSamples is how many rows the page offers to choose among.
const maxSamples = 100

// question is the page that asks why, and its answer.
type question struct {
	people  []people.Member
	things  []journal.Asked
	rows    []tenants.Sample
	actions []string

	person   uuid.UUID
	resource string
	action   string
	row      uuid.UUID
	name     string // of the person
	answer   *tenants.Explained
}

func (q question) whole() bool {
	return q.person != uuid.Nil && q.resource != "" && q.action != "" && q.row != uuid.Nil
}

// read takes what the address asks.
func read(r *web.Request, door tenants.Door) question {
	q := question{things: journal.Askable(door)}
	q.person, _ = uuid.Parse(r.Query("person"))
	q.row, _ = uuid.Parse(r.Query("row"))
	for _, thing := range q.things {
		if thing.Resource == r.Query("resource") {
			q.resource, q.actions = thing.Resource, thing.Actions
		}
	}
	if action := r.Query("action"); slices.Contains(q.actions, action) {
		q.action = action
	}
	return q
}

func (q question) asks() journal.Question {
	return journal.Question{Resource: q.resource, Action: q.action, Row: q.row}
}

// choose fills in what there is to choose; a row that the address names is
// among the rows.
func (q *question) choose(samples func(string, int) ([]tenants.Sample, error)) (err error) {
	for _, m := range q.people {
		if m.ID == q.person {
			q.name = m.Name
		}
	}
	if q.resource == "" {
		return nil
	}
	q.rows, err = samples(q.resource, maxSamples)
	if q.row != uuid.Nil && !slices.ContainsFunc(q.rows, func(s tenants.Sample) bool { return s.ID == q.row }) {
		q.rows = append(q.rows, tenants.Sample{ID: q.row})
	}
	return err
}

func (p pages) why(m *web.Member) error {
	q := read(m.Request, tenants.DoorMember)
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		if err = journal.MayAsk(tx, tx.Tenant()); err != nil {
			return err
		}
		if q.people, err = everybody(tx); err != nil {
			return err
		}
		return q.choose(tx.Samples)
	})
	if err != nil {
		return err
	}
	if q.whole() {
		of, err := p.db.StandingOf(m.Context(), m.Tenant(), q.person)
		if err != nil {
			return err
		}
		err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
			e, err := journal.Why(tx, of, q.asks())
			q.answer = &e
			return err
		})
		if err != nil {
			return err
		}
	}
	return m.Render(ui.Page{Title: m.T.Say("journal.why")}, whyPage(q))
}

// oversightWhy asks about IMI's people, who are listed at their own place and
// act across organisations.
func (p pages) oversightWhy(o *web.Overseer) error {
	q := read(o.Request, tenants.DoorOverseer)
	err := p.db.OverseeRead(o.Context(), o.Overseer, "ask why", func(tx *tenants.OversightTx) error {
		if err := journal.MayAsk(tx, tenants.Oversight); err != nil {
			return err
		}
		return q.choose(tx.Samples)
	})
	if err != nil {
		return err
	}
	if q.people, err = p.staff(o); err != nil {
		return err
	}
	if q.whole() {
		of, err := p.db.StandingOf(o.Context(), tenants.Oversight, q.person)
		if err != nil {
			return err
		}
		err = p.db.OverseeRead(o.Context(), o.Overseer, "ask why", func(tx *tenants.OversightTx) error {
			e, err := journal.WhyOversight(tx, of, q.asks())
			q.answer = &e
			return err
		})
		if err != nil {
			return err
		}
		for _, m := range q.people {
			if m.ID == q.person {
				q.name = m.Name
			}
		}
	}
	return o.Render(ui.Page{Title: o.T.Say("journal.why")}, whyPage(q))
}

// staff lists IMI's people at IMI's own member door.
func (p pages) staff(o *web.Overseer) (all []people.Member, err error) {
	m, err := p.db.AdmitMember(o.Context(), o.Signed, tenants.OversightSlug)
	if err != nil {
		return nil, err
	}
	err = p.db.Read(o.Context(), m, func(tx *tenants.Tx) error {
		page, err := people.List(tx, people.Filter{State: people.Active}, paging.Ask{Limit: paging.MaxLimit})
		all = page.Items
		return err
	})
	return all, err
}
