package candidates

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
)

const practice = "date,role,held,hours,field,parties,settled\n"

// shelf is a candidate with a logbook into which tables are brought.
type shelf struct {
	*apptest.World
	t *testing.T
	c Candidate
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	w := apptest.NewWorld(t)
	return shelf{w, t, add(t, w, w.Andina.Manager, camila)}
}

func (s shelf) upload(file string) LogbookImport {
	s.t.Helper()
	imp, err := s.tryUpload(s.Andina.Manager, file)
	ok(s.t, err)
	return imp
}

func (s shelf) tryUpload(m tenants.Member, file string) (imp LogbookImport, err error) {
	s.t.Helper()
	err = write(s.t, s.World, m, func(tx *tenants.Tx) (err error) {
		imp, err = UploadLogbook(tx, s.c.ID, NewImport{FileName: "logbook.csv", Data: []byte(file)})
		return err
	})
	return imp, err
}

func (s shelf) plan(id uuid.UUID) EntryPlan {
	s.t.Helper()
	var p EntryPlan
	ok(s.t, read(s.t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		imp, err := LogbookImportOf(tx, id)
		if err == nil {
			p, err = PlanLogbook(tx, imp, today)
		}
		return err
	}))
	return p
}

func (s shelf) commit(m tenants.Member, id uuid.UUID, digest string, noNames bool) (imp LogbookImport, err error) {
	s.t.Helper()
	err = write(s.t, s.World, m, func(tx *tenants.Tx) (err error) {
		imp, err = CommitLogbook(tx, id, digest, noNames, today)
		return err
	})
	return imp, err
}

func (s shelf) written() int {
	return s.Count("select count(*) from logbook_entry where tenant_id = $1 and candidate_id = $2", s.Andina.ID, s.c.ID)
}

func TestWhatAPlanOfMediationsShowsIsWhatItsCommitWrites(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	imp := s.upload("fecha;función;modalidad;horas;materia;partes;acuerdo\n2026-03-14;Mediadora;presencial;4,5;arrendamiento comercial;2;sí\n02/04/2026;comediador;en línea;3;herencia;4;parcial\n28/04/2026;abogado;híbrida;2;laboral;3;no\n")
	p := s.plan(imp.ID)
	if p.Faulty() || p.Count(WillAdd) != 3 || s.written() != 0 {
		t.Fatalf("planned as %+v with %d written", p.Rows, s.written())
	}
	done, err := s.commit(s.Andina.Manager, imp.ID, p.Digest(), false)
	ok(t, err)
	if done.Added != 3 || s.written() != 3 {
		t.Errorf("%d are added, %d written", done.Added, s.written())
	}
	for _, r := range p.Rows {
		e := r.Entry
		if s.Count("select count(*) from logbook_entry where tenant_id = $1 and held_on = $2 and role = $3 and medium = $4 and hours = $5 and field = $6 and parties = $7 and settled = $8 and verified_at is null",
			s.Andina.ID, e.HeldOn, e.Role, e.Medium, e.Hours, e.Field, e.Parties, e.Settled) != 1 {
			t.Errorf("row %d was shown as %+v and is written otherwise", r.Number, e)
		}
	}
	if s.Count("select count(*) from logbook_import where id = $1 and rows = '[]'", imp.ID) != 1 {
		t.Error("the uploaded rows were kept")
	}
	if s.Count("select count(*) from audit_log where tenant_id = $1 and action = 'logbook.imported' and case_id = $2", s.Andina.ID, s.c.ID) != 1 {
		t.Error("the candidate's timeline says nothing of it")
	}
}

func TestMediationsThatTheLogbookHasAreLeftAsTheyAre(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	const row = "2026-03-14,mediator,online,2,Small claims,2,yes\n"
	first := s.upload(practice + row + row)
	p := s.plan(first.ID)
	if p.Count(WillAdd) != 2 || len(p.Rows[1].Warnings) != 1 || p.Rows[1].Warnings[0].Key != "logbook_import.twice" {
		t.Fatalf("two alike on one day are told as %+v", p.Rows)
	}
	_, err := s.commit(s.Andina.Manager, first.ID, p.Digest(), false)
	ok(t, err)
	again := s.upload(practice + row + row + row)
	p = s.plan(again.ID)
	if p.Count(WillKeep) != 2 || p.Count(WillAdd) != 1 {
		t.Errorf("of three, of which two are there: %+v", p.Rows)
	}
	_, err = s.commit(s.Andina.Manager, again.ID, p.Digest(), false)
	ok(t, err)
	if s.written() != 3 {
		t.Errorf("%d are written", s.written())
	}
}

func TestACommitOfMediationsTwiceIsOneCommit(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	imp := s.upload(practice + "2026-03-14,mediator,online,2,Lease,2,yes\n")
	digest := s.plan(imp.ID).Digest()
	var both sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		both.Go(func() { _, errs[i] = s.commit(s.Andina.Manager, imp.ID, digest, false) })
	}
	both.Wait()
	ok(t, errors.Join(errs...))
	if s.written() != 1 {
		t.Errorf("%d are written", s.written())
	}
}

func TestEveryFaultOfAMediationIsFoundAtItsRowAndColumn(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	const fine = "2026-03-14,mediator,online,2,Lease,2,yes"
	wrong := []struct{ row, column, key string }{
		{",mediator,online,2,Lease,2,yes", "held_on", "logbook_import.empty"},
		{"14 March,mediator,online,2,Lease,2,yes", "held_on", "logbook_import.day"},
		{"14/03/26,mediator,online,2,Lease,2,yes", "held_on", "logbook_import.day"},
		{"2026-02-30,mediator,online,2,Lease,2,yes", "held_on", "logbook_import.day"},
		{"2031-03-14,mediator,online,2,Lease,2,yes", "held_on", "logbook.future"},
		{"1931-03-14,mediator,online,2,Lease,2,yes", "held_on", "logbook.too_early"},
		{"2026-03-14,party,online,2,Lease,2,yes", "role", "logbook_import.word.role"},
		{"2026-03-14,mediator,by pigeon,2,Lease,2,yes", "medium", "logbook_import.word.medium"},
		{"2026-03-14,mediator,online,two,Lease,2,yes", "hours", "logbook.hours"},
		{"2026-03-14,mediator,online,-1,Lease,2,yes", "hours", "logbook.hours"},
		{"2026-03-14,mediator,online,NaN,Lease,2,yes", "hours", "logbook.hours"},
		{"2026-03-14,mediator,online,2.005,Lease,2,yes", "hours", "logbook.hours"},
		{"2026-03-14,mediator,online,2,,2,yes", "field", "logbook_import.empty"},
		{"2026-03-14,mediator,online,2,=HYPERLINK(1),2,yes", "field", "candidate.formula"},
		{"2026-03-14,mediator,online,2," + strings.Repeat("l", MaxField+1) + ",2,yes", "field", "candidate.too_long"},
		{"2026-03-14,mediator,online,2,Lease,1,yes", "parties", "logbook.parties"},
		{"2026-03-14,mediator,online,2,Lease,2.5,yes", "parties", "logbook.parties"},
		{"2026-03-14,mediator,online,2,Lease,2,perhaps", "settled", "logbook_import.word.settled"},
		{"2026-03-14,mediator,online,2,Lease,2,yes,Pérez", "", "import.spare_cells"},
	}
	file := practice + fine + "\n\n"
	for _, w := range wrong {
		file += w.row + "\n"
	}
	imp := s.upload(file)
	p := s.plan(imp.ID)
	if p.Count(Refused) != len(wrong) || p.Rows[0].Outcome != WillAdd {
		t.Fatalf("%d of %d are refused", p.Count(Refused), len(wrong))
	}
	for i, w := range wrong {
		r := p.Rows[i+1]
		if len(r.Faults) != 1 || r.Faults[0].Field != w.column || r.Faults[0].Key != w.key || r.Number != i+4 {
			t.Errorf("%q: row %d, %+v", w.row, r.Number, r.Faults)
		}
	}
	_, err := s.commit(s.Andina.Manager, imp.ID, p.Digest(), true)
	refused(t, err, fault.Conflict)
	if s.written() != 0 {
		t.Error("a row was written although another is refused")
	}
}

// IMI-KE-04: a logbook never names a party. What reads like a name is shown, and
// is written only when somebody says that it is none.
func TestWhatReadsLikeANameIsNotWrittenUnlessSomebodySaysThatItIsNone(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	imp := s.upload(practice + "2026-03-14,mediator,online,2,Lease,2,yes\n2026-03-15,mediator,online,2,Smith v. Jones,2,yes\n")
	p := s.plan(imp.ID)
	if p.Named() != 1 || p.Rows[0].Named || !p.Rows[1].Named || p.Rows[1].Warnings[0].Field != "field" || p.Rows[1].Outcome != WillAdd {
		t.Fatalf("planned as %+v", p.Rows)
	}
	_, err := s.commit(s.Andina.Manager, imp.ID, p.Digest(), false)
	refused(t, err, fault.Invalid)
	sameFields(t, err, "no_names")
	if s.written() != 0 {
		t.Error("a name was written")
	}
	_, err = s.commit(s.Andina.Manager, imp.ID, p.Digest(), true)
	ok(t, err)
	if s.written() != 2 || s.Count("select count(*) from audit_log where tenant_id = $1 and action = 'logbook.imported' and (detail->>'said_no_names')::int = 1", s.Andina.ID) != 1 {
		t.Error("the word that it is none is not on record")
	}
}

func TestATableOfMediationsThatIsNotClearWaitsUntilItIs(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for file, key := range map[string]string{
		"role,held,hours,field,parties,settled\nmediator,online,2,Lease,2,yes":                          "logbook_import.no_column",
		practice[:len(practice)-1] + ",client\n2026-03-14,mediator,online,2,Lease,2,yes,Pérez":          "import.heading_unknown",
		practice + "03/04/2026,mediator,online,2,Lease,2,yes":                                           "logbook_import.days_unclear",
		practice + "13/04/2026,mediator,online,2,Lease,2,yes\n04/13/2026,mediator,online,2,Lease,2,yes": "logbook_import.days_unclear",
		practice + "03/04/2026,mediator,online,2,Lease,2,yes\n13/04/2026,mediator,online,2,Lease,2,yes": "",
		practice + "04/04/2026,mediator,online,2,Lease,2,yes":                                           "",
	} {
		imp := s.upload(file)
		err := imp.Settled()
		if (err != nil) != (key != "") || at(err)["file"] != key {
			t.Errorf("%q: %v", file, err)
		}
		if key != "" {
			err := read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := PlanLogbook(tx, imp, today); return err })
			refused(t, err, fault.Invalid)
		}
	}
	for file, key := range map[string]string{"": "sheet.empty", practice: "sheet.header_only", "2026-03-14,mediator\n2026-03-15,mediator\n": "logbook_import.no_header",
		practice + strings.Repeat("2026-03-14,mediator,online,2,Lease,2,yes\n", MaxLogbook+1): "sheet.too_many"} {
		if _, err := s.tryUpload(s.Andina.Manager, file); at(err)["file"] != key {
			t.Errorf("a file of %d bytes: %v, want %s", len(file), err, key)
		}
	}
}

func TestColumnsOfMediationsAreChosenAndWhatIsLeftOutIsErased(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	imp := s.upload("Client,D,R,M,H,F,P,S\nMaría Pérez,03/04/2026,mediator,online,2,Lease,2,yes\n")
	choose := func(m tenants.Member, c EntryChoice) error {
		return write(t, s.World, m, func(tx *tenants.Tx) error { _, err := ChooseLogbook(tx, imp.ID, c); return err })
	}
	all := func(change func(Mapping)) Mapping {
		m := Mapping{"held_on": 1, "role": 2, "medium": 3, "hours": 4, "field": 5, "parties": 6, "settled": 7}
		change(m)
		return m
	}
	right := all(func(Mapping) {})
	for what, c := range map[string]EntryChoice{
		"without the hours":    {all(func(m Mapping) { delete(m, "hours") }), DayFirst},
		"a column beyond":      {all(func(m Mapping) { m["hours"] = 8 }), DayFirst},
		"a column twice":       {all(func(m Mapping) { m["hours"] = 6 }), DayFirst},
		"something else":       {all(func(m Mapping) { m["client"] = 0 }), DayFirst},
		"no order of the days": {right, ""},
	} {
		if err := choose(s.Andina.Manager, c); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for who, m := range map[string]tenants.Member{"a colleague": s.Andina.Admin, "another organisation": s.Nordic.Manager, "a trainer": s.Andina.Trainer} {
		if err := choose(m, EntryChoice{right, DayFirst}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", who, err)
		}
	}
	ok(t, choose(s.Andina.Manager, EntryChoice{right, MonthFirst}))
	if s.Count("select count(*) from logbook_import where id = $1 and rows::text like '%Pérez%'", imp.ID) != 0 {
		t.Error("the column that was left out is kept")
	}
	p := s.plan(imp.ID)
	if p.Faulty() || day(p.Rows[0].Entry.HeldOn) != "2026-03-04" || p.Rows[0].Entry.Field != "Lease" {
		t.Fatalf("planned as %+v", p.Rows)
	}
	_, err := s.commit(s.Andina.Manager, imp.ID, p.Digest(), false)
	ok(t, err)
	refused(t, choose(s.Andina.Manager, EntryChoice{right, DayFirst}), fault.Conflict)
}

func TestWhoDoesNotKeepALogbookBringsNothingIntoIt(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	const file = practice + "2026-03-14,mediator,online,2,Lease,2,yes\n"
	for who, m := range map[string]tenants.Member{"a trainer": s.Andina.Trainer, "an assessor": s.Andina.Assessor, "another organisation": s.Nordic.Manager} {
		if _, err := s.tryUpload(m, file); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s uploads: %v", who, err)
		}
	}
	imp := s.upload(file)
	digest := s.plan(imp.ID).Digest()
	for who, m := range map[string]tenants.Member{"a colleague": s.Andina.Admin, "a trainer": s.Andina.Trainer, "another organisation": s.Nordic.Manager} {
		if _, err := s.commit(m, imp.ID, digest, false); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s commits: %v", who, err)
		}
	}
	enter(t, s.World, s.Andina.Manager, s.c, NewEntry{HeldOn: time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC), Role: "mediator", Medium: "online", Hours: 2, Field: "lease", Parties: 2, Settled: "yes"})
	_, err := s.commit(s.Andina.Manager, imp.ID, digest, false)
	refused(t, err, fault.Conflict) // it is there by now: the plan is another
	if s.written() != 1 {
		t.Error("it is written although it was shown otherwise")
	}
}

func TestALogbookThatIsFullTakesNoMore(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.Exec(`insert into logbook_entry (tenant_id, id, candidate_id, held_on, role, medium, hours, field, parties, settled, created_at)
		select $1, gen_random_uuid(), $2, date '2001-01-01' + n, 'mediator', 'online', 1, 'lease', 2, 'yes', $3 from generate_series(1, $4::int) n`, s.Andina.ID, s.c.ID, today, MaxLogbook-1)
	p := s.plan(s.upload(practice + "2026-03-14,mediator,online,2,Lease,2,yes\n2026-03-15,mediator,online,2,Lease,2,yes\n").ID)
	if p.Count(WillAdd) != 1 || p.Count(Refused) != 1 || p.Rows[1].Faults[0].Key != "logbook_import.full" {
		t.Errorf("planned as %+v", p.Rows)
	}
}

func TestAnUploadedLogbookIsForgottenAndWhatIsOverStaysSo(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	imp := s.upload(practice + "2026-03-14,mediator,online,2,Lease,2,yes\n")
	digest := s.plan(imp.ID).Digest()
	clerk, err := s.DB.AdmitClerk(t.Context(), s.Andina.ID, ForgetLogbookKind, "test")
	ok(t, err)
	for range 2 {
		ok(t, write(t, s.World, clerk, func(tx *tenants.Tx) error { return ForgetLogbook(tx, imp.ID) }))
	}
	if s.Count("select count(*) from logbook_import where id = $1 and rows = '[]' and forgotten_at is not null", imp.ID) != 1 {
		t.Error("its rows are kept")
	}
	_, err = s.commit(s.Andina.Manager, imp.ID, digest, false)
	refused(t, err, fault.Conflict)
	for _, change := range []string{"committed_at = now(), forgotten_at = null", "rows = '{}', forgotten_at = null"} {
		if s.Try(fmt.Sprintf("update logbook_import set %s where tenant_id = $1 and id = $2", change), s.Andina.ID, imp.ID) == nil {
			t.Errorf("the database lets an import that is over be %s", change)
		}
	}
	other := s.upload(practice + "2026-03-14,mediator,online,2,Lease,2,yes\n")
	if s.Try("update logbook_import set created_by = $3 where tenant_id = $1 and id = $2", s.Andina.ID, other.ID, uuid.New()) == nil {
		t.Error("the database gives an import to somebody else")
	}
}

func TestTheTemplatesOfALogbookAreReadAsTheyAre(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for _, locale := range []string{"en", "es"} {
		for _, as := range []sheets.Format{sheets.CSV, sheets.Workbook} {
			p := s.plan(s.upload(string(LogbookTemplate(locale, as))).ID)
			if p.Faulty() || p.Count(WillAdd) != 2 || p.Named() != 0 || p.Rows[0].Entry.Hours != 4.5 || p.Rows[1].Entry.Settled != "partly" {
				t.Errorf("%s as %s: %+v", locale, as, p.Rows)
			}
		}
	}
}
