package candidates

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) blankEntry(m *web.Member) error {
	c, err := p.logs(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("role", "mediator").Set("parties", "2")
	return m.Render(entryPageOf(m, c, "logbook.add"), entryPage(f, newEntryOf(c)))
}

func (p pages) addEntry(m *web.Member) error {
	c, err := p.logs(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := ReadEntry(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			_, err := candidates.AddEntry(tx, c.ID, in, today(m, tx.Now()))
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, entryPageOf(m, c, "logbook.add"), entryPage(f, newEntryOf(c)))
	}
	return m.Redirect("/candidates/"+c.ID.String()+"#logbook", "logbook.added")
}

func (p pages) reviseEntry(m *web.Member) error {
	c, e, err := p.entry(m)
	if err != nil {
		return err
	}
	f := forms.New().SetDate("held_on", e.HeldOn).Set("role", e.Role).Set("medium", e.Medium).Set("hours", strconv.FormatFloat(e.Hours, 'f', -1, 64)).
		Set("field", e.Field).Set("parties", strconv.Itoa(e.Parties)).Set("settled", e.Settled)
	return m.Render(entryPageOf(m, c, "logbook.edit"), entryPage(f, editEntryOf(c, e)))
}

func (p pages) editEntry(m *web.Member) error {
	c, e, err := p.entry(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := ReadEntry(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			_, err := candidates.EditEntry(tx, e.ID, in, today(m, tx.Now()))
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, entryPageOf(m, c, "logbook.edit"), entryPage(f, editEntryOf(c, e)))
	}
	return m.Redirect("/candidates/"+c.ID.String()+"#logbook", "logbook.edited")
}

func (p pages) askRemove(m *web.Member) error {
	c, e, err := p.entry(m)
	if err != nil {
		return err
	}
	return m.Render(entryPageOf(m, c, "logbook.remove"), removePage(forms.New(), c, e))
}

func (p pages) removeEntry(m *web.Member) error {
	c, e, err := p.entry(m)
	if err != nil {
		return err
	}
	err = p.write(m, func(tx *tenants.Tx) error { _, err := candidates.RemoveEntry(tx, e.ID); return err })
	if err != nil {
		return err
	}
	return m.Redirect("/candidates/"+c.ID.String()+"#logbook", "logbook.removed")
}

func (p pages) verify(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	entries := f.UUIDs("entry", candidates.MaxLogbook)
	if err := f.Err(); err != nil {
		return err
	}
	if len(entries) == 0 {
		return m.Warn("/candidates/"+id.String()+"#logbook", "logbook.choose_entries")
	}
	n := 0
	err = p.write(m, func(tx *tenants.Tx) (err error) { n, err = candidates.VerifyEntries(tx, id, entries); return err })
	if err != nil {
		return err
	}
	return m.Redirect("/candidates/"+id.String()+"#logbook", "logbook.verified_count", "Count", n)
}

// logs is the candidate of the address, if the reader may write the logbook.
func (p pages) logs(m *web.Member) (c candidates.Candidate, err error) {
	id, err := m.ID("id")
	if err != nil {
		return c, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if c, err = candidates.Get(tx, id); err != nil {
			return err
		}
		if !candidates.CanWrite(tx, id) {
			return fault.Denied()
		}
		return nil
	})
	return c, err
}

// entry is the entry of the address, which must be of its candidate.
func (p pages) entry(m *web.Member) (c candidates.Candidate, e candidates.LogbookEntry, err error) {
	c, err = p.logs(m)
	if err != nil {
		return c, e, err
	}
	id, err := m.ID("entry")
	if err != nil {
		return c, e, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		e, err = candidates.Entry(tx, id)
		if err == nil && e.CandidateID != c.ID {
			err = fault.Absent("logbook_entry")
		}
		return err
	})
	return c, e, err
}

// ReadEntry reads what EntryFields ask.
func ReadEntry(f *forms.Form) candidates.NewEntry {
	return candidates.NewEntry{
		HeldOn: f.Date("held_on"), Role: f.Choice("role", candidates.Roles...), Medium: f.Choice("medium", candidates.Mediums...),
		Hours: f.Decimal("hours", 0.01, 1000), Field: f.NeededText("field", candidates.MaxField, "logbook.field_required"), Parties: f.Int("parties", 2, 1000),
		Settled: f.Choice("settled", candidates.Settleds...), NoName: f.Bool("no_name"),
	}
}

// entryForm says where the form of an entry goes and comes from.
type entryForm struct {
	candidate candidates.Candidate
	entry     uuid.UUID // zero: a new one
}

func newEntryOf(c candidates.Candidate) entryForm { return entryForm{candidate: c} }

func editEntryOf(c candidates.Candidate, e candidates.LogbookEntry) entryForm {
	return entryForm{c, e.ID}
}

func entryPageOf(m *web.Member, c candidates.Candidate, title string) ui.Page {
	return ui.Page{Title: m.T.Say(title), Crumbs: crumbs(m, crumbOf(m, c))}
}
