package applications

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/identities"
	"accord/app/letters"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Admission says how somebody is admitted.
type Admission struct {
	Cohort uuid.UUID // zero: the one they chose; always where the program assesses
	Join   uuid.UUID // the candidate on file whom they are; zero: nobody
	Anew   bool      // they are nobody on file, although somebody has their name
	Invite bool      // they are invited to their own file, unless they sign in to it already
}

// Admit takes an applicant on file as a candidate, or joins them with the one
// they are, and enrols them in the cohort, or puts them on its waiting list
// where no place is free; where the program assesses, they are on file to be
// assessed. Whoever has their address is they. They are told, and
// invited to their own file where that is wished.
// Returns Invalid for a cohort of another program, Conflict when it is decided,
// when somebody on file has their name and nothing is said of it, when the
// places of a program that assesses are taken, and what stands in the way in
// the cohort.
func Admit(tx *tenants.Tx, id uuid.UUID, how Admission) (Application, error) {
	a, err := undecided(tx, id, "decide")
	if err != nil {
		return a, err
	}
	c, err := cohortFor(tx, a, how.Cohort)
	if err != nil {
		return a, err
	}
	person, err := whoIs(tx, a, how)
	if err != nil {
		return a, err
	}
	letter, detail, err := a.seat(tx, c, person)
	if err != nil {
		return a, err
	}
	a.decided(tx)
	if err := a.reach(tx); err != nil {
		return a, err
	}
	if a.NoticeID != nil {
		if err := consents.Take(tx, person, consents.Applied{Application: a.ID, Notice: *a.NoticeID, Language: a.NoticeLanguage, Name: a.Name, At: *a.NoticeAt}); err != nil {
			return a, err
		}
	}
	tx.Record(tenants.Event{Action: "application." + string(a.State), Resource: "application", Subject: a.ID, Case: a.ID, Detail: detail})
	tx.Record(tenants.Event{Action: "candidate.came_by_application", Resource: "application", Subject: a.ID, Case: person, Detail: map[string]any{"application": a.ID}})
	tx.Enqueue(letters.ToApplicant(letter, a.ID))
	if err := update(tx, &a, "State", "CohortID", "CandidateID", "WaitingID", "DecidedAt", "DecidedBy", "DecidedByName", "LinkID", "LinkUntil"); err != nil {
		return a, err
	}
	if err := identities.Take(tx, a.ID, person); err != nil || !how.Invite {
		return a, err
	}
	return a, invite(tx, person)
}

// invite lets who was admitted come to their own file, where they do not yet.
func invite(tx *tenants.Tx, person uuid.UUID) error {
	has, err := candidates.AccessOf(tx, person)
	if err == nil && has.AcceptedAt != nil {
		return nil
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	_, err = candidates.InviteToFile(tx, person)
	return err
}

// cohortFor is the cohort in which somebody is admitted: another one of the
// program than they chose where one is said; nil where the program has none.
func cohortFor(tx *tenants.Tx, a Application, other uuid.UUID) (*trainings.Cohort, error) {
	var check fault.Check
	if a.CohortID == nil {
		check.If(other != uuid.Nil, "cohort", "application.no_cohorts_here")
		return nil, check.Err()
	}
	if other == uuid.Nil {
		other = *a.CohortID
	}
	c, err := trainings.Get(tx, other)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	check.If(err != nil || c.ProgramID != a.ProgramID, "cohort", "application.cohort_missing")
	return &c, check.Err()
}

// seat gives a candidate a place in the cohort or on its waiting list, or, where
// there is none, one of the program's own. It answers the letter that tells the
// applicant, and what the journal tells.
func (a *Application) seat(tx *tenants.Tx, c *trainings.Cohort, person uuid.UUID) (letters.Kind, map[string]any, error) {
	a.State, a.CandidateID = Admitted, &person
	if c == nil {
		p, err := trainings.ProgramOf(tx, a.ProgramID)
		if err == nil {
			err = programs.Admit(tx, p.ID)
		}
		return letters.AdmittedToAssessment, map[string]any{"candidate": person, "title": p.Title}, err
	}
	a.CohortID = &c.ID
	detail := map[string]any{"candidate": person, "cohort": c.ID, "code": c.Code, "title": c.Title}
	enrolment, waits, err := trainings.Seat(tx, c.ID, person)
	if waits != nil {
		a.State, a.WaitingID = Waiting, &waits.ID
		return letters.ApplicationWaiting, detail, err
	}
	if enrolment != nil {
		detail["enrolment"] = enrolment.ID
	}
	return letters.ApplicationAdmitted, detail, err
}

// whoIs is the candidate whom an applicant becomes, or is.
func whoIs(tx *tenants.Tx, a Application, how Admission) (uuid.UUID, error) {
	alike, err := Namesakes(tx, a)
	if err != nil {
		return uuid.Nil, err
	}
	if how.Join != uuid.Nil {
		if !slices.ContainsFunc(alike, func(c candidates.Candidate) bool { return c.ID == how.Join }) {
			return uuid.Nil, fault.Absent("candidate")
		}
		return how.Join, nil
	}
	switch c, err := candidates.ByEmail(tx, a.Email); {
	case fault.Is(err, fault.NotFound):
	case err != nil:
		return uuid.Nil, err
	case paging.Plain(c.Name) == paging.Plain(a.Name):
		return c.ID, nil
	default:
		return uuid.Nil, at("join", "application.other_name", "Name", c.Name)
	}
	if len(alike) > 0 && !how.Anew {
		return uuid.Nil, at("join", "application.namesake", "Count", len(alike))
	}
	c, err := candidates.Add(tx, candidates.NewCandidate{Name: a.Name, Email: a.Email, Language: a.Language, Country: a.Country})
	return c.ID, err
}

// at is a conflict with one sentence at one field.
func at(field, key string, pairs ...any) *fault.Error {
	f := fault.New(fault.Conflict, "fault.invalid")
	f.Fields = []fault.FieldError{{Field: field, Sentence: fault.Say(key, pairs...)}}
	return f
}

// Decline refuses an application for a reason, which the applicant reads by
// their link. Returns Invalid without one, Conflict when it is decided.
func Decline(tx *tenants.Tx, id uuid.UUID, reason string) (Application, error) {
	a, err := undecided(tx, id, "decide")
	if err != nil {
		return a, err
	}
	reason = strings.TrimSpace(reason)
	var c fault.Check
	c.If(reason == "", "reason", "application.reason_missing")
	c.If(len([]rune(reason)) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	if err := c.Err(); err != nil {
		return a, err
	}
	a.State, a.Reason = Declined, reason
	a.decided(tx)
	if err := a.reach(tx); err != nil {
		return a, err
	}
	tx.Record(tenants.Event{Action: "application.declined", Resource: "application", Subject: a.ID, Case: a.ID})
	tx.Enqueue(letters.ToApplicant(letters.ApplicationDeclined, a.ID))
	return a, update(tx, &a, "State", "Reason", "DecidedAt", "DecidedBy", "DecidedByName", "LinkID", "LinkUntil")
}

// Ask asks the applicant something back, who answers by their link. Returns
// Invalid without words, Conflict while another question waits for its answer.
func Ask(tx *tenants.Tx, id uuid.UUID, question string) (Question, error) {
	a, err := undecided(tx, id, "ask")
	if err != nil {
		return Question{}, err
	}
	question = strings.TrimSpace(question)
	var c fault.Check
	c.If(question == "", "question", "application.question_missing")
	c.If(len([]rune(question)) > MaxQuestion, "question", "candidate.too_long", "Max", MaxQuestion)
	if err := c.Err(); err != nil {
		return Question{}, err
	}
	q := Question{TenantID: a.TenantID, ID: tx.NewID(), ApplicationID: a.ID, Question: question, AskedAt: tx.Now(), AskedBy: membership(tx), AskedByName: tx.Name()}
	if err := insert(tx, &q); err != nil {
		return q, err
	}
	a.State = Asked
	if err := a.reach(tx); err != nil {
		return q, err
	}
	tx.Record(tenants.Event{Action: "application.asked", Resource: "application", Subject: a.ID, Case: a.ID})
	tx.Enqueue(letters.ToApplicant(letters.ApplicationQuestion, a.ID))
	return q, update(tx, &a, "State", "LinkID", "LinkUntil")
}

// undecided takes an application that is to be decided on.
func undecided(tx *tenants.Tx, id uuid.UUID, action string) (Application, error) {
	if err := tx.Lock(id); err != nil {
		return Application{}, err
	}
	a, err := Get(tx, id)
	if err != nil {
		return a, err
	}
	if err := tx.Allow(action, &a); err != nil {
		switch {
		case !a.Open():
			return a, fault.New(fault.Conflict, "application.over")
		case action == "ask" && a.State == Asked && tx.Can("decide", &a):
			return a, fault.New(fault.Conflict, "application.asked_already")
		}
		return a, err
	}
	return a, nil
}

func (a *Application) decided(tx *tenants.Tx) {
	now := tx.Now()
	a.DecidedAt, a.DecidedBy, a.DecidedByName = &now, membership(tx), tx.Name()
}

// How long a link that is mailed still works at least, and one that is renewed.
const (
	linkLeft = 30 * 24 * time.Hour
	linkLife = 180 * 24 * time.Hour
)

// reach sees to it that the applicant's link works for a while yet.
func (a *Application) reach(tx *tenants.Tx) error {
	if a.LinkUntil.After(tx.Now().Add(linkLeft)) {
		return nil
	}
	link, err := tx.Link(tenants.NewLink{Act: tenants.ActApply, Subject: a.ProgramID, Email: a.Email, Name: a.Name, Locale: a.Locale, TTL: linkLife, Standing: true})
	a.LinkID, a.LinkUntil = link, tx.Now().Add(linkLife)
	return err
}

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
