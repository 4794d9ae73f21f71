package candidates_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web/browsertest"
)

// rows is a table of so many people, as a browser uploads it.
func rows(n int) string {
	var b strings.Builder
	b.WriteString("name,email\n")
	for i := range n {
		fmt.Fprintf(&b, "Persona Número %d,p%d@correo.example\n", i, i)
	}
	return b.String()
}

func TestTenThousandRowsComeInWhileThePageSaysHowFarTheyAre(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	type words struct{ field, check, commit, done, going, written string }
	for i, c := range []struct {
		who tenants.Member
		words
	}{
		{s.Andina.Manager, words{"Table of candidates", "Check the file", "Import 10,000 candidates", "10,000 candidates are new on file.", "under way", "rows written"}},
		{s.Nordic.Manager, words{"Tabla de candidatos", "Comprobar el archivo", "Importar 10.000 candidatos", "10.000 candidatos tienen expediente nuevo.", "en curso", "filas escritas"}},
	} {
		look := browsertest.Looks[i]
		file := filepath.Join(t.TempDir(), "padrón.csv")
		ok(t, os.WriteFile(file, []byte(rows(candidates.MaxImportRows)), 0o600))
		p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(c.who)))...)
		p.Go("/o/" + c.who.Organisation().Slug + "/candidates/import")
		p.Upload(c.field, file)
		p.Click(c.check)
		p.See(c.commit)
		browsertest.Eval[bool](p, `(() => {
			sessionStorage.said = ''
			new MutationObserver(() => { sessionStorage.said += document.querySelector('[data-progress]').innerText.trim() }).observe(document.querySelector('[data-progress]'), {childList: true})
			return true
		})()`)
		p.Audit()
		p.Click(c.commit)
		p.See(c.done)
		if said := browsertest.Eval[string](p, `sessionStorage.said`); !strings.Contains(said, c.going) && !strings.Contains(said, c.written) {
			t.Errorf("%s: while it waited the page said %q", look.Name, said)
		}
		if n := s.Count(`select count(*) from candidate where tenant_id = $1 and email like 'p%@correo.example'`, c.who.Tenant()); n != candidates.MaxImportRows {
			t.Errorf("%s: %d on file", look.Name, n)
		}
		p.Audit()
	}
}

func TestHowFarAnImportIsOnlyItsUploaderReads(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at := s.upload(t, s.site.As(s.Andina.Manager), "t.csv", rows(2)).Header.Get("Location") + "/progress"
	s.site.As(s.Andina.Manager).Get(at).Status(200).Says("The import is under way.")
	s.site.As(s.Andina.Admin).Get(at).Status(404)
	s.site.As(s.Nordic.Manager).Get(at).Status(404)
}
