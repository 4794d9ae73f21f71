package identities

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewCheck is what was seen of somebody's document.
type NewCheck struct {
	Candidate   uuid.UUID // one of the two
	Application uuid.UUID
	Outcome     Outcome
	Paper       string
	Country     string
	Seen        string
	LastSigns   string // the last two to four of its number
	Reason      string // of one that failed
	CheckedOn   time.Time
}

// Note notes a check (IMI-SU-03). Returns Invalid with each field that is
// wrong, among them what reads like a whole number: it is not to be kept.
func Note(tx *tenants.Tx, in NewCheck) (Check, error) {
	in.LastSigns, in.Reason, in.Country = plainSigns(in.LastSigns), strings.TrimSpace(in.Reason), strings.ToUpper(strings.TrimSpace(in.Country))
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return Check{}, err
	}
	if err := in.check(tx.Now().In(o.Zone())); err != nil {
		return Check{}, err
	}
	c := Check{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: some(in.Candidate), ApplicationID: some(in.Application), Outcome: in.Outcome, Paper: in.Paper,
		Country: in.Country, Seen: in.Seen, LastSigns: in.LastSigns, Reason: in.Reason, CheckedOn: in.CheckedOn, CheckedAt: tx.Now(), CheckedByName: tx.Name()}
	if id := tx.Membership(); id != uuid.Nil {
		c.CheckedBy = &id
	}
	subject, before, err := c.before(tx)
	if err != nil {
		return c, err
	}
	if err := tx.Allow("check", &c); err != nil {
		return c, err
	}
	if c.Outcome == Done && len(before) > 0 && before[0].Outcome == Done {
		c.RenewsID = &before[0].ID
	}
	if err := insert(tx, &c); err != nil {
		return c, err
	}
	action := "identity." + string(c.Outcome)
	if c.RenewsID != nil {
		action = "identity.renewed"
	}
	tx.Record(tenants.Event{Action: action, Resource: "identity_check", Subject: c.ID, Case: subject,
		Detail: map[string]any{"paper": c.Paper, "country": c.Country, "seen": c.Seen}})
	return c, nil
}

// before locks whom the check is of, and reads what was checked of them.
func (c Check) before(tx *tenants.Tx) (subject uuid.UUID, all []Check, err error) {
	if c.ApplicationID != nil {
		subject = *c.ApplicationID
		if err = tx.Lock(subject); err == nil {
			all, err = OfApplication(tx, subject)
		}
		return subject, all, err
	}
	subject = *c.CandidateID
	if err = tx.Lock(subject); err != nil {
		return subject, nil, err
	}
	if _, err = candidates.Get(tx, subject); err == nil {
		all, err = OfCandidate(tx, subject)
	}
	return subject, all, err
}

// Take gives the checks that were made of an applicant to the candidate whom
// they become, or are.
func Take(tx *tenants.Tx, application, candidate uuid.UUID) error {
	all, err := OfApplication(tx, application)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.CandidateID != nil {
			continue
		}
		if err := tx.Allow("take", &c); err != nil {
			return err
		}
		c.CandidateID = &candidate
		if err := update(tx, &c, "CandidateID"); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "identity.taken", Resource: "identity_check", Subject: c.ID, Case: candidate, Detail: map[string]any{"application": application}})
	}
	return nil
}

var lastSigns = regexp.MustCompile(`^[0-9A-Z]{2,4}$`)

func (in NewCheck) check(today time.Time) error {
	var c fault.Check
	c.If((in.Candidate == uuid.Nil) == (in.Application == uuid.Nil), "candidate", "identity.of_one")
	c.If(in.Outcome != Done && in.Outcome != Failed, "outcome", "identity.outcome_required")
	c.If(!slices.Contains(Papers, in.Paper), "paper", "identity.paper_required")
	c.If(!organisations.IsCountry(in.Country), "country", "identity.country_required")
	c.If(!slices.Contains(Seens, in.Seen), "seen", "identity.seen_required")
	switch {
	case c.If(utf8.RuneCountInString(in.LastSigns) > MaxSigns, "last_signs", "identity.whole_number", "Max", MaxSigns):
	case in.LastSigns == "" && in.Outcome == Failed:
	default:
		c.If(!lastSigns.MatchString(in.LastSigns), "last_signs", "identity.last_signs", "Max", MaxSigns)
	}
	c.If(in.Outcome == Failed && in.Reason == "", "reason", "identity.reason_required")
	c.If(in.Outcome == Done && in.Reason != "", "reason", "identity.reason_of_failed")
	c.If(utf8.RuneCountInString(in.Reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	c.If(wholeNumber.MatchString(in.Reason), "reason", "identity.whole_number_reason", "Max", MaxSigns)
	switch on := in.CheckedOn.Format(time.DateOnly); {
	case c.If(on > today.Format(time.DateOnly), "checked_on", "identity.future"):
	default:
		c.If(on < today.AddDate(-10, 0, 0).Format(time.DateOnly), "checked_on", "identity.too_early")
	}
	return c.Err()
}

// wholeNumber is what the number of a document looks like within words.
var wholeNumber = regexp.MustCompile(`[0-9]{6}`)

// plainSigns leaves the blanks, points and dashes of a number away.
func plainSigns(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", ".", "", "/", "").Replace(strings.TrimSpace(s)))
}

func some(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
