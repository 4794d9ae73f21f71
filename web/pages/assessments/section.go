package assessments

import (
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
		return section(c, items, named, manages(m)), nil
	}}
}
