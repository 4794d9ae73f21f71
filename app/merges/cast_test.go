package merges_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/merges"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// stage is an organisation with two records of one person.
type stage struct {
	*apptest.World
	org       apptest.Org
	ana, dupe candidates.Candidate
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{World: apptest.NewWorld(t)}
	s.org = s.Andina
	s.ana = s.add(t, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana.torres@correo.example", Language: "es", Country: "EC", Reference: "A-1"})
	s.dupe = s.add(t, candidates.NewCandidate{Name: "Torres, Ana Lucia", Email: "anatorres@trabajo.example", Language: "en", Country: "EC", Reference: ""})
	return s
}

func (s *stage) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.try(m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s *stage) read(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Read(context.Background(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s *stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(context.Background(), m, fn)
}

func (s *stage) add(t *testing.T, in candidates.NewCandidate) candidates.Candidate {
	t.Helper()
	var c candidates.Candidate
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) { c, err = candidates.Add(tx, in); return err })
	return c
}

// merge confirms what it was shown, as somebody.
func (s *stage) merge(m tenants.Member, kept, gone uuid.UUID, take ...string) (done merges.Merge, err error) {
	var c merges.Comparison
	if err = s.DB.Read(context.Background(), m, func(tx *tenants.Tx) (err error) { c, err = merges.Compare(tx, kept, gone); return err }); err != nil {
		return done, err
	}
	err = s.try(m, func(tx *tenants.Tx) (err error) {
		done, err = merges.Unite(tx, merges.NewMerge{Kept: kept, Merged: gone, Take: take, Digest: c.Digest()})
		return err
	})
	return done, err
}

func (s *stage) merged(t *testing.T, take ...string) merges.Merge {
	t.Helper()
	m, err := s.merge(s.org.Manager, s.ana.ID, s.dupe.ID, take...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (s *stage) undo(m merges.Merge) error {
	return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := merges.Undo(tx, m.ID); return err })
}

// cohort is a cohort that a member trains, with these people in it.
func (s *stage) cohort(t *testing.T, code string, trainer tenants.Member, people ...candidates.Candidate) trainings.Cohort {
	t.Helper()
	var c trainings.Cohort
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: s.org.CMTP, Code: code, Title: "Foundations " + code, Language: "es", StartsOn: apptest.Start.AddDate(0, 0, -20),
			EndsOn: apptest.Start.AddDate(0, 0, 20), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		return err
	})
	s.Exec(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at) values ($1,$2,$3,$4,$5)`, s.org.ID, uuid.Must(uuid.NewV7()), c.ID, trainer.Membership(), apptest.Start)
	for _, p := range people {
		s.write(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := trainings.EnrolOnFile(tx, c.ID, p.ID, ""); return err })
	}
	return c
}

func (s *stage) assessed(t *testing.T, c candidates.Candidate, assessors ...tenants.Member) assessments.Assessment {
	t.Helper()
	var a assessments.Assessment
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		if a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.org.QAP}); err != nil {
			return err
		}
		for _, m := range assessors {
			if _, err = assessments.Assign(tx, a.ID, m.Membership()); err != nil {
				return err
			}
		}
		return nil
	})
	return a
}

// ways of the kernel leave rows that are nobody's record; an undoing does not take them back.
var kernels = []string{"audit_log", "journal_leaf", "journal_head", "outbox", "deadline", "idempotency", "candidate_merge"}

// dump is every row of the organisation, table by table.
func (s *stage) dump(t *testing.T) map[string][]string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL("owner"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(t.Context(), `select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'public' and c.relkind in ('r','p') and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 40 {
		t.Fatalf("%d tables: %v", len(tables), err)
	}
	all := map[string][]string{}
	for _, table := range tables {
		if slices.Contains(kernels, table) {
			continue
		}
		found, err := conn.Query(t.Context(), fmt.Sprintf(`select to_jsonb(r)::text from %s r where tenant_id = $1 order by 1`, table), s.org.ID)
		if err != nil {
			t.Fatal(table, err)
		}
		if all[table], err = pgx.CollectRows(found, pgx.RowTo[string]); err != nil {
			t.Fatal(table, err)
		}
	}
	return all
}

func same(t *testing.T, before, after map[string][]string) {
	t.Helper()
	for table, rows := range before {
		if !slices.Equal(rows, after[table]) {
			t.Errorf("%s is not as it was:\n%v\n%v", table, rows, after[table])
		}
	}
}

func refused(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Code != code || key != "" && f.Key != key {
		t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}
