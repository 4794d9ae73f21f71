package messages

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// TemplateOf reads a template. Returns NotFound when the actor may not see it.
func TemplateOf(tx tenants.Transaction, id uuid.UUID) (Template, error) {
	return one[Template](tx, "message_template", "id = ?", id)
}

// Templates lists the organisation's templates by kind and name; those put
// away only when asked for.
func Templates(tx tenants.Transaction, away bool) ([]Template, error) {
	q := tx.DB().Order("name, id").Limit(500)
	if !away {
		q = q.Where("archived_at is null")
	}
	var all []Template
	err := q.Find(&all).Error
	return all, err
}

// VersionOf reads a template's text as it was saved under a number. Returns
// NotFound when there is none.
func VersionOf(tx tenants.Transaction, t Template, number int) (Version, error) {
	return one[Version](tx, "message_template_version", "message_template_id = ? and number = ?", t.ID, number)
}

// VersionsOf lists a template's versions, the latest first.
func VersionsOf(tx tenants.Transaction, t Template) ([]Version, error) {
	var all []Version
	err := tx.DB().Where("message_template_id = ?", t.ID).Order("number desc").Limit(100).Find(&all).Error
	return all, err
}

// Find reads a message. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Message, error) {
	return one[Message](tx, "message", "id = ?", id)
}

// DeliveryOf reads a delivery. Returns NotFound when the actor may not see it.
func DeliveryOf(tx tenants.Transaction, id uuid.UUID) (Delivery, error) {
	return one[Delivery](tx, "message_delivery", "id = ?", id)
}

// Deliveries lists a message's deliveries by name.
func Deliveries(tx tenants.Transaction, message uuid.UUID) ([]Delivery, error) {
	var all []Delivery
	err := tx.DB().Where("message_id = ?", message).Order("name, id").Limit(trainings.MaxCapacity).Find(&all).Error
	return all, err
}

// OfCohort lists a cohort's messages, the latest first.
func OfCohort(tx tenants.Transaction, cohort uuid.UUID) ([]Message, error) {
	var all []Message
	err := tx.DB().Where("cohort_id = ?", cohort).Order("created_at desc, id desc").Limit(200).Find(&all).Error
	return all, err
}

// Counts is how many of a message's deliveries came to what.
type Counts map[Outcome]int

// Total is how many there are.
func (c Counts) Total() (n int) {
	for _, of := range c {
		n += of
	}
	return n
}

// Settled is how many are not on the way any more.
func (c Counts) Settled() int { return c.Total() - c[Queued] }

// CountsOf counts the deliveries of messages.
func CountsOf(tx tenants.Transaction, messages ...uuid.UUID) (map[uuid.UUID]Counts, error) {
	all := map[uuid.UUID]Counts{}
	if len(messages) == 0 {
		return all, nil
	}
	var rows []struct {
		MessageID uuid.UUID
		State     Outcome
		N         int
	}
	err := tx.DB().Model(&Delivery{}).Select("message_id, state, count(*) as n").Where("message_id in ?", messages).Group("message_id, state").Scan(&rows).Error
	for _, r := range rows {
		if all[r.MessageID] == nil {
			all[r.MessageID] = Counts{}
		}
		all[r.MessageID][r.State] = r.N
	}
	return all, err
}

// listed is the list of messages narrowed by a filter.
func listed(tx *tenants.Tx, f Filter) *gorm.DB {
	q := tx.DB()
	if f.Cohort != uuid.Nil {
		q = q.Where("cohort_id = ?", f.Cohort)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	switch f.State {
	case Draft:
		q = q.Where("send_at is null and cancelled_at is null")
	case Scheduled:
		q = q.Where("send_at is not null and started_at is null and cancelled_at is null")
	case Sending:
		q = q.Where("started_at is not null and finished_at is null")
	case Sent:
		q = q.Where("finished_at is not null")
	case Cancelled:
		q = q.Where("cancelled_at is not null")
	}
	if found := paging.Containing(f.Search, "name", "subject_en", "subject_es"); found != nil {
		q = q.Where(found)
	}
	return q
}

// stillIn are the enrolments that a message's deliveries on the way are for, of
// those who have not withdrawn.
func stillIn(tx *tenants.Tx, message uuid.UUID) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := tx.DB().Model(&trainings.Enrolment{}).Where("withdrawn_at is null and id in (?)",
		tx.DB().Model(&Delivery{}).Select("enrolment_id").Where("message_id = ? and state = ?", message, Queued)).Pluck("id", &ids).Error
	return ids, err
}

// stillWaits says whether somebody is on a cohort's waiting list.
func stillWaits(tx *tenants.Tx, cohort, candidate uuid.UUID) (bool, error) {
	var n int64
	err := tx.DB().Model(&trainings.Waiting{}).Where("cohort_id = ? and candidate_id = ? and left_at is null", cohort, candidate).Count(&n).Error
	return n > 0, err
}

// queued counts a message's deliveries that are on the way.
func queued(tx *tenants.Tx, message uuid.UUID) (int64, error) {
	var n int64
	err := tx.DB().Model(&Delivery{}).Where("message_id = ? and state = ?", message, Queued).Count(&n).Error
	return n, err
}

// contact is where an organisation is written to; "" when it has not said.
func contact(tx tenants.Transaction) (string, error) {
	p, err := one[organisations.OrganisationProfile](tx, "organisation", "true")
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return p.ContactEmail, err
}

func one[M any](tx tenants.Transaction, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, rows any) error { return tx.DB().CreateInBatches(rows, 500).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
