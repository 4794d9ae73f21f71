package candidates_test

import (
	"fmt"
	"strings"
	"testing"

	"accord/app/candidates"
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
	at := s.upload(t, s.site.As(s.Andina.Manager), "padrón.csv", rows(candidates.MaxImportRows)).Header.Get("Location")
	p := browsertest.Open(t, s.site.URL, browsertest.Phone(), browsertest.Cookie("locale", "es"), browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
	p.Go(at)
	browsertest.Eval[bool](p, `(() => {
		sessionStorage.said = ''
		new MutationObserver(() => { sessionStorage.said += document.querySelector('[data-progress]').innerText.trim() }).observe(document.querySelector('[data-progress]'), {childList: true})
		return true
	})()`)
	p.Audit()
	p.Click("Importar 10.000 candidatos")
	p.See("10.000 candidatos tienen expediente nuevo.")
	if said := browsertest.Eval[string](p, `sessionStorage.said`); !strings.Contains(said, "curso") && !strings.Contains(said, "filas escritas") {
		t.Errorf("while it waited the page said %q", said)
	}
	if n := s.Count(`select count(*) from candidate where tenant_id = $1 and email like 'p%@correo.example'`, s.Andina.ID); n != candidates.MaxImportRows {
		t.Errorf("%d on file", n)
	}
	p.Audit()
}

func TestHowFarAnImportIsOnlyItsUploaderReads(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at := s.upload(t, s.site.As(s.Andina.Manager), "t.csv", rows(2)).Header.Get("Location") + "/progress"
	s.site.As(s.Andina.Manager).Get(at).Status(200).Says("The import is under way.")
	s.site.As(s.Andina.Admin).Get(at).Status(404)
	s.site.As(s.Nordic.Manager).Get(at).Status(404)
}
