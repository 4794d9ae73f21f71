package trainings

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// Enrol takes a person into a cohort: somebody on file by this address, else
// somebody new. passing says why they come before those who wait; "" passes
// nobody. Returns Invalid with every wrong field, Conflict when the cohort is
// full or closed, when somebody waits for the place, when the person is
// enrolled already, and when the address is on file under another name;
// Forbidden to pass anybody for who does not keep the waiting list.
func Enrol(tx *tenants.Tx, cohort uuid.UUID, in candidates.NewCandidate, passing string) (Enrolment, error) {
	c, err := opened(tx, cohort, "enrol")
	if err != nil {
		return Enrolment{}, err
	}
	person, err := personFor(tx, in)
	if err != nil {
		return Enrolment{}, err
	}
	return enrolOne(tx, c, person.ID, passing)
}

// personFor is the candidate on file by an address, if the name is theirs too,
// else a new one.
func personFor(tx *tenants.Tx, in candidates.NewCandidate) (candidates.Candidate, error) {
	in = in.Tidy()
	person, err := candidates.ByEmail(tx, in.Email)
	if fault.Is(err, fault.NotFound) {
		return candidates.Add(tx, in)
	}
	if err == nil && paging.Plain(person.Name) != paging.Plain(in.Name) {
		err = at(fault.Conflict, "email", "import.other_name")
	}
	return person, err
}

// EnrolOnFile is Enrol for a candidate whose file the actor sees.
func EnrolOnFile(tx *tenants.Tx, cohort, candidate uuid.UUID, passing string) (Enrolment, error) {
	c, err := opened(tx, cohort, "enrol")
	if err != nil {
		return Enrolment{}, err
	}
	person, err := candidates.Get(tx, candidate)
	if err != nil {
		return Enrolment{}, err
	}
	return enrolOne(tx, c, person.ID, passing)
}

func enrolOne(tx *tenants.Tx, c Cohort, person uuid.UUID, passing string) (Enrolment, error) {
	passing, err := notPassing(tx, c, person, passing)
	if err != nil {
		return Enrolment{}, err
	}
	all, err := enrol(tx, c, []uuid.UUID{person}, passing)
	if err != nil {
		return Enrolment{}, err
	}
	return all[0], nil
}

// enrol writes enrolments of people who are not in the cohort.
func enrol(tx *tenants.Tx, c Cohort, people []uuid.UUID, passing string) ([]Enrolment, error) {
	if len(people) == 0 {
		return nil, nil
	}
	if err := notIn(tx, c, people); err != nil {
		return nil, err
	}
	in, err := count[Enrolment](tx, "cohort_id = ? and withdrawn_at is null", c.ID)
	if err != nil {
		return nil, err
	}
	if in+len(people) > c.Capacity {
		return nil, fault.New(fault.Conflict, "enrolment.full", "Count", c.Capacity)
	}
	all := make([]Enrolment, len(people))
	for i, p := range people {
		all[i] = Enrolment{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, CandidateID: p, EnrolledAt: tx.Now(), EnrolledBy: membership(tx), PassingReason: passing}
		detail := map[string]any{"candidate": p, "cohort": c.ID, "code": c.Code}
		if passing != "" {
			detail["passing"] = passing
		}
		tx.Record(tenants.Event{Action: "cohort.enrolled", Resource: "enrolment", Subject: all[i].ID, Case: c.ID, Detail: detail})
		tx.Record(tenants.Event{Action: "candidate.enrolled", Resource: "enrolment", Subject: all[i].ID, Case: p, Detail: detail})
	}
	if err := insert(tx, &all); err != nil {
		return nil, err
	}
	if err := settle(tx, c.ID); err != nil {
		return nil, err
	}
	return all, followed(tx, c)
}

// notIn refuses people who are in the cohort, or were and withdrew.
func notIn(tx *tenants.Tx, c Cohort, people []uuid.UUID) error {
	had, err := where[Enrolment](tx, "cohort_id = ? and candidate_id in ?", c.ID, people)
	if err != nil || len(had) == 0 {
		return err
	}
	if had[0].WithdrawnAt != nil {
		return at(fault.Conflict, "email", "import.withdrawn")
	}
	return at(fault.Conflict, "email", "enrolment.already")
}

// Withdraw takes a candidate out of a cohort; what they attended stays.
// Withdrawn before, they stay so. Returns Conflict when they have completed.
func Withdraw(tx *tenants.Tx, id uuid.UUID) (Enrolment, error) {
	e, c, err := enrolmentFor(tx, id, "enrol")
	if err != nil || e.WithdrawnAt != nil {
		return e, err
	}
	if err := notCompleted(tx, e); err != nil {
		return e, err
	}
	now := tx.Now()
	e.WithdrawnAt = &now
	return e, move(tx, e, c, "withdrawn")
}

// Readmit takes a withdrawn candidate back. Returns Conflict when the cohort
// is full, or somebody waits for the place.
func Readmit(tx *tenants.Tx, id uuid.UUID) (Enrolment, error) {
	e, c, err := enrolmentFor(tx, id, "enrol")
	if err != nil || e.WithdrawnAt == nil {
		return e, err
	}
	claimed, err := claims(tx, c, e.CandidateID)
	if err != nil {
		return e, err
	}
	if err := claimed.room(c, 1); err != nil {
		return e, err
	}
	e.WithdrawnAt = nil
	return e, move(tx, e, c, "readmitted")
}

func move(tx *tenants.Tx, e Enrolment, c Cohort, how string) error {
	if err := update(tx, &e, "WithdrawnAt"); err != nil {
		return err
	}
	detail := map[string]any{"candidate": e.CandidateID, "cohort": c.ID, "code": c.Code}
	tx.Record(tenants.Event{Action: "cohort." + how, Resource: "enrolment", Subject: e.ID, Case: c.ID, Detail: detail})
	tx.Record(tenants.Event{Action: "candidate." + how, Resource: "enrolment", Subject: e.ID, Case: e.CandidateID, Detail: detail})
	if err := settle(tx, c.ID); err != nil {
		return err
	}
	return followed(tx, c)
}

// enrolmentFor takes an enrolment to work on it, with its cohort opened.
func enrolmentFor(tx *tenants.Tx, id uuid.UUID, action string) (Enrolment, Cohort, error) {
	e, err := EnrolmentOf(tx, id)
	if err != nil {
		return e, Cohort{}, err
	}
	c, err := opened(tx, e.CohortID, action)
	if err != nil {
		return e, c, err
	}
	e, err = EnrolmentOf(tx, id) // again: it may have changed before the lock was ours
	return e, c, err
}

func notCompleted(tx *tenants.Tx, e Enrolment) error {
	done, err := count[Completion](tx, "enrolment_id = ?", e.ID)
	if err == nil && done > 0 {
		return fault.New(fault.Conflict, "enrolment.completed")
	}
	return err
}
