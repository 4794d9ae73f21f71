package candidates

import (
	"errors"
	"fmt"
	"slices"
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

const table = "nombre;correo;idioma;país\nLucía Ferrán;lucia@correo.example;es;EC\nJosé Núñez;jose@correo.example;;\n"

func upload(t *testing.T, w *apptest.World, m tenants.Member, file string) (Import, error) {
	t.Helper()
	var imp Import
	err := write(t, w, m, func(tx *tenants.Tx) (err error) {
		imp, err = Upload(tx, NewImport{FileName: `C:\fakepath\trainees.csv`, Data: []byte(file)})
		return err
	})
	return imp, err
}

func plan(t *testing.T, w *apptest.World, m tenants.Member, id uuid.UUID) Plan {
	t.Helper()
	var p Plan
	ok(t, read(t, w, m, func(tx *tenants.Tx) error {
		imp, err := ImportOf(tx, id)
		if err == nil {
			p, err = PlanOf(tx, imp)
		}
		return err
	}))
	return p
}

func commit(t *testing.T, w *apptest.World, m tenants.Member, id uuid.UUID, digest string) (Import, error) {
	t.Helper()
	var imp Import
	err := write(t, w, m, func(tx *tenants.Tx) (err error) { imp, err = Commit(tx, id, digest); return err })
	return imp, err
}

func onFileNow(w *apptest.World) int {
	return w.Count("select count(*) from candidate where tenant_id = $1", w.Andina.ID)
}

func TestWhatThePlanShowsIsWhatTheCommitDoes(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	add(t, w, w.Andina.Manager, NewCandidate{Name: "Jose Nunez", Email: "jose@correo.example"})
	imp, err := upload(t, w, w.Andina.Manager, table)
	ok(t, err)
	if imp.FileName != "trainees.csv" || onFileNow(w) != 1 {
		t.Errorf("uploaded as %q; %d on file before the commit", imp.FileName, onFileNow(w))
	}
	p := plan(t, w, w.Andina.Manager, imp.ID)
	if p.Faulty() || p.Count(WillAdd) != 1 || p.Count(WillKeep) != 1 || p.Rows[0].Number != 2 || p.Rows[1].Existing == uuid.Nil {
		t.Fatalf("planned as %+v", p.Rows)
	}
	done, err := commit(t, w, w.Andina.Manager, imp.ID, p.Digest())
	ok(t, err)
	if done.Added != 1 || onFileNow(w) != 2 {
		t.Errorf("added %d, %d on file", done.Added, onFileNow(w))
	}
	if w.Count("select count(*) from candidate where tenant_id = $1 and name = 'Lucía Ferrán' and language = 'es' and country = 'EC'", w.Andina.ID) != 1 {
		t.Error("the row's fields did not arrive")
	}
	if w.Count("select count(*) from candidate_import where id = $1 and rows = '[]'", imp.ID) != 1 {
		t.Error("the uploaded rows were kept")
	}
}

func TestACommitTwiceIsOneCommit(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	imp, err := upload(t, w, w.Andina.Manager, table)
	ok(t, err)
	digest := plan(t, w, w.Andina.Manager, imp.ID).Digest()
	var both sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		both.Go(func() { _, errs[i] = commit(t, w, w.Andina.Manager, imp.ID, digest) })
	}
	both.Wait()
	ok(t, errors.Join(errs...))
	if onFileNow(w) != 2 || w.Count("select count(*) from audit_log where subject_id = $1 and action = 'import.committed'", imp.ID) != 1 {
		t.Errorf("%d on file", onFileNow(w))
	}
}

func TestEveryFaultOfATableIsFoundAtItsRowAndColumn(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	add(t, w, w.Andina.Manager, NewCandidate{Name: "Somebody Else", Email: "taken@x.example"})
	imp, err := upload(t, w, w.Andina.Manager, strings.Join([]string{
		"name,email,language,country,reference",
		"Ana Bel,ana@x.example,,,",       // 2: fine
		",no-name@x.example,,,",          // 3
		"Bo,not an address,,,",           // 4
		"",                               // 5: empty
		"Cy,CY@x.example,klingon,Spain,", // 6
		"Ana Bel,ana@X.example,,,",       // 7: the address of row 2
		"=1+1,ed@x.example,,,@SUM(A1)",   // 8
		"Fe,fe@x.example,es,EC,1,spare",  // 9
		"Gi,taken@x.example,,,",          // 10: somebody else's
		"Ana Bel,ana2@x.example,,,",      // 11: fine, but the name of row 2
	}, "\n"))
	ok(t, err)
	p := plan(t, w, w.Andina.Manager, imp.ID)
	want := map[int][]string{3: {"name candidate.name_required"}, 4: {"email candidate.email_form"},
		6: {"language candidate.language_unknown", "country candidate.country_unknown"}, 7: {"email import.twice"},
		8: {"name candidate.name_letters", "reference candidate.formula"}, 9: {" import.spare_cells"}}
	for _, r := range p.Rows {
		var got []string
		for _, f := range r.Faults {
			got = append(got, f.Field+" "+f.Key)
		}
		if !slices.Equal(got, want[r.Number]) {
			t.Errorf("row %d: %v, want %v", r.Number, got, want[r.Number])
		}
		if warned := len(r.Warnings) > 0; warned != (r.Number >= 10) {
			t.Errorf("row %d: warned of %v", r.Number, r.Warnings)
		}
		if (r.Outcome == Refused) != (len(want[r.Number]) > 0) {
			t.Errorf("row %d: %s", r.Number, r.Outcome)
		}
	}
	if last := p.Rows[len(p.Rows)-1]; len(last.Warnings) != 1 || last.Warnings[0].Key != "import.namesake_row" {
		t.Errorf("the namesake is told as %v", last.Warnings)
	}
	_, err = commit(t, w, w.Andina.Manager, imp.ID, p.Digest())
	refused(t, err, fault.Conflict)
	if onFileNow(w) != 1 {
		t.Errorf("%d on file: some rows got in", onFileNow(w))
	}
}

func TestACommitIsRefusedWhenItWouldDoAnythingElseThanWasShown(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	imp, err := upload(t, w, w.Andina.Manager, table)
	ok(t, err)
	shown := plan(t, w, w.Andina.Manager, imp.ID).Digest()
	add(t, w, w.Andina.Manager, NewCandidate{Name: "Lucía Ferrán", Email: "lucia@correo.example"})
	_, err = commit(t, w, w.Andina.Manager, imp.ID, shown)
	refused(t, err, fault.Conflict)
	_, err = commit(t, w, w.Andina.Manager, imp.ID, "")
	refused(t, err, fault.Conflict)
	if onFileNow(w) != 1 {
		t.Errorf("%d on file", onFileNow(w))
	}
	done, err := commit(t, w, w.Andina.Manager, imp.ID, plan(t, w, w.Andina.Manager, imp.ID).Digest())
	ok(t, err)
	if done.Added != 1 {
		t.Errorf("after a second look, added %d", done.Added)
	}
}

func TestAFileThatIsNoTableOfCandidatesIsRefusedAtItsField(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for file, key := range map[string]string{
		"":                                   "sheet.empty",
		"name,email\n":                       "sheet.header_only",
		"PK\x03\x04":                         "sheet.not_workbook",
		"Ana,ana@x.example\nBo,bo@x.example": "import.no_header",
		strings.Repeat("x,", MaxImportColumns) + "x\n1":                       "import.columns_many",
		"name,email\n\"Ana,ana@x.example\nBo":                                 "sheet.quote",
		"name,email\n" + strings.Repeat("Ana,a@x.example\n", MaxImportRows+1): "sheet.too_many",
	} {
		_, err := upload(t, w, w.Andina.Manager, file)
		if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) || at(err)["file"] != key {
			t.Errorf("%.30q: %v", file, err)
		}
	}
	if w.Count("select count(*) from candidate_import where tenant_id = $1", w.Andina.ID) != 0 {
		t.Error("a refused file was kept")
	}
}

func TestTenThousandPeopleComeInAtOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	var b strings.Builder
	b.WriteString("name,email\n")
	for i := range MaxImportRows {
		fmt.Fprintf(&b, "Person Number %d,p%d@x.example\n", i, i)
	}
	imp, err := upload(t, w, w.Andina.Manager, b.String())
	ok(t, err)
	_, err = commit(t, w, w.Andina.Manager, imp.ID, plan(t, w, w.Andina.Manager, imp.ID).Digest())
	ok(t, err)
	if onFileNow(w) != MaxImportRows {
		t.Errorf("%d on file", onFileNow(w))
	}
}

func TestAnImportIsItsUploadersAlone(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	imp, err := upload(t, w, w.Andina.Manager, table)
	ok(t, err)
	digest := plan(t, w, w.Andina.Manager, imp.ID).Digest()
	for _, m := range []tenants.Member{w.Andina.Admin, w.Andina.Trainer, w.Nordic.Manager} {
		_, err := commit(t, w, m, imp.ID, digest)
		refused(t, err, fault.NotFound)
	}
	for _, m := range []tenants.Member{w.Andina.Assessor, w.Andina.Trainer} { // a trainer imports into a cohort only
		_, err := upload(t, w, m, table)
		if !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%v uploaded: %v", m.Roles(), err)
		}
	}
}

func TestAnUploadThatNobodyCommitsIsForgotten(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	imp, err := upload(t, w, w.Andina.Manager, table)
	ok(t, err)
	if w.Count("select count(*) from deadline where subject_id = $1 and kind = $2 and due_at = $3", imp.ID, ForgetImportKind, w.Clock.Now().Add(ImportLife)) != 1 {
		t.Error("nothing will forget it")
	}
	digest := plan(t, w, w.Andina.Manager, imp.ID).Digest()
	w.Clock.Add(25 * time.Hour)
	clerk, err := w.DB.AdmitClerk(t.Context(), w.Andina.ID, ForgetImportKind, "test")
	ok(t, err)
	for range 2 { // a job may run twice
		ok(t, write(t, w, clerk, func(tx *tenants.Tx) error { return Forget(tx, imp.ID) }))
	}
	_, err = commit(t, w, w.Andina.Manager, imp.ID, digest)
	refused(t, err, fault.Conflict)
	if w.Count("select count(*) from candidate_import where id = $1 and rows = '[]' and forgotten_at is not null", imp.ID) != 1 || onFileNow(w) != 0 {
		t.Error("its rows are still there")
	}
}

func TestTheTemplateCanBeImportedAsItIs(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for _, locale := range []string{"en", "es"} {
		for _, as := range sheets.Formats {
			imp, err := upload(t, w, w.Andina.Manager, string(Template(locale, as)))
			ok(t, err)
			if p := plan(t, w, w.Andina.Manager, imp.ID); p.Faulty() || len(p.Rows) != 1 || p.Rows[0].Country != "EC" {
				t.Errorf("%s, %s: %+v", locale, as, p.Rows)
			}
		}
	}
}
