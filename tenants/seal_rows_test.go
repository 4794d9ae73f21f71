package tenants_test

import (
	"testing"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"accord/tenants"
	"accord/tenants/fault"
)

// mark is part of a candidate, as a score is part of its sheet.
type mark struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	Word        string
}

var _ = tenants.Register(tenants.Resource{Name: "mark", Model: mark{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "candidate"})

// marks makes the table of marks, walled as any of an organisation's.
func (b *bed) marks(t *testing.T) {
	t.Helper()
	b.exec(t, `create table mark (tenant_id uuid not null, id uuid not null, candidate_id uuid not null, word text not null, primary key (tenant_id, id))`)
	b.exec(t, `call app.organisation_side('mark')`)
}

func TestARowIsMadeOfItsModelOnly(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	row := map[string]any{"tenant_id": o.id, "id": newID(), "name": "Planted", "email": "p@example.org", "language": "en", "created_at": now}
	type lookalike candidate
	attempts := map[string]func(tx *tenants.Tx) error{
		"a map":         func(tx *tenants.Tx) error { return tx.DB().Model(&candidate{}).Create(row).Error },
		"maps":          func(tx *tenants.Tx) error { return tx.DB().Model(&candidate{}).Create([]map[string]any{row}).Error },
		"a table's map": func(tx *tenants.Tx) error { return tx.DB().Table("candidate").Create(&row).Error },
		"another type": func(tx *tenants.Tx) error {
			return tx.DB().Table("candidate").Create(&lookalike{TenantID: o.id, ID: newID(), Name: "Planted", Email: "q@example.org", Language: "en", CreatedAt: now}).Error
		},
		"a FROM of its own": func(tx *tenants.Tx) error {
			return tx.DB().Clauses(clause.From{Tables: []clause.Table{{Name: "audit_log", Alias: "candidate"}}}).Find(&[]candidate{}).Error
		},
	}
	for name, attempt := range attempts {
		t.Run(name, func(t *testing.T) {
			refusedAs(t, fault.Internal, b.Write(t.Context(), o.trainer, func(tx *tenants.Tx) error {
				tx.Record(tenants.Event{Action: "candidate.made", Resource: "candidate"})
				return attempt(tx)
			}))
		})
	}
	if n := b.count(t, `select count(*) from candidate where name = 'Planted'`); n != 0 {
		t.Errorf("%d rows were planted whose permission was not asked", n)
	}
}

func TestAPartIsWrittenOnlyWithinWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	b.marks(t)
	o := b.org(t)
	asked, spared := b.candidate(t, o, "Camila Torres", "es"), b.candidate(t, o, "Diego Paredes", "es")
	mine, theirs := mark{o.id, newID(), asked.ID, "mine"}, mark{o.id, newID(), spared.ID, "theirs"}
	for _, m := range []mark{mine, theirs} {
		b.exec(t, `insert into mark values ($1,$2,$3,$4)`, m.TenantID, m.ID, m.CandidateID, m.Word)
	}
	attempts := map[string]func(tx *tenants.Tx) error{
		"an upsert over another's": func(tx *tenants.Tx) error {
			return tx.DB().Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "tenant_id"}, {Name: "id"}}, UpdateAll: true}).
				Create(&mark{o.id, theirs.ID, asked.ID, "taken"}).Error
		},
		"saving over another's": func(tx *tenants.Tx) error { return tx.DB().Save(&mark{o.id, theirs.ID, asked.ID, "taken"}).Error },
		"moving one to another": func(tx *tenants.Tx) error {
			return tx.DB().Model(&mark{}).Where("id = ?", mine.ID).Updates(map[string]any{"candidate_id": spared.ID, "word": "moved"}).Error
		},
		"moving one by the field's name": func(tx *tenants.Tx) error {
			return tx.DB().Model(&mark{}).Where("id = ?", mine.ID).Update("CandidateID", spared.ID).Error
		},
		"moving one by a struct": func(tx *tenants.Tx) error {
			return tx.DB().Model(&mark{}).Where("id = ?", mine.ID).Updates(mark{CandidateID: spared.ID, Word: "moved"}).Error
		},
		"moving one by an expression": func(tx *tenants.Tx) error {
			return tx.DB().Model(&mark{}).Where("id = ?", mine.ID).Update("candidate_id", clause.Expr{SQL: "id"}).Error
		},
	}
	for name, attempt := range attempts {
		_ = b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
			if err := tx.Allow("edit", &asked); err != nil {
				return err
			}
			tx.Record(tenants.Event{Action: "candidate.changed", Resource: "candidate", Subject: asked.ID})
			return attempt(tx)
		})
		if n := b.count(t, `select count(*) from mark where (candidate_id = $1 and word = 'mine') or (candidate_id = $2 and word = 'theirs')`, asked.ID, spared.ID); n != 2 {
			t.Fatalf("%s reached a row whose permission was not asked", name)
		}
	}
	ok(t, b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		if err := tx.Allow("edit", &asked); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "candidate.changed", Resource: "candidate", Subject: asked.ID})
		return tx.DB().Save(&mark{o.id, mine.ID, asked.ID, "changed"}).Error
	}))
	if n := b.count(t, `select count(*) from mark where word = 'changed'`); n != 1 {
		t.Fatal("one's own part was not written")
	}
}
