package designs

import (
	"errors"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Current reads the version in force. Returns NotFound where there is none, or
// the program is not.
func Current(tx *tenants.Tx, program uuid.UUID) (Whole, error) {
	return load(tx, program, func(q *gorm.DB) *gorm.DB { return q.Where("published_at is not null").Order("number desc") })
}

// DraftOf reads a program's draft. Returns NotFound where there is none, or the
// actor may not see it.
func DraftOf(tx *tenants.Tx, program uuid.UUID) (Whole, error) {
	return load(tx, program, func(q *gorm.DB) *gorm.DB { return q.Where("published_at is null") })
}

// Version reads a version by its number. Returns NotFound.
func Version(tx *tenants.Tx, program uuid.UUID, number int) (Whole, error) {
	return load(tx, program, func(q *gorm.DB) *gorm.DB { return q.Where("number = ?", number) })
}

// Get reads a design by its id. Returns NotFound.
func Get(tx *tenants.Tx, id uuid.UUID) (Design, error) {
	var d Design
	err := tx.DB().Where("id = ?", id).First(&d).Error
	return d, absent(err)
}

// Versions reads what was published of a program, the latest first.
func Versions(tx *tenants.Tx, program uuid.UUID) ([]Design, error) {
	if _, err := programOf(tx, program); err != nil {
		return nil, err
	}
	var all []Design
	err := tx.DB().Where("program_id = ? and published_at is not null", program).Order("number desc").Limit(500).Find(&all).Error
	return all, err
}

// Missing one is not a fault: Optional answers whether there is one.
func Optional(w Whole, err error) (Whole, bool, error) {
	if fault.Is(err, fault.NotFound) {
		return w, false, nil
	}
	return w, err == nil, err
}

func load(tx *tenants.Tx, program uuid.UUID, which func(*gorm.DB) *gorm.DB) (Whole, error) {
	var w Whole
	var err error
	if w.Program, err = programOf(tx, program); err != nil {
		return w, err
	}
	if err := which(tx.DB().Where("program_id = ?", program)).Take(&w.Design).Error; err != nil {
		return w, absent(err)
	}
	w.Criteria, err = criteriaOf(tx, w)
	return w, err
}

// criteriaOf reads a design's criteria, by headings and in order.
func criteriaOf(tx *tenants.Tx, w Whole) ([]Criterion, error) {
	var all []Criterion
	err := tx.DB().Where("design_id = ?", w.ID).Order("position, id").Limit(MaxCriteria).Find(&all).Error
	headings := HeadingsOf(w.Program.Kind)
	slices.SortStableFunc(all, func(a, b Criterion) int {
		return slices.Index(headings, a.Heading) - slices.Index(headings, b.Heading)
	})
	return all, err
}

func programOf(tx *tenants.Tx, id uuid.UUID) (programs.Program, error) {
	var p programs.Program
	err := tx.DB().Where("id = ?", id).First(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, fault.Absent("program")
	}
	return p, err
}

func absent(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Absent("design")
	}
	return err
}

func keep(tx *tenants.Tx, w Whole) error {
	if err := tx.DB().Create(&w.Design).Error; err != nil || len(w.Criteria) == 0 {
		return err
	}
	return tx.DB().Create(&w.Criteria).Error
}

func change(tx *tenants.Tx, d Design, values map[string]any) error {
	return tx.DB().Model(&Design{}).Where("id = ?", d.ID).Updates(values).Error
}

func addCriterion(tx *tenants.Tx, c *Criterion) error { return tx.DB().Create(c).Error }

func changeCriterion(tx *tenants.Tx, c *Criterion) error {
	return tx.DB().Model(c).Select("*").Omit("tenant_id", "id", "design_id", "lineage", "position", "published_at").Updates(c).Error
}

func place(tx *tenants.Tx, c Criterion, position int) error {
	return tx.DB().Model(&Criterion{}).Where("id = ?", c.ID).Update("position", position).Error
}

func removeCriterion(tx *tenants.Tx, c Criterion) error { return tx.DB().Delete(&c).Error }

func discard(tx *tenants.Tx, d Design) error {
	if err := tx.DB().Where("design_id = ?", d.ID).Delete(&Criterion{}).Error; err != nil {
		return err
	}
	return tx.DB().Delete(&d).Error
}
