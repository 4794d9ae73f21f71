package messages

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewMessage is what a form says of a message.
type NewMessage struct {
	Template   uuid.UUID // a template of the organisation's own; zero: the default of Kind
	Kind       Kind
	Audience   Audience
	Enrolments []uuid.UUID // for the audience Chosen
}

// Write drafts a message to a cohort: what it says is taken from the template
// as it is now, and nothing is sent before it is confirmed. Returns Invalid
// with every wrong field, NotFound when the cohort, the template or somebody
// chosen is not there, Conflict when the template was put away.
func Write(tx *tenants.Tx, cohort uuid.UUID, in NewMessage) (Message, error) {
	c, err := trainings.Get(tx, cohort)
	if err != nil {
		return Message{}, err
	}
	m := Message{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, Audience: in.Audience, CreatedAt: tx.Now(), CreatedBy: membership(tx), CreatedByName: tx.Name()}
	if err := tx.Allow("send", &m); err != nil {
		return m, err
	}
	if !slices.Contains(Audiences, in.Audience) {
		return m, at(fault.Invalid, "audience", "message.audience_required")
	}
	if !reaches(tx, c, in.Audience) {
		return m, fault.Denied()
	}
	if err := m.take(tx, c, in.Template, in.Kind); err != nil {
		return m, err
	}
	if in.Audience == Waiting && m.uses(PersonalLink) {
		return m, at(fault.Invalid, "audience", "message.no_page_yet")
	}
	f, err := trainings.Load(tx, c.ID)
	if err != nil {
		return m, err
	}
	var all []Recipient
	if in.Audience == Chosen {
		all, err = pick(f, in.Enrolments)
	} else {
		all, err = recipients(tx, f, in.Audience, nil)
	}
	if err != nil {
		return m, err
	}
	if len(all) == 0 {
		return m, at(fault.Invalid, "audience", "message.nobody")
	}
	if err := insert(tx, &m); err != nil {
		return m, err
	}
	if in.Audience == Chosen {
		if err := m.deliver(tx, all); err != nil {
			return m, err
		}
	}
	m.record(tx, "drafted", nil)
	return m, nil
}

// take copies what a template says into a message.
func (m *Message) take(tx *tenants.Tx, c trainings.Cohort, template uuid.UUID, kind Kind) error {
	if template == uuid.Nil {
		if !slices.Contains(Kinds, kind) {
			return at(fault.Invalid, "template", "message.template_required")
		}
		m.Kind, m.Text = kind, Default(kind)
		m.Name = headOf(m.Text, c)
		return nil
	}
	t, err := TemplateOf(tx, template)
	if err != nil {
		return err
	}
	if t.ArchivedAt != nil {
		return fault.New(fault.Conflict, "message_template.archived")
	}
	v, err := VersionOf(tx, t, t.Version)
	if err != nil {
		return err
	}
	m.MessageTemplateID, m.TemplateVersion, m.Kind, m.Name, m.Text = &t.ID, t.Version, t.Kind, t.Name, v.Text
	return nil
}

// headOf names a message that was made of a default: by its subject, in the
// cohort's language and with its title.
func headOf(t Text, c trainings.Cohort) string {
	_, subject, _ := t.For(c.Language)
	subject = place.ReplaceAllStringFunc(subject, func(found string) string {
		if found == "{{cohort}}" {
			return c.Title
		}
		return "…"
	})
	return cut(oneLine(subject), MaxName-1)
}

// deliver notes to whom a message goes.
func (m Message) deliver(tx *tenants.Tx, to []Recipient) error {
	rows := make([]Delivery, len(to))
	for i, r := range to {
		rows[i] = Delivery{TenantID: m.TenantID, ID: tx.NewID(), MessageID: m.ID, CohortID: m.CohortID, CandidateID: r.Candidate.ID, EnrolmentID: r.Enrolment,
			Name: r.Candidate.Name, State: Queued}
	}
	return insert(tx, &rows)
}

// record notes a step of a message on its cohort's timeline.
func (m Message) record(tx *tenants.Tx, what string, detail map[string]any) {
	all := map[string]any{"title": m.Name, "kind": string(m.Kind)}
	for k, v := range detail {
		all[k] = v
	}
	tx.Record(tenants.Event{Action: "message." + what, Resource: "message", Subject: m.ID, Case: m.CohortID, Detail: all})
}
