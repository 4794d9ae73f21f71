package certificates

import (
	"time"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Issue issues the certificates of a cohort's completions: of these
// enrolments, or of all when none is named. Whoever has one gets no second,
// and whose was revoked gets none. The papers are made by jobs: the run says
// how many are done. Returns NotFound for an enrolment of another cohort,
// Conflict when there is nothing to issue.
func Issue(tx *tenants.Tx, cohort uuid.UUID, enrolments []uuid.UUID) (Run, error) {
	if err := tx.Lock(cohort); err != nil {
		return Run{}, err
	}
	c, err := trainings.Get(tx, cohort)
	if err != nil {
		return Run{}, err
	}
	run := Run{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, StartedAt: tx.Now(), StartedBy: membership(tx)}
	if err := tx.Allow("start", &run); err != nil {
		return run, err
	}
	if err := inCohort(tx, c.ID, enrolments); err != nil {
		return run, err
	}
	completions, err := awaited(tx, c.ID, enrolments)
	if err != nil {
		return run, err
	}
	if len(completions) == 0 {
		return run, fault.New(fault.Conflict, "certificate.none_awaited")
	}
	run.Total = len(completions)
	rows, err := drawn(tx, c, completions)
	if err != nil {
		return run, err
	}
	for i := range rows {
		rows[i].RunID = &run.ID
	}
	if err := tenants.AllowEach(tx, "issue", rows); err != nil {
		return run, err
	}
	if err := insert(tx, &run); err != nil {
		return run, err
	}
	if err := insert(tx, &rows); err != nil {
		return run, err
	}
	for _, row := range rows {
		issued(tx, row)
	}
	tx.Record(tenants.Event{Action: "cohort.certified", Resource: "certificate_run", Subject: run.ID, Case: c.ID, Detail: map[string]any{"count": run.Total}})
	return run, nil
}

// drawn are new certificates of completions, as the organisation's design has them.
func drawn(tx *tenants.Tx, c trainings.Cohort, completions []trainings.Completion) ([]Certificate, error) {
	d, err := DesignOf(tx)
	if err != nil {
		return nil, err
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return nil, err
	}
	p, err := trainings.ProgramOf(tx, c.ProgramID)
	if err != nil {
		return nil, err
	}
	people, err := holders(tx, completions)
	if err != nil {
		return nil, err
	}
	today := standards.DayOf(tx.Now(), o.Zone())
	rows := make([]Certificate, len(completions))
	for i, done := range completions {
		rows[i] = Certificate{TenantID: tx.Tenant(), ID: tx.NewID(), CompletionID: done.ID, EnrolmentID: done.EnrolmentID, CohortID: done.CohortID,
			CandidateID: done.CandidateID, ProgramID: done.ProgramID, Holder: people[done.CandidateID].Name,
			Program: p.Title, Course: c.Title, Hours: done.Hours, StartsOn: c.StartsOn, CompletedOn: done.CompletedOn}
		rows[i].dress(tx, d, o, today)
	}
	return rows, nil
}

// dress gives a certificate its number and what the organisation says on it today.
func (c *Certificate) dress(tx *tenants.Tx, d Design, o organisations.Organisation, today time.Time) {
	c.Number, c.Organisation = tx.NewReference(prefix), o.Name
	c.WordingEn, c.WordingEs, c.Signatory, c.SignatoryTitle, c.LogoID = d.WordingEn, d.WordingEs, d.Signatory, d.SignatoryTitle, d.LogoID
	c.IssuedOn, c.IssuedAt, c.IssuedBy = today, tx.Now(), membership(tx)
}

// issued notes a new certificate on the candidate's timeline and has its paper
// made and what it says published.
func issued(tx *tenants.Tx, c Certificate) {
	tx.Record(tenants.Event{Action: "certificate.issued", Resource: "certificate", Subject: c.ID, Case: c.CandidateID, Detail: c.facts()})
	tx.Enqueue(tenants.Job{Kind: "certificate.seal", Queue: "bulk", Args: map[string]any{"subject": c.ID.String()}, Case: c.CandidateID})
	toPublish(tx, c.ID)
}

// toPublish has IMI's clerk publish what a certificate says now.
func toPublish(tx *tenants.Tx, id uuid.UUID) {
	tx.Enqueue(tenants.Job{Kind: "certificate.publish", Door: tenants.DoorOverseer, Args: map[string]any{"subject": id.String()}})
}

func (c Certificate) facts() map[string]any {
	return map[string]any{"number": c.Number, "cohort": c.CohortID, "candidate": c.CandidateID}
}
