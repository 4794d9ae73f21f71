package certificates

import (
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/journal"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"

	"github.com/google/uuid"
)

// shown is one certificate with what can be done about it.
type shown struct {
	certificates.Certificate
	events   []journal.AuditLog
	replaces *certificates.Certificate // the one it took the place of
	by       *certificates.Certificate // the one that took its place
	file     string                    // the name on file, where the reader sees it
	can      struct{ correct, file, revoke, send bool }
}

func (p pages) load(m *web.Member) (v shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Certificate, err = certificates.Find(tx, id); err != nil {
			return err
		}
		var others []uuid.UUID
		for _, other := range []*uuid.UUID{v.ReplacesID, v.ReplacedByID} {
			if other != nil {
				others = append(others, *other)
			}
		}
		if len(others) > 0 {
			found, err := certificates.ByIDs(tx, others...)
			if err != nil {
				return err
			}
			v.replaces, v.by = pick(found, v.ReplacesID), pick(found, v.ReplacedByID)
		}
		v.can.correct, v.can.revoke, v.can.send = tx.Can("correct", &v.Certificate), tx.Can("revoke", &v.Certificate), tx.Can("send", &v.Certificate)
		switch file, err := candidates.Get(tx, v.CandidateID); {
		case err == nil:
			v.file, v.can.file = file.Name, tx.Can("edit", &file)
		case !fault.Is(err, fault.NotFound):
			return err
		}
		v.events, err = journal.OfSubject(tx, tx.Tenant(), id)
		return err
	})
	return v, err
}

func pick(found map[uuid.UUID]certificates.Certificate, id *uuid.UUID) *certificates.Certificate {
	if id == nil {
		return nil
	}
	if c, ok := found[*id]; ok {
		return &c
	}
	return nil
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.Holder, Crumbs: crumbs(m)}, showPage(v))
}

// send writes to the candidate once more.
func (p pages) send(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	var c certificates.Certificate
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			if c, err = certificates.Find(tx, id); err != nil {
				return err
			}
			return certificates.Send(tx, id)
		})
	}
	if err != nil {
		v, gone := p.load(m)
		if gone != nil {
			return gone
		}
		return m.Refuse(f, err, ui.Page{Title: v.Holder, Crumbs: crumbs(m)}, refusedPage(f, v))
	}
	return m.Redirect(at(c), "certificate.sent_again", "Name", c.Holder)
}

func (p pages) askCorrect(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !v.can.correct {
		return m.Warn(at(v.Certificate), "certificate.nothing_to_do")
	}
	return m.Render(actPageOf(m, v, "certificate.correct"), correctPage(forms.New().Set("holder", v.Holder).Set("file", "on"), v))
}

func (p pages) correct(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	holder, reason := f.OptionalText("holder", 200), f.OptionalText("reason", 1000)
	correct, file := certificates.Correct, f.Bool("file")
	if file {
		correct = certificates.CorrectWithFile
	}
	var is certificates.Certificate
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			is, err = correct(tx, v.ID, holder, reason)
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, actPageOf(m, v, "certificate.correct"), correctPage(f, v))
	}
	if !file && v.file != "" && v.file != is.Holder {
		return m.Redirect(at(is), "certificate.corrected_not_file", "Old", v.Number, "Number", is.Number, "Name", v.file)
	}
	return m.Redirect(at(is), "certificate.corrected", "Old", v.Number, "Number", is.Number)
}

func (p pages) askRevoke(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !v.can.revoke {
		return m.Warn(at(v.Certificate), "certificate.nothing_to_do")
	}
	return m.Render(actPageOf(m, v, "certificate.revoke"), revokePage(forms.New(), v))
}

func (p pages) revoke(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	reason := f.OptionalText("reason", 1000)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := certificates.Revoke(tx, v.ID, reason); return err })
	}
	if err != nil {
		return m.Refuse(f, err, actPageOf(m, v, "certificate.revoke"), revokePage(f, v))
	}
	return m.Redirect(at(v.Certificate), "certificate.revoked_now", "Number", v.Number)
}

func actPageOf(m *web.Member, v shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, ui.Crumb{Label: v.Holder, Href: m.Link(at(v.Certificate))})}
}
