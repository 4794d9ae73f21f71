package exercises

import (
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/exercises"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// coaching lists the rounds in which the reader coaches.
func (p pages) coaching(m *web.Member) error {
	var all []exercises.Planned
	var where zones
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if all, err = exercises.Coaching(tx); err != nil {
			return err
		}
		var cohorts []uuid.UUID
		for _, r := range all {
			cohorts = append(cohorts, r.Session.CohortID)
		}
		where, err = zonesOf(tx, m, cohorts...)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("coaching.nav")}, coachingPage(all, where))
}

// coached shows the reader's own tables of a round, made for a phone.
func (p pages) coached(m *web.Member) error {
	id, err := m.ID("round")
	if err != nil {
		return err
	}
	var b exercises.RoundBoard
	var where zones
	err = p.read(m, func(tx *tenants.Tx) error {
		if b, err = exercises.Board(tx, id); err != nil {
			return err
		}
		own := b.Tables[:0]
		for _, t := range b.Tables {
			if t.Group.CoachID != nil && *t.Group.CoachID == tx.Membership() {
				own = append(own, t)
			}
		}
		if b.Tables = own; len(own) == 0 {
			return fault.Absent("exercise_round")
		}
		where, err = zonesOf(tx, m, b.Session.CohortID)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: b.Version.Title, Crumbs: ofCoaching(m)}, coachedPage(b, where.of(b.Session)))
}

func ofCoaching(m *web.Member) []ui.Crumb {
	return []ui.Crumb{{Label: m.T.Say("coaching.nav"), Href: m.Link("/coaching")}}
}

func (p pages) loadSheet(m *web.Member) (s exercises.Sheet, zone *time.Location, err error) {
	id, err := m.ID("seat")
	if err == nil {
		err = p.read(m, func(tx *tenants.Tx) error {
			if s, err = exercises.SheetOf(tx, id); err != nil {
				return err
			}
			where, err := zonesOf(tx, m, s.Session.CohortID)
			zone = where.of(s.Session)
			return err
		})
	}
	return s, zone, err
}

// sheet is a seat's feedback: its coach writes it until it is given, others read it.
func (p pages) sheet(m *web.Member) error {
	s, zone, err := p.loadSheet(m)
	if err != nil {
		return err
	}
	return m.Render(sheetPageOf(m, s), sheetPage(draftOf(s), s, zone))
}

// draftOf is what stands now as fields.
func draftOf(s exercises.Sheet) *forms.Form {
	f := forms.New().Set("was", strconv.Itoa(s.Feedback.Revision))
	for i, h := range s.Headings {
		for _, n := range s.Notes() {
			if n.Heading == h {
				f.Set(fmt.Sprintf("strengths.%d", i), n.Strengths).Set(fmt.Sprintf("to_work_on.%d", i), n.ToWorkOn)
				if n.Level > 0 {
					f.Set(fmt.Sprintf("level.%d", i), strconv.Itoa(n.Level))
				}
			}
		}
	}
	return f
}

func readNotes(f *forms.Form, s exercises.Sheet) exercises.Saving {
	in := exercises.Saving{Was: f.Int("was", 0, 1_000_000)}
	for i, h := range s.Headings {
		n := exercises.Note{Heading: h, Strengths: f.OptionalText(fmt.Sprintf("strengths.%d", i), exercises.MaxNote), ToWorkOn: f.OptionalText(fmt.Sprintf("to_work_on.%d", i), exercises.MaxNote)}
		n.Level, _ = strconv.Atoi(f.OptionalChoice(fmt.Sprintf("level.%d", i), levels...))
		in.Notes = append(in.Notes, n)
	}
	return in
}

var levels = []string{"1", "2", "3", "4"}

// save keeps a draft, or gives it: two buttons of one form.
func (p pages) save(m *web.Member) error {
	s, zone, err := p.loadSheet(m)
	if err != nil {
		return err
	}
	if !s.Writes {
		return fault.Denied()
	}
	f := m.Form()
	in := readNotes(f, s)
	gives := f.Choice("step", "save", "give") == "give"
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			if gives {
				_, err = exercises.Give(tx, s.Seat.ID, in)
			} else {
				_, err = exercises.Save(tx, s.Seat.ID, in)
			}
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, sheetPageOf(m, s), sheetPage(f, s, zone))
	}
	if gives {
		return m.Redirect("/coaching/"+s.Round.ID.String(), "feedback.given", "Name", s.Seat.Trainee)
	}
	return m.Redirect("/feedback/"+s.Seat.ID.String(), "feedback.saved")
}

func (p pages) amending(m *web.Member) (exercises.Sheet, error) {
	s, _, err := p.loadSheet(m)
	switch {
	case err != nil:
		return s, err
	case !s.Writes:
		return s, fault.Denied()
	case s.Feedback.GivenAt == nil:
		return s, fault.New(fault.Conflict, "feedback.not_given")
	}
	return s, nil
}

func (p pages) askAmend(m *web.Member) error {
	s, err := p.amending(m)
	if err != nil {
		return err
	}
	return m.Render(sheetPageOf(m, s), amendPage(draftOf(s), s))
}

func (p pages) amend(m *web.Member) error {
	s, err := p.amending(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in, reason := readNotes(f, s), f.OptionalText("reason", 500)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := exercises.Amend(tx, s.Seat.ID, in, reason); return err })
	}
	if err != nil {
		return m.Refuse(f, err, sheetPageOf(m, s), amendPage(f, s))
	}
	return m.Redirect("/feedback/"+s.Seat.ID.String(), "feedback.amended", "Name", s.Seat.Trainee)
}

func sheetPageOf(m *web.Member, s exercises.Sheet) ui.Page {
	c := ofCoaching(m)
	if s.Writes {
		c = append(c, ui.Crumb{Label: s.Version.Title, Href: m.Link("/coaching/" + s.Round.ID.String())})
	} else {
		c = []ui.Crumb{{Label: s.Version.Title, Href: m.Link("/cohorts/" + s.Round.CohortID.String() + "/exercises/" + s.Round.ID.String())}}
	}
	return ui.Page{Title: s.Seat.Trainee, Crumbs: c}
}
