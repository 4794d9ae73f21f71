package trainings

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	candidatespages "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// claims is what stands in the way of enrolling somebody at once, for who may
// put them on the waiting list, or pass those who wait, instead.
type claims struct {
	full  bool // no place is free that nobody waits for
	waits bool // a place is free, and others wait for it
}

func (p pages) claimsFor(m *web.Member, c trainings.Cohort) (is claims) {
	_ = p.read(m, func(tx *tenants.Tx) error { // a hint beside a form: without it the form still works
		q, err := trainings.QueueOf(tx, c)
		if err == nil && tx.Can("queue", &c) {
			is = claims{full: q.Free <= len(q.Waiting), waits: q.Free > 0 && q.Free <= len(q.Waiting)}
		}
		return err
	})
	return is
}

func (p pages) blankWaiting(m *web.Member) error {
	c, _, err := p.cohort(m, "queue")
	if err != nil {
		return err
	}
	return m.Render(waitPageOf(m, c), waitPage(forms.New().Set("language", c.Language), c))
}

func (p pages) wait(m *web.Member) error {
	c, _, err := p.cohort(m, "queue")
	if err != nil {
		return err
	}
	f := m.Form()
	in := candidatespages.ReadCandidate(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.Wait(tx, c.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, waitPageOf(m, c), waitPage(f, c))
	}
	return m.Redirect(at(c), "waiting.added", "Name", in.Name)
}

func (p pages) askPlace(m *web.Member) error {
	c, w, err := p.queued(m)
	if err != nil {
		return err
	}
	return m.Render(waitPageOf(m, c), placePage(forms.New(), c, w))
}

func (p pages) place(m *web.Member) error {
	return p.move(m, "waiting.placed", func(tx *tenants.Tx, id uuid.UUID) error { _, err := trainings.Place(tx, id); return err })
}

func (p pages) askLeave(m *web.Member) error {
	c, w, err := p.queued(m)
	if err != nil {
		return err
	}
	return m.Render(waitPageOf(m, c), leavePage(forms.New(), c, w))
}

func (p pages) leave(m *web.Member) error { return p.move(m, "waiting.left_now", trainings.Leave) }

// move does an act on one who waits.
func (p pages) move(m *web.Member, said string, act func(*tenants.Tx, uuid.UUID) error) error {
	c, w, err := p.queued(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return act(tx, w.ID) })
	}
	if err != nil {
		return err
	}
	return m.Redirect(at(c), said, "Name", w.Candidate.Name)
}

// queued is who waits, of the address.
func (p pages) queued(m *web.Member) (c trainings.Cohort, w trainings.Queued, err error) {
	if c, _, err = p.cohort(m, "queue"); err != nil {
		return c, w, err
	}
	id, err := m.ID("waiting")
	if err != nil {
		return c, w, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		q, err := trainings.QueueOf(tx, c)
		if err != nil {
			return err
		}
		for _, one := range q.Waiting {
			if one.ID == id {
				w = one
				return nil
			}
		}
		return fault.Absent("waiting")
	})
	return c, w, err
}

func waitPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("waiting.title"), Crumbs: crumbs(m, crumbOf(m, c))}
}
