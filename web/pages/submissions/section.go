package submissions

import (
	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	file "accord/web/pages/candidates"
)

// Section is the submissions in a candidate's file.
func Section() file.Section {
	return file.Section{Order: 50, Key: "submission.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		all, err := submissions.ListedOfCandidate(tx, c.ID)
		if err != nil || len(all) == 0 && !manages(m) {
			return nil, err
		}
		return section(c, all, manages(m)), nil
	}}
}
