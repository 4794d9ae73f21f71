package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

// noted is a test that notes its failures instead of failing.
type noted struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

func (n *noted) Errorf(format string, args ...any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.said = append(n.said, fmt.Sprintf(format, args...))
}

func (n *noted) Helper() {}

func (n *noted) has(words string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Contains(strings.Join(n.said, "\n"), words)
}

// served are pages by path; each is a whole document around its body.
func served(t *testing.T, bodies map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-x'; style-src 'nonce-x'; img-src 'self'; connect-src 'self'; form-action 'self'")
		if r.URL.Path == "/icons.svg" {
			w.Header().Set("Content-Type", "image/svg+xml")
			fmt.Fprint(w, `<svg xmlns="http://www.w3.org/2000/svg"><symbol id="known" viewBox="0 0 1 1"><path d="M0 0h1"/></symbol></svg>`)
			return
		}
		body, ok := bodies[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			body = "<main><h1>Nothing</h1></main>"
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><head><title>Test</title><link rel="icon" href="/icons.svg"><meta name="viewport" content="width=device-width, initial-scale=1"></head><body>%s</body></html>`, body)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestAnAuditFindsWhatIsWrongAndNothingElse(t *testing.T) {
	t.Parallel()
	base := served(t, map[string]string{
		"/fine":     `<main><h1>Fine</h1><svg aria-hidden="true"><use href="/icons.svg#known"></use></svg></main>`,
		"/unnamed":  `<main><h1>Wrong</h1><input type="text"></main>`,
		"/pale":     `<style nonce="x">p{color:#bbb;background:#fff}</style><main><h1>Wrong</h1><p>Hard to read</p></main>`,
		"/wide":     `<style nonce="x">div{width:2000px}</style><main><h1>Wrong</h1><div>wide</div></main>`,
		"/inline":   `<main><h1>Wrong</h1><p style="color:red">inline</p></main>`,
		"/script":   `<main><h1>Wrong</h1><script>document.title = 1</script></main>`,
		"/throws":   `<main><h1>Wrong</h1><script nonce="x">throw new Error("at once")</script></main>`,
		"/complain": `<main><h1>Wrong</h1><script nonce="x">console.error("a complaint")</script></main>`,
		"/icon":     `<main><h1>Wrong</h1><svg aria-hidden="true"><use href="/icons.svg#unknown"></use></svg></main>`,
		"/missing":  `<main><h1>Wrong</h1><img src="/nothing.png" alt="none"></main>`,
	})
	for path, words := range map[string]string{
		"/fine": "", "/unnamed": "Form elements must have labels", "/pale": "color-contrast", "/wide": "scrolls sideways", "/inline": "Content Security Policy",
		"/script": "Content Security Policy", "/throws": "at once", "/complain": "a complaint", "/icon": `"unknown"`, "/missing": "",
	} {
		n := &noted{TB: t}
		p := Open(n, base)
		p.Go(path)
		p.Audit()
		if words == "" && len(n.said) > 0 {
			t.Errorf("%s is found wrong: %v", path, n.said)
		} else if !n.has(words) {
			t.Errorf("%s: %q is not found, only %v", path, words, n.said)
		}
	}
}

func TestAPersonsWordsFindWhatTheyPointAt(t *testing.T) {
	t.Parallel()
	base := served(t, map[string]string{
		"/": `<main><h1>Start</h1>
			<form action="/sent"><fieldset><legend>First session</legend><label>Day <input name="a"></label></fieldset>
			<fieldset><legend>Last session</legend><label for="b">Day</label><input id="b" name="b" value="old"></fieldset>
			<label for="s">Language</label><select id="s" name="s"><option value="">–</option><option value="es">Español</option></select>
			<label><input type="checkbox" name="c"> Agreed</label><label for="f">File</label><input type="file" id="f" name="f">
			<button>Send</button></form>
			<table><tr><td>Rosa</td><td><a href="/rosa">Open</a></td></tr><tr><td>Diego</td><td><a href="/diego">Open</a></td></tr></table>
			<button type="button" hidden>Hidden</button></main>`,
		"/sent": `<main><h1>Sent</h1></main>`, "/diego": `<main><h1>Diego’s page</h1></main>`,
	})
	file := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, options := range [][]Option{nil, {Phone(), Dark(), Language("es")}, {NoScripts()}} {
		p := Open(t, base, options...)
		p.Go("/")
		p.Click("Diego › Open")
		p.At("/diego")
		p.See("Diego’s page")
		p.Go("/")
		p.Fill("Last session › Day", "27")
		p.Fill("First session › Day", "1")
		p.Choose("Language", "Español")
		p.Tick("Agreed")
		p.Upload("File", file)
		if got := p.Value("Last session › Day"); got != "27" {
			t.Errorf("the field holds %q", got)
		}
		p.Click("Send")
		p.See("Sent")
		p.At("/sent?a=1&b=27&s=es&c=on&f=a.txt")
		p.NotSee("Start")
	}
}
