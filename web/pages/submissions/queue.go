package submissions

import (
	"time"

	"github.com/google/uuid"

	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// received are the statuses a submission can have at IMI.
var received = statuses[1:]

// ages are the choices of "older than", in days.
var ages = []int{3, 7, 14, 30}

// queue is what was submitted; without a filter, what waits, the longest first.
func (p pages) queue(o *web.Overseer) error {
	l := listed{filter: queueFilter(o)}
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		if l.page, err = submissions.Queue(tx, l.filter, o.Ask()); err != nil {
			return err
		}
		if l.programs, err = submissions.ProgramsByID(tx, programsOf(l.page.Items)); err != nil {
			return err
		}
		if l.senders, err = submissions.Senders(tx); err != nil {
			return err
		}
		l.organisations, err = submissions.Organisations(tx, tenantsOf(l.page.Items))
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("submission.title")}, queuePage(l))
}

// queueFilter is what the address asks for, or what waits.
func queueFilter(o *web.Overseer) submissions.Filter {
	f := filterOf(o.Request)
	if o.Query("status") == "" {
		f.Status = submissions.Waiting
	}
	if o.Query("status") == "all" {
		f.Status = ""
	}
	if id, err := uuid.Parse(o.Query("organisation")); err == nil {
		f.TenantID = id
	}
	for _, days := range ages {
		if o.Query("age") == number(days) {
			f.OlderThan = time.Duration(days) * 24 * time.Hour
		}
	}
	return f
}

// searched says whether more than the status narrows the queue.
func (l listed) searched() bool {
	f := l.filter
	f.Status = ""
	return f != submissions.Filter{}
}

func tenantsOf(all []submissions.Listed) []uuid.UUID {
	ids := make([]uuid.UUID, len(all))
	for i, s := range all {
		ids[i] = s.TenantID
	}
	return ids
}
