package tenants_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
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

func TestACandidateReadsTheirOwnWhateverThePoliciesSayAndInOneTripToo(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	own := b.candidate(t, o, "Ana Belén", "en")
	b.candidate(t, o, "Martín Yépez", "es")
	ana, _ := b.signed(t)
	b.join(t, o.id, ana.Person(), tenants.RoleCandidate)
	super, err := pgx.Connect(t.Context(), b.base.Super()) // it is their access that says so, and none is at hand
	ok(t, err)
	_, err = super.Exec(t.Context(), fmt.Sprintf(`set session_replication_role = replica; update candidate set person_id = '%s' where id = '%s'`, ana.Person(), own.ID))
	ok(t, errors.Join(err, super.Close(t.Context())))
	m, err := b.AdmitMember(t.Context(), ana, o.slug)
	ok(t, err)

	trip, err := tenants.List[candidate](t.Context(), b.DB, m, func(db *gorm.DB) *gorm.DB { return db.Or("true") })
	ok(t, err)
	var read []candidate
	ok(t, b.Read(t.Context(), m, func(tx *tenants.Tx) error { return tx.DB().Find(&read).Error }))
	for way, all := range map[string][]candidate{"one trip": trip, "a transaction": read} {
		if len(all) != 1 || all[0].ID != own.ID {
			t.Errorf("in %s they read %+v", way, all)
		}
	}
}
