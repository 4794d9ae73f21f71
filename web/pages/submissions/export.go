package submissions

import (
	"time"

	"accord/app/paging"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
)

// export gives the organisation's list, narrowed as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	l := listed{filter: filterOf(m.Request)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		l.page.Items, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[submissions.Listed], error) {
			return submissions.List(tx, l.filter, ask)
		})
		if err != nil {
			return err
		}
		l.programs, err = submissions.ProgramsByID(tx, programsOf(l.page.Items))
		return err
	})
	if err != nil {
		return err
	}
	return l.send(m.Request, m.OrganisationZone(), false)
}

// exportQueue gives IMI's list, narrowed as it is on the page, as a table.
func (p pages) exportQueue(o *web.Overseer) error {
	l := listed{filter: queueFilter(o)}
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		l.page.Items, err = paging.Every(o.Ask(), func(ask paging.Ask) (paging.Page[submissions.Listed], error) {
			return submissions.Queue(tx, l.filter, ask)
		})
		if err != nil {
			return err
		}
		if l.programs, err = submissions.ProgramsByID(tx, programsOf(l.page.Items)); err != nil {
			return err
		}
		l.organisations, err = submissions.Organisations(tx, tenantsOf(l.page.Items))
		return err
	})
	if err != nil {
		return err
	}
	return l.send(o.Request, o.T.Zone(), true)
}

func (l listed) send(r *web.Request, zone *time.Location, organisation bool) error {
	header := []string{r.T.Say("submission.reference"), r.T.Say("submission.candidate"), r.T.Say("submission.program"), r.T.Say("submission.certification"),
		r.T.Say("submission.submitted_on"), r.T.Say("submission.status"), r.T.Say("submission.decided_on")}
	if organisation {
		header = append(header, r.T.Say("submission.organisation"))
	}
	rows := make([][]string, len(l.page.Items))
	for i, s := range l.page.Items {
		submitted, decided := "", ""
		if s.SubmittedAt != nil {
			submitted = s.SubmittedAt.In(zone).Format(time.DateOnly)
		}
		if s.Decision != nil {
			decided = s.Decision.DecidedAt.In(zone).Format(time.DateOnly)
		}
		rows[i] = []string{s.Reference, s.Holder, l.programs[s.ProgramID].Title, r.T.Say("certification." + s.Certification), submitted, r.T.Say("submission.status." + string(s.Status)), decided}
		if organisation {
			rows[i] = append(rows[i], l.organisations[s.TenantID].Name)
		}
	}
	return r.SendTable(r.T.Say("submission.export_file"), header, rows)
}
