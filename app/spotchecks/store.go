package spotchecks

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

// Find reads one request. Returns NotFound when there is none that the actor may see.
func Find(tx tenants.Transaction, id uuid.UUID) (Request, error) {
	return one[Request](tx, "document_request", "id = ?", id)
}

// one reads the first row that matches, or Absent.
func one[T any](tx tenants.Transaction, what, where string, args ...any) (row T, err error) {
	err = tx.DB().Where(where, args...).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.Absent(what)
	}
	return row, err
}

// of reads the rows that belong to requests, in the given order.
func of[T any](tx tenants.Transaction, requests []uuid.UUID, where, order string) (rows []T, err error) {
	q := tx.DB().Where("request_id in ?", requests)
	if where != "" {
		q = q.Where(where)
	}
	err = q.Order(order).Find(&rows).Error
	return rows, err
}

// Filter narrows the list of requests.
type Filter struct {
	State        string    // "open", "overdue", "closed" or ""
	Organisation uuid.UUID // oversight only
	Search       string    // in reference and holder
}

var (
	byDue = paging.Order{Name: "due", Columns: []paging.Column{{Name: "closed", Type: tenants.TypeNumber, SQL: "(case when closed_at is null then 0 else 1 end)::float8"},
		{Name: "due_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byIssued = paging.Order{Name: "issued", Desc: true, Columns: []paging.Column{{Name: "issued_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
)

// List reads a page of requests with their states: the open ones before the
// closed, and of both what falls due first.
func List(tx tenants.Transaction, f Filter, ask paging.Ask) (paging.Page[Case], error) {
	q := tx.DB()
	switch f.State {
	case "open":
		q = q.Where("closed_at is null")
	case "overdue":
		q = q.Where("closed_at is null and due_at < ?", tx.Now())
	case "closed":
		q = q.Where("closed_at is not null")
	}
	if f.Organisation != uuid.Nil {
		q = q.Where("tenant_id = ?", f.Organisation)
	}
	if found := paging.Containing(f.Search, "reference", "holder"); found != nil {
		q = q.Where(found)
	}
	order := paging.Choose(ask, byDue, byIssued)
	page, err := paging.List(q, ask, order, func(r Request) []any {
		if order.Name == byIssued.Name {
			return []any{r.IssuedAt, r.ID}
		}
		closed := 0.0
		if r.ClosedAt != nil {
			closed = 1
		}
		return []any{closed, r.DueAt, r.ID}
	})
	if err != nil {
		return paging.Page[Case]{}, err
	}
	cases, err := Cases(tx, page.Items)
	return paging.Page[Case]{Items: cases, Next: page.Next, Back: page.Back}, err
}

func create(tx tenants.Transaction, rows any) error { return tx.DB().Create(rows).Error }

func set(tx tenants.Transaction, row any, values map[string]any) error {
	return tx.DB().Model(row).Updates(values).Error
}

func remove(tx tenants.Transaction, row any) error { return tx.DB().Delete(row).Error }

func id(u uuid.UUID) *uuid.UUID {
	if u == uuid.Nil {
		return nil
	}
	return &u
}

func markSent(tx *tenants.Tx, answers []Answer) error {
	ids := make([]uuid.UUID, len(answers))
	for i, a := range answers {
		ids[i] = a.ID
	}
	return tx.DB().Model(&Answer{}).Where("id in ?", ids).Update("sent_at", tx.Now()).Error
}

// manifest are the versions that were put forward with a submission.
func manifest(tx *tenants.Tx, submission uuid.UUID) (map[uuid.UUID]bool, error) {
	var items []submissions.Item
	err := tx.DB().Where("submission_id = ?", submission).Find(&items).Error
	versions := make(map[uuid.UUID]bool, len(items))
	for _, i := range items {
		versions[i.DocumentVersionID] = true
	}
	return versions, err
}

// sheetsIn are the score sheets of assessments that were submitted.
func sheetsIn(tx *tenants.Tx, assessmentIDs []uuid.UUID) (sheets []assessments.ScoreSheet, err error) {
	err = tx.DB().Where("assessment_id in ? and submitted_at is not null", assessmentIDs).Order("submitted_at, id").Find(&sheets).Error
	return sheets, err
}

// openAbout are the requests about a credential that are not closed.
func openAbout(tx tenants.Transaction, credential uuid.UUID) ([]Case, error) {
	var rows []Request
	if err := tx.DB().Where("credential_id = ? and closed_at is null", credential).Order("id").Find(&rows).Error; err != nil {
		return nil, err
	}
	return Cases(tx, rows)
}

// Open counts the requests that are not closed.
func Open(tx tenants.Transaction) (int, error) {
	var n int64
	err := tx.DB().Model(&Request{}).Where("closed_at is null").Count(&n).Error
	return int(n), err
}
