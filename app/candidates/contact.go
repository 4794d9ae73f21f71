package candidates

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Contact is how a candidate is reached beside their address, and in what they
// can be spoken with: theirs to keep.
type Contact struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	Phone       string
	Languages   string // ISO 639-1, with blanks between
	SavedAt     time.Time
}

// TableName of a contact says whose it is.
func (Contact) TableName() string { return "candidate_contact" }

var _ = tenants.Register(tenants.Resource{Name: "candidate_contact", Model: Contact{}, Side: tenants.OrganisationSide, Actions: []string{"read", "edit"}})

// Spoken are the languages, one by one.
func (c Contact) Spoken() []string { return strings.Fields(c.Languages) }

// OwnProfile is what a candidate says of themselves.
type OwnProfile struct {
	Name      string // as it stands, once it is evidence of who they are
	Language  string // of the letters to them
	Country   string
	Phone     string
	Languages []string
}

var phone = regexp.MustCompile(`^(\+?[0-9 ]{5,30})?$`)

// EditOwn changes what a candidate says of themselves. fixed says that the name
// has been checked, and stays. Their address is the organisation's to correct.
// Returns Invalid with each field that is wrong.
func EditOwn(tx *tenants.Tx, id uuid.UUID, in OwnProfile, fixed bool) (Candidate, error) {
	if err := tx.Lock(id); err != nil {
		return Candidate{}, err
	}
	c, err := Get(tx, id)
	if err != nil {
		return c, err
	}
	if fixed {
		in.Name = c.Name
	}
	whole := NewCandidate{in.Name, c.Email, in.Language, in.Country, c.Reference}.Tidy()
	k := Contact{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, Phone: oneLine(in.Phone), Languages: strings.Join(in.Languages, " "), SavedAt: tx.Now()}
	var check fault.Check
	check.If(!phone.MatchString(k.Phone), "phone", "candidate.phone_form")
	check.If(len(in.Languages) > 10, "languages", "candidate.languages_many", "Max", 10)
	check.If(slices.ContainsFunc(in.Languages, func(l string) bool { return !IsLanguage(l) }), "languages", "candidate.language_unknown")
	if err := both(whole.check(), check.Err()); err != nil {
		return c, err
	}
	if err := tx.Allow("edit_own", &c); err != nil {
		return c, err
	}
	changed := c.changed(whole)
	c.Name, c.Language, c.Country = whole.Name, whole.Language, whole.Country
	if len(changed) > 0 {
		if err := update(tx, &c, "Name", "Language", "Country"); err != nil {
			return c, err
		}
	}
	before, err := ContactOf(tx, c.ID)
	switch {
	case fault.Is(err, fault.NotFound):
		if err := tx.Allow("edit", &k); err != nil {
			return c, err
		}
		err = insert(tx, &k)
	case err == nil:
		if err := tx.Allow("edit", &before); err != nil {
			return c, err
		}
		before.Phone, before.Languages, before.SavedAt = k.Phone, k.Languages, k.SavedAt
		err = update(tx, &before, "Phone", "Languages", "SavedAt")
	}
	if err != nil {
		return c, err
	}
	tx.Record(tenants.Event{Action: "candidate.edited_own", Resource: "candidate", Subject: c.ID, Detail: map[string]any{"fields": append(changed, "contact")}})
	return c, nil
}

// both puts the fields that are wrong by two checks together.
func both(one, other error) error {
	a, _ := one.(*fault.Error)
	b, _ := other.(*fault.Error)
	if a == nil || b == nil {
		if one != nil {
			return one
		}
		return other
	}
	a.Fields = append(a.Fields, b.Fields...)
	return a
}
