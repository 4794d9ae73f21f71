package tenants_test

import (
	"testing"

	"gorm.io/gorm"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestAListInOneTripIsSealedLikeATransaction(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o, other := b.org(t), b.org(t)
	english, _ := b.candidate(t, o, "Ana Belén", "en"), b.candidate(t, o, "Martín Yépez", "es")
	b.candidate(t, other, "Ingrid Dahl", "en")

	all, err := tenants.List[candidate](t.Context(), b.DB, o.admin, func(db *gorm.DB) *gorm.DB { return db.Where("1=0").Or("true").Order("name") })
	ok(t, err)
	if len(all) != 2 || all[0].Name != "Ana Belén" || !all[0].CreatedAt.Equal(now) {
		t.Fatalf("the administrator reads %+v", all)
	}
	some, err := tenants.List[candidate](t.Context(), b.DB, o.trainer, func(db *gorm.DB) *gorm.DB { return db.Or("true") })
	ok(t, err)
	if len(some) != 1 || some[0].ID != english.ID {
		t.Fatalf("the trainer reads %+v", some)
	}
	_, err = tenants.List[candidate](t.Context(), b.DB, tenants.Member{}, func(db *gorm.DB) *gorm.DB { return db })
	refusedAs(t, fault.Unauthenticated, err)
	_, err = tenants.List[enrolment](t.Context(), b.DB, o.admin, func(db *gorm.DB) *gorm.DB { return db })
	refusedAs(t, fault.Internal, err)
}
