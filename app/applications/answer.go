package applications

import (
	"strings"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Answer is the applicant's answer to the question that is open: the
// application goes on. Returns Invalid without words, Conflict when nothing is
// asked.
func Answer(tx *tenants.Tx, link tenants.Link, answer string) error {
	a, err := ownOf(tx, link)
	if err != nil {
		return err
	}
	if a.State != Asked {
		return fault.New(fault.Conflict, "application.not_asked")
	}
	if err := tx.Allow("answer", &a); err != nil {
		return err
	}
	q, err := one[Question](tx, "application_question", "application_id = ? and answered_at is null", a.ID)
	if err != nil {
		return err
	}
	answer = strings.TrimSpace(answer)
	var c fault.Check
	c.If(answer == "", "answer", "application.answer_missing")
	c.If(len([]rune(answer)) > MaxWords, "answer", "candidate.too_long", "Max", MaxWords)
	if err := c.Err(); err != nil {
		return err
	}
	now := tx.Now()
	q.Answer, q.AnsweredAt = answer, &now
	if err := update(tx, &q, "Answer", "AnsweredAt"); err != nil {
		return err
	}
	a.State = Received
	tx.Record(tenants.Event{Action: "application.answered", Resource: "application", Subject: a.ID, Case: a.ID})
	tx.Enqueue(letters.ToRoles(letters.ApplicationNew, a.ID, tenants.RoleProgramManager))
	return update(tx, &a, "State")
}

// Withdraw takes the applicant's application back; a draft is emptied. Returns
// Conflict once it is decided.
func Withdraw(tx *tenants.Tx, link tenants.Link) error {
	a, err := ownOf(tx, link)
	if err != nil {
		return err
	}
	if !a.Open() {
		return fault.New(fault.Conflict, "application.over")
	}
	if err := tx.Allow("withdraw", &a); err != nil {
		return err
	}
	now := tx.Now()
	fields := []string{"State", "WithdrawnAt"}
	if a.State == Draft {
		a.Name, a.Language, a.Country, a.Profession, a.Motivation, a.Training = "", "", "", "", "", ""
		a.unaccept()
		fields = append(fields, "Name", "Language", "Country", "Profession", "Motivation", "Training", "Notice", "NoticeID", "NoticeLanguage", "NoticeAt")
	}
	a.State, a.WithdrawnAt = Withdrawn, &now
	tx.Record(tenants.Event{Action: "application.withdrawn", Resource: "application", Subject: a.ID, Case: a.ID})
	return update(tx, &a, fields...)
}

// ownOf takes the application that a link opens, to work on it.
func ownOf(tx *tenants.Tx, link tenants.Link) (Application, error) {
	a, err := latest(tx, link.Subject, link.Email)
	if err != nil {
		return a, err
	}
	if err := tx.Lock(a.ID); err != nil {
		return a, err
	}
	return Get(tx, a.ID)
}
