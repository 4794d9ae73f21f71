package consents

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// kept is what an organisation tells people on one matter.
type kept struct {
	kind     string
	inForce  *consents.Notice
	versions []consents.Notice // the latest first
	waiting  int64             // who has not looked at the version in force
}

func (p pages) list(m *web.Member) error {
	var all []kept
	err := p.read(m, func(tx *tenants.Tx) error {
		if err := mayPublish(tx); err != nil {
			return err
		}
		versions, err := consents.Notices(tx)
		if err != nil {
			return err
		}
		for _, kind := range consents.Kinds {
			k := kept{kind: kind}
			for _, n := range versions {
				if n.Kind == kind {
					k.versions = append(k.versions, n)
				}
			}
			n, err := consents.InForce(tx, kind)
			if err == nil {
				k.inForce = &n
				k.waiting, err = consents.CountWaiting(tx, n)
			}
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			all = append(all, k)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("notice.nav")}, listPage(all))
}

func (p pages) show(m *web.Member) error {
	n, _, err := p.notice(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: titleOf(m, n), Crumbs: crumbs(m)}, showPage(n))
}

func titleOf(m *web.Member, n consents.Notice) string {
	return m.T.Say("notice.version_of."+n.Kind, "Number", n.Number)
}

// notice is the version of the address, and whether it is the one in force.
func (p pages) notice(m *web.Member) (n consents.Notice, holds bool, err error) {
	id, err := m.ID("notice")
	if err != nil {
		return n, false, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if err := mayPublish(tx); err != nil {
			return err
		}
		if n, err = consents.Get(tx, id); err != nil {
			return err
		}
		is, err := consents.InForce(tx, n.Kind)
		holds = is.ID == n.ID
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	return n, holds, err
}

func (p pages) blank(m *web.Member) error {
	f := forms.New().Set("kind", consents.Privacy)
	err := p.read(m, func(tx *tenants.Tx) error {
		if err := mayPublish(tx); err != nil {
			return err
		}
		f.SetDate("in_force_from", tx.Now().In(m.OrganisationZone()))
		if k := m.Query("kind"); k == consents.Recording {
			f.Set("kind", k)
		}
		n, err := consents.InForce(tx, f.Value("kind"))
		f.Set("text_en", n.TextEn).Set("text_es", n.TextEs)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("notice.new"), Crumbs: crumbs(m)}, newPage(f))
}

func (p pages) publish(m *web.Member) error {
	f := m.Form()
	in := consents.NewNotice{Kind: f.Choice("kind", consents.Kinds...), TextEn: f.OptionalText("text_en", consents.MaxText), TextEs: f.OptionalText("text_es", consents.MaxText), InForceFrom: f.Date("in_force_from")}
	var n consents.Notice
	err := f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { n, err = consents.Publish(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("notice.new"), Crumbs: crumbs(m)}, newPage(f))
	}
	return m.Redirect(at(n), "notice.published_now", "Number", n.Number, "On", m.T.Day(n.InForceFrom))
}

// asked is a version with the candidates who have not looked at it.
type asked struct {
	consents.Notice
	holds bool
	count int64
	page  paging.Page[candidates.Candidate]
}

func (p pages) loadWaiting(m *web.Member) (v asked, err error) {
	if v.Notice, v.holds, err = p.notice(m); err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error {
		if v.count, err = consents.CountWaiting(tx, v.Notice); err != nil {
			return err
		}
		v.page, err = consents.Waiting(tx, v.Notice, m.Ask())
		return err
	})
}

func (v asked) on(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("notice.waiting"), Crumbs: crumbs(m, ui.Crumb{Label: titleOf(m, v.Notice), Href: m.Link(at(v.Notice))})}
}

func (p pages) waiting(m *web.Member) error {
	v, err := p.loadWaiting(m)
	if err != nil {
		return err
	}
	return m.Render(v.on(m), waitingPage(forms.New(), v))
}

func (p pages) remind(m *web.Member) error {
	v, err := p.loadWaiting(m)
	if err != nil {
		return err
	}
	f := m.Form()
	whom := f.UUIDs("candidate", consents.MaxAsked)
	n := 0
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { n, err = consents.Remind(tx, v.ID, whom); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.on(m), waitingPage(f, v))
	}
	return m.Redirect(at(v.Notice)+"/candidates", "notice.asked_now", "Count", n)
}

func (p pages) export(m *web.Member) error {
	n, _, err := p.notice(m)
	if err != nil {
		return err
	}
	header := []string{m.T.Say("candidate.name"), m.T.Say("candidate.email"), m.T.Say("candidate.language"), m.T.Say("candidate.reference")}
	var rows [][]string
	err = p.read(m, func(tx *tenants.Tx) error {
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[candidates.Candidate], error) { return consents.Waiting(tx, n, ask) })
		if err != nil {
			return err
		}
		for _, c := range all {
			rows = append(rows, []string{c.Name, c.Email, c.Language, c.Reference})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return m.SendTable(m.T.Say("notice.export_file", "Number", n.Number), header, rows)
}

func ticked(f *forms.Form, id uuid.UUID) bool { return f.Holds("candidate", id.String()) }
