package exercises

import (
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Sheet is a seat with what its coach says.
type Sheet struct {
	Seat     Seat
	Round    Round
	Version  Version
	Session  trainings.TrainingSession
	Feedback Feedback // zero where nothing was saved
	Given    []Given  // the latest first
	Headings []string // to give feedback on
	Writes   bool     // the actor is its coach
}

// SheetOf reads a seat with what its coach says. Returns NotFound when the
// actor may not see it.
func SheetOf(tx *tenants.Tx, seat uuid.UUID) (s Sheet, err error) {
	if s.Seat, err = SeatOf(tx, seat); err != nil {
		return s, err
	}
	if s.Round, err = RoundOf(tx, s.Seat.RoundID); err != nil {
		return s, err
	}
	if s.Version, err = VersionOf(tx, s.Round.VersionID); err != nil {
		return s, err
	}
	if s.Session, err = trainings.SessionOf(tx, s.Round.TrainingSessionID); err != nil {
		return s, err
	}
	e, err := Find(tx, s.Round.ExerciseID)
	if err != nil {
		return s, err
	}
	if s.Headings, err = skills(tx, e.ProgramID); err != nil {
		return s, err
	}
	if len(s.Headings) == 0 {
		s.Headings = Headings
	}
	s.Feedback, err = FeedbackOf(tx, s.Seat.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return s, err
	}
	if s.Feedback.ID != uuid.Nil {
		if s.Given, err = versionsOf(tx, s.Feedback.ID); err != nil {
			return s, err
		}
	}
	s.Writes = tx.Can("write", &Feedback{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: s.Seat.CohortID, GroupID: s.Seat.GroupID})
	return s, nil
}

func versionsOf(tx *tenants.Tx, feedback uuid.UUID) ([]Given, error) {
	all, err := where[Given](tx, "feedback_id = ?", feedback)
	slices.SortFunc(all, func(a, b Given) int { return b.Number - a.Number })
	return all, err
}

// Saving is what a coach says, and which draft it replaces.
type Saving struct {
	Was   int // the revision of the draft as its writer saw it; 0: none was there
	Notes Notes
}

// Save keeps a draft for a seat. Only its coach writes, nobody else. Returns
// Conflict when another tab or coach saved meanwhile (nothing is overwritten),
// when it was given, and before its session has begun.
func Save(tx *tenants.Tx, seat uuid.UUID, in Saving) (Feedback, error) {
	_, f, there, err := writing(tx, seat, in)
	if err != nil {
		return f, err
	}
	f.Draft = in.Notes.tidy()
	if err := keep(tx, &f, there, "Draft"); err != nil {
		return f, err
	}
	tx.Record(tenants.Event{Action: "feedback.saved", Resource: "feedback", Subject: f.ID, Case: f.CohortID, Detail: map[string]any{"revision": f.Revision}})
	return f, nil
}

// Give gives feedback to the trainee, who is written to. It is not changed any
// more: see Amend. The faults are Save's; Invalid when nothing is said.
func Give(tx *tenants.Tx, seat uuid.UUID, in Saving) (Feedback, error) {
	_, f, there, err := writing(tx, seat, in)
	if err != nil {
		return f, err
	}
	notes := in.Notes.tidy()
	var c fault.Check
	c.If(len(notes) == 0, "notes", "feedback.empty")
	if err := c.Err(); err != nil {
		return f, err
	}
	now := tx.Now()
	f.Draft, f.GivenAt, f.Number = Notes{}, &now, 1
	if err := keep(tx, &f, there, "Draft", "GivenAt", "Number"); err != nil {
		return f, err
	}
	if err := version(tx, f, notes, ""); err != nil {
		return f, err
	}
	tell(tx, f)
	tx.Record(tenants.Event{Action: "feedback.given", Resource: "feedback", Subject: f.ID, Case: f.CohortID, Detail: map[string]any{"enrolment": f.EnrolmentID}})
	return f, nil
}

// Amend gives feedback anew, for a reason: what was given before stays, and the
// trainee sees both. Returns Conflict when it was not given yet or somebody
// amended it meanwhile, Invalid without a reason or when nothing is said.
func Amend(tx *tenants.Tx, seat uuid.UUID, in Saving, reason string) (Feedback, error) {
	s, err := forWriting(tx, seat)
	if err != nil {
		return s.Feedback, err
	}
	f := s.Feedback
	if f.GivenAt == nil {
		return f, fault.New(fault.Conflict, "feedback.not_given")
	}
	if err := tx.Allow("write", &f); err != nil {
		return f, err
	}
	if in.Was != f.Revision {
		return f, fault.New(fault.Conflict, "feedback.changed_meanwhile")
	}
	notes := in.Notes.tidy()
	reason = oneLine(reason)
	var c fault.Check
	c.If(len(notes) == 0, "notes", "feedback.empty")
	switch {
	case c.If(reason == "", "reason", "feedback.reason_required"):
	case c.If(utf8.RuneCountInString(reason) > 500, "reason", "candidate.too_long", "Max", 500):
	}
	if err := c.Err(); err != nil {
		return f, err
	}
	if err := notes.check(s.headings()); err != nil {
		return f, err
	}
	f.Number++
	if err := keep(tx, &f, true, "Number"); err != nil {
		return f, err
	}
	if err := version(tx, f, notes, reason); err != nil {
		return f, err
	}
	tell(tx, f)
	tx.Record(tenants.Event{Action: "feedback.amended", Resource: "feedback", Subject: f.ID, Case: f.CohortID, Detail: map[string]any{"number": f.Number, "reason": reason}})
	return f, nil
}

// headings are those that can be written under: the round's, and any that was
// written under before a program's criteria changed.
func (s Sheet) headings() []string {
	all := slices.Clone(s.Headings)
	for _, n := range s.Notes() {
		if indexOf(all, n.Heading) < 0 {
			all = append(all, n.Heading)
		}
	}
	return all
}

// Notes are what stands now: what was given last, else the draft.
func (s Sheet) Notes() Notes {
	if len(s.Given) > 0 {
		return s.Given[0].Notes
	}
	return s.Feedback.Draft
}

// forWriting takes a seat to write about, with its round locked: nobody moves
// or cancels meanwhile. Returns Forbidden to all but its coach.
func forWriting(tx *tenants.Tx, seat uuid.UUID) (Sheet, error) {
	was, err := SeatOf(tx, seat)
	if err != nil {
		return Sheet{}, err
	}
	if err := tx.Lock(was.RoundID); err != nil {
		return Sheet{}, err
	}
	s, err := SheetOf(tx, seat)
	if err != nil {
		return s, err
	}
	g, err := GroupOf(tx, s.Seat.GroupID) // what the actor coaches was read before the lock was ours
	if err != nil {
		return s, err
	}
	if !s.Writes || g.CoachID == nil || *g.CoachID != tx.Membership() {
		return s, fault.Denied()
	}
	if s.Round.CancelledAt != nil {
		return s, fault.New(fault.Conflict, "round.cancelled")
	}
	if s.Session.StartsAt.After(tx.Now()) {
		return s, fault.New(fault.Conflict, "feedback.not_begun")
	}
	return s, nil
}

// writing takes a seat's draft: allowed, not given, and as its writer saw it.
func writing(tx *tenants.Tx, seat uuid.UUID, in Saving) (s Sheet, f Feedback, there bool, err error) {
	if s, err = forWriting(tx, seat); err != nil {
		return s, f, false, err
	}
	f, there = s.Feedback, s.Feedback.ID != uuid.Nil
	switch {
	case f.GivenAt != nil:
		return s, f, there, fault.New(fault.Conflict, "feedback.given_already")
	case in.Was != f.Revision:
		return s, f, there, fault.New(fault.Conflict, "feedback.changed_meanwhile")
	}
	if err := in.Notes.check(s.headings()); err != nil {
		return s, f, there, err
	}
	if !there {
		f = Feedback{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: s.Seat.CohortID, RoundID: s.Seat.RoundID, GroupID: s.Seat.GroupID, SeatID: s.Seat.ID,
			EnrolmentID: s.Seat.EnrolmentID, Exercise: s.Version.Title, Role: s.Seat.Role, HeldOn: s.Session.StartsAt}
	}
	return s, f, there, tx.Allow("write", &f)
}

// keep writes feedback: a new row, or these fields of the one there is.
func keep(tx *tenants.Tx, f *Feedback, there bool, fields ...string) error {
	f.Revision, f.SavedAt, f.SavedBy, f.CoachName = f.Revision+1, tx.Now(), membership(tx), tx.Name()
	if !there {
		return insert(tx, f)
	}
	return update(tx, f, append(fields, "Revision", "SavedAt", "SavedBy", "CoachName")...)
}

func version(tx *tenants.Tx, f Feedback, notes Notes, reason string) error {
	v := Given{TenantID: f.TenantID, ID: tx.NewID(), FeedbackID: f.ID, CohortID: f.CohortID, GroupID: f.GroupID, EnrolmentID: f.EnrolmentID, Number: f.Number,
		Notes: notes, Reason: reason, GivenAt: tx.Now(), GivenBy: membership(tx), GivenByName: tx.Name()}
	return insert(tx, &v)
}

// tell has the trainee written to: by a clerk, for a coach reads nobody's link.
func tell(tx *tenants.Tx, f Feedback) {
	tx.Enqueue(tenants.Job{Kind: "feedback.tell", Args: map[string]any{"subject": f.ID.String()}, Case: f.CohortID})
}

// Tell writes to a trainee that there is feedback, with their personal link,
// made now where there is none: what it says stays behind the link. Who has
// withdrawn is not written to.
func Tell(tx *tenants.Tx, id uuid.UUID) error {
	f, err := OfSubject(tx, id)
	if err != nil {
		return err
	}
	links, err := personal.LinksFor(tx, f.EnrolmentID)
	if err != nil || links[f.EnrolmentID] == uuid.Nil {
		return err
	}
	j := letters.ToEnrolled(letters.FeedbackGiven, f.ID, f.EnrolmentID)
	j.Case = f.CohortID
	tx.Enqueue(j)
	tx.Record(tenants.Event{Action: "feedback.told", Resource: "feedback", Subject: f.ID, Case: f.CohortID})
	return nil
}

// Own is feedback as its trainee reads it.
type Own struct {
	Feedback
	Versions []Given // the latest first
}

// OwnOf reads what was given to a trainee, the latest exercise first.
func OwnOf(tx *tenants.Tx, enrolment uuid.UUID) ([]Own, error) {
	rows, err := where[Feedback](tx, "enrolment_id = ? and given_at is not null", enrolment)
	if err != nil {
		return nil, err
	}
	given, err := where[Given](tx, "enrolment_id = ?", enrolment)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b Feedback) int { return b.HeldOn.Compare(a.HeldOn) })
	slices.SortFunc(given, func(a, b Given) int { return b.Number - a.Number })
	all := make([]Own, len(rows))
	for i, f := range rows {
		all[i].Feedback = f
		for _, g := range given {
			if g.FeedbackID == f.ID {
				all[i].Versions = append(all[i].Versions, g)
			}
		}
	}
	return all, nil
}

// OfSubject reads feedback by its own id, for the letter about it.
func OfSubject(tx *tenants.Tx, id uuid.UUID) (Feedback, error) {
	return one[Feedback](tx, "feedback", "id = ?", id)
}

// GroupOf reads a table by its id, for the letter to its coach.
func GroupOf(tx *tenants.Tx, id uuid.UUID) (Group, error) {
	return one[Group](tx, "exercise_group", "id = ?", id)
}
