package messages

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Previewed is a message as one of its readers gets it.
type Previewed struct {
	Recipient
	Locale  string
	Subject string
	Body    string
}

// Preview is a message before it is sent: whom it goes to, in which language,
// and what it says to one of them.
type Preview struct {
	Message
	Cohort     trainings.Cohort
	Recipients []Recipient
	Locales    map[uuid.UUID]string // the language that each gets, by candidate
	Shown      *Previewed           // nil when there is nobody
}

// Unaddressed are those whom no mail can reach.
func (p Preview) Unaddressed() (all []Recipient) {
	for _, r := range p.Recipients {
		if !r.addressed() {
			all = append(all, r)
		}
	}
	return all
}

// PreviewOf reads a message with whom it goes to, and fills it for one of them:
// the candidate who, or the first. link stands where their own link will.
// Returns NotFound for somebody it does not go to.
func PreviewOf(tx *tenants.Tx, id, who uuid.UUID, link string) (Preview, error) {
	m, err := Find(tx, id)
	if err != nil {
		return Preview{}, err
	}
	f, err := trainings.Load(tx, m.CohortID)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{Message: m, Cohort: f.Cohort, Locales: map[uuid.UUID]string{}}
	if p.Recipients, err = recipientsOf(tx, m, f); err != nil {
		return p, err
	}
	s, err := settingOf(tx, m, f.Cohort, f.Sessions)
	if err != nil {
		return p, err
	}
	for _, r := range p.Recipients {
		locale, _, _ := m.Text.For(r.Candidate.Language, f.Cohort.Language)
		p.Locales[r.Candidate.ID] = locale
		if p.Shown == nil && (who == uuid.Nil || who == r.Candidate.ID) {
			shown := Previewed{Recipient: r}
			shown.Locale, shown.Subject, shown.Body = s.filled(m.Text, reader{r.Candidate, r.standing}, link)
			p.Shown = &shown
		}
	}
	if who != uuid.Nil && p.Shown == nil {
		return p, fault.Absent("candidate")
	}
	return p, nil
}
