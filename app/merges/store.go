package merges

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

func one[M any](tx *tenants.Tx, what string, id uuid.UUID) (M, error) {
	var m M
	err := tx.DB().Where("id = ?", id).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func where[M any](tx *tenants.Tx, condition string, args ...any) ([]M, error) {
	var all []M
	err := tx.DB().Where(condition, args...).Order("id").Limit(2000).Find(&all).Error
	return all, err
}

// Get reads a merge. Returns NotFound.
func Get(tx *tenants.Tx, id uuid.UUID) (Merge, error) { return one[Merge](tx, "candidate_merge", id) }

// Into reads what was merged into a candidate and not parted again, the newest first.
func Into(tx *tenants.Tx, candidate uuid.UUID) ([]Merge, error) {
	var all []Merge
	err := tx.DB().Where("kept_id = ? and state <> ?", candidate, Undone).Order("merged_at desc, id desc").Limit(50).Find(&all).Error
	return all, err
}

// merged reads the record that went, which nobody reads otherwise.
func merged(tx *tenants.Tx, id uuid.UUID) (candidates.Candidate, error) {
	var c candidates.Candidate
	err := tx.For("merge").Where("id = ?", id).Take(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, fault.Absent("candidate")
	}
	return c, err
}

// holder reads who else on file has one of these addresses, by whatever record.
func holder(tx *tenants.Tx, emails []string, but ...uuid.UUID) (candidates.Candidate, bool, error) {
	var c []candidates.Candidate
	err := tx.For("merge").Where("email in ? and id not in ?", emails, but).Limit(1).Find(&c).Error
	if err != nil || len(c) == 0 {
		return candidates.Candidate{}, false, err
	}
	return c[0], true, nil
}

func pairs(tx *tenants.Tx, f Filter) *gorm.DB {
	q := tx.DB()
	if f.Dismissed {
		q = q.Where("dismissed_at is not null")
	} else {
		q = q.Where("dismissed_at is null")
	}
	switch f.By {
	case ByName:
		q = q.Where("by_name")
	case ByEmail:
		q = q.Where("by_email")
	case ByReference:
		q = q.Where("by_reference")
	}
	if found := paging.ContainingPlain(f.Search, "found_by"); found != nil {
		people := func() *gorm.DB { return tx.DB().Model(&candidates.Candidate{}).Select("id").Where(found) }
		q = q.Where("one_id in (?) or other_id in (?)", people(), people())
	}
	// A pair of which one record was merged is settled.
	gone := func() *gorm.DB {
		return tx.DB().Model(&Merge{}).Select("merged_id").Where("state in ?", []State{Merged, Final})
	}
	return q.Where("one_id not in (?) and other_id not in (?)", gone(), gone())
}

// Count counts the pairs that wait for somebody to look, up to most.
func Count(tx *tenants.Tx, most int) (int, error) {
	var some []Pair
	err := pairs(tx, Filter{}).Select("tenant_id", "id").Limit(most).Find(&some).Error
	return len(some), err
}

// counted counts what a merge moved, by table.
func counted(tx *tenants.Tx, merge uuid.UUID) (map[string]int, error) {
	var rows []struct {
		OfTable string
		N       int
	}
	err := tx.DB().Model(&Moved{}).Select("of_table, count(*) as n").Where("merge_id = ?", merge).Group("of_table").Find(&rows).Error
	all := map[string]int{}
	for _, r := range rows {
		all[r.OfTable] = r.N
	}
	return all, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

// update writes the named fields of a row.
func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
