package assessments

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	people "accord/web/pages/candidates"
)

// Section is the assessments in a candidate's file.
func Section() people.Section {
	return people.Section{Order: 30, Key: "assessment.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		items, err := assessments.ItemsOfCandidate(tx, c.ID)
		if err != nil || len(items) == 0 && !manages(m) {
			return nil, err
		}
		var named map[uuid.UUID]programs.Program
		if named, err = assessments.Programs(tx); err != nil {
			return nil, err
		}
		return section(c, items, named, manages(m), undeclared(items, tx.Membership())), nil
	}}
}

// undeclared are those that somebody is to judge, and has not declared for: until
// then the file is closed to them, also where they manage it.
func undeclared(items []assessments.Item, membership uuid.UUID) (all []assessments.Item) {
	for _, i := range items {
		if i.DecidedAt == nil && slices.ContainsFunc(i.Assessors, func(g assessments.Assignment) bool { return g.MembershipID == membership && g.DeclaredAt == nil }) {
			all = append(all, i)
		}
	}
	return all
}
