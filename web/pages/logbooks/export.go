package logbooks

import (
	"strconv"
	"time"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
)

// export gives a logbook away as a table: what is on the page, with whose word
// there is for each mediation.
func (p pages) export(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var c candidates.Candidate
	var entries []candidates.LogbookEntry
	err = p.read(m, func(tx *tenants.Tx) error {
		if c, err = candidates.Get(tx, id); err != nil {
			return err
		}
		entries, err = candidates.Logbook(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{m.T.Say("logbook.held_on"), m.T.Say("logbook.role_label"), m.T.Say("logbook.medium_label"), m.T.Say("logbook.hours_label"), m.T.Say("logbook.field_label"),
		m.T.Say("logbook.parties_label"), m.T.Say("logbook.settled_label"), m.T.Say("logbook.verified"), m.T.Say("referee.one"), m.T.Say("logbook.word_on")}
	rows := make([][]string, len(entries))
	for i, e := range entries {
		said, on := wordFor(e)
		rows[i] = []string{e.HeldOn.Format(time.DateOnly), m.T.Say("logbook.as." + e.Role), m.T.Say("logbook.held." + e.Medium), strconv.FormatFloat(e.Hours, 'f', -1, 64), e.Field,
			strconv.Itoa(e.Parties), m.T.Say("logbook.ended." + e.Settled), m.T.Say(said), e.RefereeName, on}
	}
	return m.SendTable(m.T.Say("logbook.export_file", "Name", c.Name), header, rows)
}

// wordFor is whose word there is for a mediation, and since which day.
func wordFor(e candidates.LogbookEntry) (key, on string) {
	switch {
	case e.VerifiedAt != nil:
		return "logbook.verified", e.VerifiedAt.Format(time.DateOnly)
	case e.DisputedAt != nil:
		return "referee.state.disputed", e.DisputedAt.Format(time.DateOnly)
	}
	return "logbook.unverified", ""
}
