package personal

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// LinksFor answers the personal links of enrolments, by enrolment, and makes
// those that are missing. Any letter to a trainee may lead to theirs (see
// jobs.Facts.Link). Who has withdrawn is left out. Returns NotFound when the
// actor may not see one of the enrolments.
func LinksFor(tx *tenants.Tx, enrolments ...uuid.UUID) (map[uuid.UUID]uuid.UUID, error) {
	all := make(map[uuid.UUID]uuid.UUID, len(enrolments))
	have, err := working(tx, enrolments)
	if err != nil {
		return nil, err
	}
	for _, l := range have {
		all[l.EnrolmentID] = l.ID
	}
	var without []uuid.UUID
	for _, e := range enrolments {
		if all[e] == uuid.Nil {
			without = append(without, e)
		}
	}
	if len(without) == 0 {
		return all, nil
	}
	rows, people, err := withCandidates(tx, without)
	if err != nil {
		return nil, err
	}
	if len(rows) < len(without) {
		return nil, fault.Absent("enrolment")
	}
	cohorts := map[uuid.UUID]trainings.Cohort{}
	for _, e := range rows {
		if e.WithdrawnAt != nil {
			continue
		}
		c, known := cohorts[e.CohortID]
		if !known {
			if c, err = trainings.Get(tx, e.CohortID); err != nil {
				return nil, err
			}
			cohorts[c.ID] = c
		}
		l, err := makeFor(tx, c, e, people[e.CandidateID])
		if err != nil {
			return nil, err
		}
		all[e.ID] = l.ID
	}
	return all, nil
}

// farEnough is how much longer the link itself is kept than it works by the
// dates there are: a cohort may move.
const farEnough = 3 * 365 * 24 * time.Hour

// makeFor makes the link of an enrolment that has none.
func makeFor(tx *tenants.Tx, c trainings.Cohort, e trainings.Enrolment, who candidates.Candidate) (Link, error) {
	l := Link{TenantID: tx.Tenant(), CohortID: c.ID, EnrolmentID: e.ID, MadeAt: tx.Now(), MadeBy: membership(tx)}
	life := max(Until(c).Sub(tx.Now()), 0) + farEnough
	id, err := tx.Link(tenants.NewLink{Act: ActAttend, Subject: e.ID, Email: who.Email, Name: who.Name, Locale: who.Language, TTL: life, Standing: true})
	if err != nil {
		return l, err
	}
	l.ID = id
	if err := tx.Allow("make", &l); err != nil {
		return l, err
	}
	if err := insert(tx, &l); err != nil {
		return l, err
	}
	tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: l.ID, Case: e.CandidateID,
		Detail: map[string]any{"enrolment": e.ID, "cohort": c.ID, "code": c.Code, "candidate": e.CandidateID}})
	return l, nil
}
