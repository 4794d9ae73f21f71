package tenants_test

import (
	"testing"

	"gorm.io/gorm"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestTextThatBreaksOutOfTheSealIsRefused(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o, other := b.org(t), b.org(t)
	b.candidate(t, o, "Camila Torres", "es")
	b.candidate(t, other, "Ingrid Dahl", "en")
	for name, how := range map[string]func(db *gorm.DB) *gorm.DB{
		"parentheses the wrong way round": func(db *gorm.DB) *gorm.DB { return db.Where("1=1) or (1=1") },
		"one that stays open":             func(db *gorm.DB) *gorm.DB { return db.Where("(1=1") },
		"one closed too much":             func(db *gorm.DB) *gorm.DB { return db.Where("1=1)") },
		"two halves that match":           func(db *gorm.DB) *gorm.DB { return db.Where("1=1) or (").Where("1=1") },
		"beside a value":                  func(db *gorm.DB) *gorm.DB { return db.Where("name = ?) or (true", "x") },
		"in a scope": func(db *gorm.DB) *gorm.DB {
			return db.Scopes(func(d *gorm.DB) *gorm.DB { return d.Where("1=1) or (1=1") })
		},
		"in a condition of its own": func(db *gorm.DB) *gorm.DB { return db.Where(db.Where("1=1) or (1=1")) },
		"in a subquery": func(db *gorm.DB) *gorm.DB {
			return db.Where("id in (?)", db.Session(&gorm.Session{NewDB: true}).Model(&candidate{}).Select("id").Where("1=1) or (1=1"))
		},
		"a comment to the end":             func(db *gorm.DB) *gorm.DB { return db.Where("1=1) --") },
		"a comment to the end, in balance": func(db *gorm.DB) *gorm.DB { return db.Where("true -- ") },
		"a comment that stays open":        func(db *gorm.DB) *gorm.DB { return db.Where("1=1) /* ") },
		"a comment":                        func(db *gorm.DB) *gorm.DB { return db.Where("true /* ) */") },
		"a second statement":               func(db *gorm.DB) *gorm.DB { return db.Where("true); select (1") },
		"a string that stays open":         func(db *gorm.DB) *gorm.DB { return db.Where("name = 'x") },
		"a string that hides one":          func(db *gorm.DB) *gorm.DB { return db.Where(`name = E'\') or (''' or true`) },
		"a string between dollars":         func(db *gorm.DB) *gorm.DB { return db.Where("name = $$'$$) or ($$'$$ = ''") },
		"in the order":                     func(db *gorm.DB) *gorm.DB { return db.Order("name) --") },
		"a comment in the columns":         func(db *gorm.DB) *gorm.DB { return db.Select("* from candidate --") },
		"a query joined in the order":      func(db *gorm.DB) *gorm.DB { return db.Order("1 union select * from candidate") },
		"a query joined in a group":        func(db *gorm.DB) *gorm.DB { return db.Group("id").Having("true union select * from candidate") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var found []candidate
			refusedAs(t, fault.Internal, b.Read(t.Context(), o.admin, func(tx *tenants.Tx) error { return how(tx.DB()).Find(&found).Error }))
			if len(found) > 0 {
				t.Errorf("%d rows were read", len(found))
			}
			_, err := tenants.List[candidate](t.Context(), b.DB, o.admin, how)
			refusedAs(t, fault.Internal, err)
		})
	}
}

func TestTextThatStandsByItselfIsLeftAlone(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	b.candidate(t, o, "Camila (Cami) Torres -- 'la jueza'; /* x", "es")
	for _, where := range []string{
		"name = 'Camila (Cami) Torres -- ''la jueza''; /* x'", `"name" like '%)%' and (language = 'es' or (true))`, "name ilike ? and length(name) - 1 > 0", "language in ('es', 'en')",
	} {
		var found []candidate
		ok(t, b.Read(t.Context(), o.admin, func(tx *tenants.Tx) error {
			if where == "name ilike ? and length(name) - 1 > 0" {
				return tx.DB().Where(where, "%'la jueza'; /* x").Find(&found).Error
			}
			return tx.DB().Where(where).Find(&found).Error
		}))
		if len(found) != 1 {
			t.Errorf("%s finds %d", where, len(found))
		}
	}
}
