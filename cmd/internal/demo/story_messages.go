package demo

import (
	"time"

	"accord/app/evaluations"
	"accord/app/materials"
	"accord/app/messages"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"

	"github.com/google/uuid"
)

// opinions are what the earlier cohort thought of its course.
var opinions = []struct {
	scores      [5]int
	most, mends string
}{
	{[5]int{5, 5, 5, 4, 4}, "Los juegos de rol con casos de barrio.", "Más tiempo para el caucus."},
	{[5]int{4, 4, 5, 5, 3}, "La paciencia de los formadores.", "Enviar las lecturas con más antelación."},
	{[5]int{5, 4, 5, 4, 5}, "Practicar y que me observen.", ""},
	{[5]int{3, 4, 4, 3, 4}, "", "Menos teoría los viernes por la tarde."},
	{[5]int{5, 5, 5, 5, 4}, "El ejercicio de escucha activa.", ""},
	{[5]int{4, 5, 4, 4, 4}, "The feedback after each role-play.", "A short glossary in English would help."},
}

// messages: the running cohort had its joining instructions and is reminded of
// its last session; the earlier one said what it thought.
func (t *teller) messages() {
	t.on(39, "11:00", "joining instructions go out", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			own, err := messages.Create(tx, messages.NewTemplate{Kind: messages.Joining, Name: "Bienvenida · Welcome", Text: messages.Default(messages.Joining)})
			if err != nil {
				return err
			}
			if _, err := materials.Add(tx, t.ids[running.key], materials.NewMaterial{Title: "Código de conducta de quien media", Note: "Para leer antes de la primera sesión", Address: "https://imimediation.org/"}); err != nil {
				return err
			}
			return writes(tx, t.ids[running.key], messages.NewMessage{Template: own.ID, Audience: messages.Enrolled}, nil)
		})
	})
	t.on(1, "17:00", "a reminder is scheduled for tomorrow", func() error {
		tomorrow := t.day(-1, "08:00")
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			return writes(tx, t.ids[running.key], messages.NewMessage{Kind: messages.Reminder, Audience: messages.Enrolled}, &tomorrow)
		})
	})
	end := completed.first - 5*(len(completed.hours)-1)
	t.on(end-1, "09:00", "the earlier cohort is asked for an evaluation", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			e, err := evaluations.Begin(tx, t.ids[completed.key], t.date(end-1), t.date(end-8))
			t.ids["evaluation"] = e.ID
			if err != nil {
				return err
			}
			return writes(tx, t.ids[completed.key], messages.NewMessage{Kind: messages.Evaluation, Audience: messages.Enrolled}, nil)
		})
	})
	t.on(end-3, "19:00", "half of them answer", t.answer)
}

// writes drafts a message and confirms it, now or later.
func writes(tx *tenants.Tx, cohort uuid.UUID, in messages.NewMessage, later *time.Time) error {
	m, err := messages.Write(tx, cohort, in)
	if err != nil {
		return err
	}
	to, err := messages.RecipientsOf(tx, m)
	if err != nil {
		return err
	}
	_, err = messages.Confirm(tx, m.ID, len(to), later)
	return err
}

// answer has trainees of the earlier cohort answer, each by their own link.
func (t *teller) answer() error {
	var guests []uuid.UUID
	err := t.as(Joaquin, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, t.ids[completed.key])
		if err != nil {
			return err
		}
		var enrolled []uuid.UUID
		for _, s := range f.Standings {
			if s.Enrolment.WithdrawnAt == nil && len(enrolled) < len(opinions) {
				enrolled = append(enrolled, s.Enrolment.ID)
			}
		}
		links, err := personal.LinksFor(tx, enrolled...)
		for _, e := range enrolled {
			guests = append(guests, links[e])
		}
		return err
	})
	if err != nil {
		return err
	}
	for i, id := range guests {
		l, err := t.Parts.DB.LinkOf(t.ctx, t.Parts.DB.LinkToken(id))
		if err != nil {
			return err
		}
		g, err := t.Parts.DB.GuestMember(t.ctx, l, uuid.Nil, "demo")
		if err != nil {
			return err
		}
		said := opinions[i]
		var replies []evaluations.Reply
		for _, n := range said.scores {
			replies = append(replies, evaluations.Reply{Score: n})
		}
		replies = append(replies, evaluations.Reply{Text: said.most}, evaluations.Reply{Text: said.mends})
		if err := t.Parts.DB.Write(t.ctx, g, func(tx *tenants.Tx) error { return evaluations.Send(tx, t.ids["evaluation"], l.Subject, replies) }); err != nil {
			return err
		}
	}
	return nil
}
