package qualifications

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
)

// How long the fields may be, in characters.
const (
	MaxTitle  = 200
	MaxNumber = 60
	MaxField  = 100
)

// NewQualification is what a form says of a member's training and registration.
type NewQualification struct {
	Training, Provider string
	TrainedOn          *time.Time // a day
	Law                string     // one of Laws; "" leaves it unsaid
	Register, Number   string
	RegisteredUntil    *time.Time // a day
}

// Edit changes a member's training and registration. What was confirmed and
// changes is confirmed no longer. Returns Invalid with every wrong field,
// NotFound when the member is not the actor's to see, Forbidden when not to edit.
func Edit(tx *tenants.Tx, member uuid.UUID, in NewQualification) (Qualification, error) {
	if err := tx.Lock(member); err != nil {
		return Qualification{}, err
	}
	if _, err := Member(tx, member); err != nil {
		return Qualification{}, err
	}
	q, there, err := qualificationOf(tx, member)
	if err != nil {
		return q, err
	}
	if err := tx.Allow("edit", &q); err != nil {
		return q, err
	}
	now, err := today(tx)
	if err != nil {
		return q, err
	}
	in = in.tidy()
	if err := in.check(dayOf(now)); err != nil {
		return q, err
	}
	was := q
	in.into(&q)
	fields := q.differs(was)
	if len(fields) == 0 {
		return was, nil
	}
	lost := []string{}
	if q.TrainingConfirmedAt != nil && slices.Contains(fields, "training") {
		q.TrainingConfirmedAt, q.TrainingConfirmedBy, lost = nil, nil, append(lost, "training")
	}
	if q.RegistrationConfirmedAt != nil && slices.Contains(fields, "registration") {
		q.RegistrationConfirmedAt, q.RegistrationConfirmedBy, lost = nil, nil, append(lost, "registration")
	}
	q.UpdatedAt, q.UpdatedBy = tx.Now(), membership(tx)
	if there {
		err = update(tx, &q, "Training", "Provider", "TrainedOn", "TrainingConfirmedAt", "TrainingConfirmedBy", "Law", "Register", "Number", "RegisteredUntil",
			"RegistrationConfirmedAt", "RegistrationConfirmedBy", "UpdatedAt", "UpdatedBy")
	} else {
		err = insert(tx, &q)
	}
	if err != nil {
		return q, err
	}
	tx.Record(tenants.Event{Action: "qualification.edited", Resource: "qualification", Subject: q.ID, Case: member, Detail: map[string]any{"fields": fields, "confirmation_lost": lost}})
	return q, nil
}

func (in NewQualification) tidy() NewQualification {
	in.Training, in.Provider, in.Register, in.Number = oneLine(in.Training), oneLine(in.Provider), oneLine(in.Register), oneLine(in.Number)
	if in.Law != LawAsks {
		in.Register, in.Number, in.RegisteredUntil = "", "", nil
	}
	return in
}

var first = time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC)

func (in NewQualification) check(today time.Time) error {
	var c fault.Check
	line(&c, "training", in.Training, MaxTitle)
	line(&c, "provider", in.Provider, MaxTitle)
	switch {
	case in.TrainedOn == nil:
		c.If(in.Training != "" || in.Provider != "", "trained_on", "qualification.trained_on_required")
	case c.If(in.TrainedOn.Before(first), "trained_on", "qualification.too_early"):
	case c.If(in.TrainedOn.After(today), "trained_on", "qualification.future"):
	default:
		c.If(in.Training == "", "training", "qualification.training_required")
		c.If(in.Provider == "", "provider", "qualification.provider_required")
	}
	c.If(in.Law != "" && !slices.Contains(Laws, in.Law), "law", "qualification.law")
	line(&c, "register", in.Register, MaxTitle)
	line(&c, "number", in.Number, MaxNumber)
	c.If(in.Register == "" && (in.Number != "" || in.RegisteredUntil != nil), "register", "qualification.register_required")
	c.If(in.Register != "" && in.Number == "", "number", "qualification.number_required")
	c.If(in.RegisteredUntil != nil && (in.RegisteredUntil.Before(first) || in.RegisteredUntil.Year() > 2200), "registered_until", "qualification.until")
	return c.Err()
}

// line is one line that a spreadsheet does not compute.
func line(c *fault.Check, field, text string, most int) {
	if !c.If(utf8.RuneCountInString(text) > most, field, "candidate.too_long", "Max", most) {
		c.If(unsafe(text), field, "candidate.formula")
	}
}

func unsafe(s string) bool {
	return sheets.IsFormula(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) })
}

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

func (in NewQualification) into(q *Qualification) {
	q.Training, q.Provider, q.TrainedOn = in.Training, in.Provider, in.TrainedOn
	q.Law, q.Register, q.Number, q.RegisteredUntil = in.Law, in.Register, in.Number, in.RegisteredUntil
}

// differs names which of the two facts are not as they were.
func (q Qualification) differs(was Qualification) (facts []string) {
	if q.Training != was.Training || q.Provider != was.Provider || !same(q.TrainedOn, was.TrainedOn) {
		facts = append(facts, "training")
	}
	if q.Law != was.Law || q.Register != was.Register || q.Number != was.Number || !same(q.RegisteredUntil, was.RegisteredUntil) {
		facts = append(facts, "registration")
	}
	return facts
}

func same(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Format(time.DateOnly) == b.Format(time.DateOnly)
}
