package pathways

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/register"
	"accord/app/submissions"
	"accord/app/trainings"
	"accord/tenants"
)

// gathered is what candidates have of their own, each list the newest first.
type gathered struct {
	logbooks    map[uuid.UUID][]candidates.LogbookEntry
	completions map[uuid.UUID][]trainings.Completion
	assessments map[uuid.UUID][]assessments.Assessment
	submissions map[uuid.UUID][]submissions.Listed
	exemptions  map[uuid.UUID][]candidates.Exemption
	held        map[uuid.UUID][]string // certifications, by the submission that they came of
}

func gather(tx *tenants.Tx, of []uuid.UUID) (g gathered, err error) {
	if g.logbooks, err = by(tx, of, "removed_at is null", "held_on desc, id desc", func(e candidates.LogbookEntry) uuid.UUID { return e.CandidateID }); err != nil {
		return g, err
	}
	if g.completions, err = by(tx, of, "", "completed_on desc, id desc", func(c trainings.Completion) uuid.UUID { return c.CandidateID }); err != nil {
		return g, err
	}
	if g.assessments, err = by(tx, of, "", "opened_at desc, id desc", func(a assessments.Assessment) uuid.UUID { return a.CandidateID }); err != nil {
		return g, err
	}
	if g.exemptions, err = by(tx, of, "", "decided_at desc, id desc", func(e candidates.Exemption) uuid.UUID { return e.CandidateID }); err != nil {
		return g, err
	}
	listed, err := submissions.ListedOf(tx, of)
	if err != nil {
		return g, err
	}
	g.submissions = map[uuid.UUID][]submissions.Listed{}
	var ids []uuid.UUID
	for _, s := range listed {
		g.submissions[s.CandidateID], ids = append(g.submissions[s.CandidateID], s), append(ids, s.ID)
	}
	g.held, err = heldOf(tx, ids)
	return g, err
}

// heldOf are the certifications that came of submissions and stand.
func heldOf(tx *tenants.Tx, submissions []uuid.UUID) (map[uuid.UUID][]string, error) {
	var rows []register.Credential
	err := tx.DB().Where("submission_id in ? and revoked_at is null", submissions).Order("certification, id").Find(&rows).Error
	all := make(map[uuid.UUID][]string, len(rows))
	for _, c := range rows {
		all[c.SubmissionID] = append(all[c.SubmissionID], c.Certification)
	}
	return all, err
}

// by reads the rows of candidates, by candidate.
func by[M any](tx *tenants.Tx, of []uuid.UUID, where, order string, whose func(M) uuid.UUID) (map[uuid.UUID][]M, error) {
	q := tx.DB().Where("candidate_id in ?", of)
	if where != "" {
		q = q.Where(where)
	}
	var rows []M
	err := q.Order(order).Find(&rows).Error
	all := map[uuid.UUID][]M{}
	for _, r := range rows {
		all[whose(r)] = append(all[whose(r)], r)
	}
	return all, err
}
