package trainings

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// TeachingException says why somebody teaches a cohort who does not meet what
// is asked of trainers: for certain rules, on sessions up to a day. A session
// that moves beyond it asks anew. It never changes.
type TeachingException struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	CohortID      uuid.UUID
	MembershipID  uuid.UUID
	Rules         string    // their numbers, with blanks between
	Until         time.Time `gorm:"type:date"` // the last day it covers
	Reason        string
	DecidedAt     time.Time
	DecidedBy     uuid.UUID
	DecidedByName string // as it was then
}

// Except lets somebody teach a cohort who does not meet what is asked of them
// on the dates of sessions planned now, for a reason: a program manager decides,
// never for themselves. Returns Invalid when there is no reason, Conflict when
// none is needed, NotFound when they do not teach it.
func Except(tx *tenants.Tx, cohort, member uuid.UUID, reason string) error {
	c, err := opened(tx, cohort, "staff")
	if err != nil {
		return err
	}
	_, judged, err := Teacher(tx, c, member)
	if err != nil {
		return err
	}
	if len(Unqualified(judged)) == 0 {
		return fault.New(fault.Conflict, "teaching.none_needed")
	}
	var f fault.Check
	reason = checkReason(&f, "reason", reason)
	if err := f.Err(); err != nil {
		return err
	}
	return Choice{member, judged}.except(tx, c, reason)
}

// ExceptionsOf are a cohort's exceptions, the latest first.
func ExceptionsOf(tx *tenants.Tx, cohort uuid.UUID) ([]TeachingException, error) {
	all, err := where[TeachingException](tx, "cohort_id = ?", cohort)
	slices.SortFunc(all, func(a, b TeachingException) int { return b.DecidedAt.Compare(a.DecidedAt) })
	return all, err
}

// exceptWhoNeeds keeps an exception for each of these who does not meet what is
// asked, and says who lacks a reason for it.
func exceptWhoNeeds(tx *tenants.Tx, c Cohort, members []uuid.UUID, reasons map[uuid.UUID]string) error {
	if len(members) == 0 {
		return nil
	}
	choices, err := Choices(tx, c, members)
	if err != nil {
		return err
	}
	var f fault.Check
	var need []Choice
	given := map[uuid.UUID]string{}
	for _, one := range choices {
		if len(Unqualified(one.Judged)) > 0 {
			given[one.Member] = checkReason(&f, "reason."+one.Member.String(), reasons[one.Member])
			need = append(need, one)
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	for _, one := range need {
		if err := one.except(tx, c, given[one.Member]); err != nil {
			return err
		}
	}
	return nil
}

func checkReason(f *fault.Check, field, reason string) string {
	reason = oneLine(reason)
	switch {
	case f.If(reason == "", field, "teaching.reason_required"):
	case f.If(utf8.RuneCountInString(reason) > 500, field, "candidate.too_long", "Max", 500):
	}
	return reason
}

// except keeps an exception from the rules that are not met, up to the last of
// the sessions on which they are not.
func (one Choice) except(tx *tenants.Tx, c Cohort, reason string) error {
	e := TeachingException{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, MembershipID: one.Member, Reason: reason,
		DecidedAt: tx.Now(), DecidedBy: tx.Membership(), DecidedByName: tx.Name()}
	var rules []string
	for _, j := range Unqualified(one.Judged) {
		for _, rule := range standards.Unmet(j.Lines) {
			if !slices.Contains(rules, rule) {
				rules = append(rules, rule)
			}
		}
		if j.On.After(e.Until) {
			e.Until = j.On
		}
	}
	e.Rules = strings.Join(rules, " ")
	if err := tx.Allow("decide", &e); err != nil {
		if fault.Is(err, fault.Forbidden) && one.Member == tx.Membership() {
			return at(fault.Conflict, "reason."+one.Member.String(), "teaching.not_oneself").Because(err)
		}
		return err
	}
	if err := insert(tx, &e); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "cohort.teacher_excepted", Resource: "teaching_exception", Subject: e.ID, Case: c.ID,
		Detail: map[string]any{"member": one.Member, "rules": rules, "until": e.Until.Format(time.DateOnly), "reason": reason}})
	return nil
}
