package assessors

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// The bounds of a profile.
const (
	MaxLanguages    = 10
	MaxMonthlyLimit = 200
)

// NewProfile is what a form says of an assessor.
type NewProfile struct {
	Languages    []string // ISO 639-1
	MonthlyLimit int      // of new assessments a month; 0: none
}

// EditProfile changes in which languages and how much somebody assesses.
// Returns NotFound when they do not assess or are not the actor's to see,
// Invalid with every wrong field.
func EditProfile(tx *tenants.Tx, member uuid.UUID, in NewProfile) (AssessorProfile, error) {
	if _, err := Member(tx, member); err != nil {
		return AssessorProfile{}, err
	}
	p, there, err := profileOf(tx, member)
	if err != nil {
		return p, err
	}
	if err := tx.Allow("edit", &p); err != nil {
		return p, err
	}
	slices.Sort(in.Languages)
	in.Languages = slices.Compact(in.Languages)
	var c fault.Check
	c.If(len(in.Languages) > MaxLanguages || slices.ContainsFunc(in.Languages, func(l string) bool { return !candidates.IsLanguage(l) }), "languages", "candidate.language_unknown")
	c.If(in.MonthlyLimit < 0 || in.MonthlyLimit > MaxMonthlyLimit, "monthly_limit", "assessor.limit", "Max", MaxMonthlyLimit)
	if err := c.Err(); err != nil {
		return p, err
	}
	languages := strings.Join(in.Languages, " ")
	if there && p.Languages == languages && p.MonthlyLimit == in.MonthlyLimit {
		return p, nil
	}
	p.Languages, p.MonthlyLimit, p.UpdatedAt, p.UpdatedBy = languages, in.MonthlyLimit, tx.Now(), membership(tx)
	if there {
		err = update(tx, &p, "Languages", "MonthlyLimit", "UpdatedAt", "UpdatedBy")
	} else {
		err = insert(tx, &p)
	}
	if err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "assessor.profile_edited", Resource: "assessor_profile", Subject: member, Detail: map[string]any{"languages": languages, "limit": in.MonthlyLimit}})
	return p, nil
}
