package tenants_test

import (
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnOrganisationCannotReadAnothersRows(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	a, other := b.org(t), b.org(t)
	mine, theirs := b.candidate(t, a, "Camila Torres", "es"), b.candidate(t, other, "Ingrid Dahl", "en")

	reach := map[string]func(db *gorm.DB) *gorm.DB{
		"every row": func(db *gorm.DB) *gorm.DB { return db },
		"by id":     func(db *gorm.DB) *gorm.DB { return db.Where("id = ?", theirs.ID) },
		"or":        func(db *gorm.DB) *gorm.DB { return db.Where("name = ?", "x").Or("1 = 1") },
		"scopes and or": func(db *gorm.DB) *gorm.DB {
			return db.Scopes(func(d *gorm.DB) *gorm.DB { return d.Where("1=1") }).Or("id = ?", theirs.ID)
		},
		"not":                  func(db *gorm.DB) *gorm.DB { return db.Not("1 = 0") },
		"their tenant":         func(db *gorm.DB) *gorm.DB { return db.Where("tenant_id = ?", other.id).Or("tenant_id = ?", other.id) },
		"parentheses in an or": func(db *gorm.DB) *gorm.DB { return db.Where("true").Or("1=1) or (1=1") }, // GORM writes a pair of its own round these
		"parentheses in a not": func(db *gorm.DB) *gorm.DB { return db.Not("1=0) or (1=1") },
		"a where clause": func(db *gorm.DB) *gorm.DB {
			return db.Clauses(clause.Where{Exprs: []clause.Expression{clause.Or(clause.Eq{Column: "id", Value: theirs.ID})}}).Or("true")
		},
		"a subquery": func(db *gorm.DB) *gorm.DB {
			return db.Where("id in (?)", db.Session(&gorm.Session{NewDB: true}).Model(&candidate{}).Select("id"))
		},
	}
	for name, how := range reach {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var found []candidate
			err := b.Read(t.Context(), a.admin, func(tx *tenants.Tx) error { return how(tx.DB()).Find(&found).Error })
			ok(t, err)
			for _, c := range found {
				if c.ID != mine.ID {
					t.Fatalf("read %s of another organisation", c.Name)
				}
			}
		})
	}
}

func TestARowPolicyIsConjoinedToEveryList(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	english, _ := b.candidate(t, o, "Ana Belén", "en"), b.candidate(t, o, "Martín Yépez", "es")
	var found []candidate
	ok(t, b.Read(t.Context(), o.trainer, func(tx *tenants.Tx) error {
		return tx.DB().Where("name = ?", "nobody").Or("true").Find(&found).Error
	}))
	if len(found) != 1 || found[0].ID != english.ID {
		t.Fatalf("a trainer reads %v", found)
	}
}

func TestStatementsThatReachRoundTheSealAreRefused(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	c := b.candidate(t, o, "Camila Torres", "es")
	attempts := map[string]func(tx *tenants.Tx) error{
		"raw":          func(tx *tenants.Tx) error { return tx.DB().Raw("select * from candidate").Scan(&[]candidate{}).Error },
		"exec":         func(tx *tenants.Tx) error { return tx.DB().Exec("delete from candidate").Error },
		"unregistered": func(tx *tenants.Tx) error { return tx.DB().Find(&[]enrolment{}).Error },
		"table":        func(tx *tenants.Tx) error { return tx.DB().Table("account").Find(&[]map[string]any{}).Error },
		"aliased":      func(tx *tenants.Tx) error { return tx.DB().Table("account as candidate").Find(&[]candidate{}).Error },
		"join":         func(tx *tenants.Tx) error { return tx.DB().Joins("join account on true").Find(&[]candidate{}).Error },
		"rows":         func(tx *tenants.Tx) error { _, err := tx.DB().Raw("select 1").Rows(); return err },
		"oversight's": func(tx *tenants.Tx) error {
			return tx.DB().Model(&organisationRow{}).Where("true").Update("name", "mine").Error
		},
		"not asked": func(tx *tenants.Tx) error {
			return tx.DB().Model(&candidate{}).Where("id = ?", c.ID).Update("name", "x").Error
		},
		"delete all": func(tx *tenants.Tx) error { return tx.DB().Where("true").Delete(&candidate{}).Error },
		"upsert": func(tx *tenants.Tx) error {
			_ = tx.Allow("edit", &c)
			return tx.DB().Clauses(clause.OnConflict{UpdateAll: true}).Create(&c).Error
		},
		"without where": func(tx *tenants.Tx) error {
			_ = tx.Allow("edit", &c)
			return tx.DB().Model(&candidate{}).Updates(map[string]any{"name": "x"}).Error
		},
	}
	for name, attempt := range attempts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
				tx.Record(tenants.Event{Action: "candidate.changed", Resource: "candidate", Subject: c.ID})
				return attempt(tx)
			})
			refusedAs(t, fault.Internal, err)
		})
	}
	if n := b.count(t, `select count(*) from candidate where tenant_id = $1 and name = 'Camila Torres'`, o.id); n != 1 {
		t.Fatal("the row was changed")
	}
}

func TestAWriteReachesOnlyTheRowsItAskedFor(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	asked, spared := b.candidate(t, o, "Camila Torres", "es"), b.candidate(t, o, "Diego Paredes", "es")
	ok(t, b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		if err := tx.Allow("edit", &asked); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "candidate.changed", Resource: "candidate", Subject: asked.ID})
		return tx.DB().Model(&candidate{}).Where("language = ?", "es").Or("true").Update("name", "Changed").Error
	}))
	if n := b.count(t, `select count(*) from candidate where id = $1 and name = 'Diego Paredes'`, spared.ID); n != 1 {
		t.Fatal("a row was written whose permission was not asked")
	}
	if n := b.count(t, `select count(*) from candidate where id = $1 and name = 'Changed'`, asked.ID); n != 1 {
		t.Fatal("the row that was asked for was not written")
	}
}

func TestARowOfAnotherTenantIsAbsentAndCannotBePlanted(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	a, other := b.org(t), b.org(t)
	theirs := b.candidate(t, other, "Ingrid Dahl", "en")
	err := b.Write(t.Context(), a.admin, func(tx *tenants.Tx) error { return tx.Allow("edit", &theirs) })
	refusedAs(t, fault.NotFound, err)

	planted := candidate{TenantID: other.id, ID: newID(), Name: "Planted", Email: "p@example.org", Language: "en", CreatedAt: now}
	err = b.Write(t.Context(), a.admin, func(tx *tenants.Tx) error {
		_ = tx.Allow("edit", &planted)
		tx.Record(tenants.Event{Action: "candidate.added", Resource: "candidate", Subject: planted.ID})
		return tx.DB().Create(&planted).Error
	})
	refusedAs(t, fault.Internal, err)
}
