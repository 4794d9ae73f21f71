package demo

import (
	"context"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/cmd/internal/embedded"
)

// played is a demo that runs in this process.
type played struct {
	home, url  string
	readyAfter time.Duration

	mu    sync.Mutex
	out   strings.Builder
	ready chan struct{}
	ended chan error
	end   context.CancelFunc
}

// Write takes what the demo prints.
func (d *played) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.out.Write(b); strings.Contains(string(b), "is ready at") {
		close(d.ready)
	}
	return len(b), nil
}

func (d *played) said() string { d.mu.Lock(); defer d.mu.Unlock(); return d.out.String() }

// folder is a place for a home that the servers' own user can enter.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "accord-demo-")
	if err == nil {
		err = os.Chmod(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "home")
}

// play starts the demo and waits until it is ready.
func play(t *testing.T, home string) *played {
	t.Helper()
	addr := free(t)
	ctx, end := context.WithCancel(context.Background())
	d := &played{home: home, url: "http://" + addr, ready: make(chan struct{}), ended: make(chan error, 1), end: end}
	from := time.Now()
	go func() { d.ended <- Start(ctx, home, setting(map[string]string{"ACCORD_ADDR": addr}), d) }()
	t.Cleanup(func() { d.stop(t) })
	select {
	case <-d.ready:
	case err := <-d.ended:
		d.end = nil
		log, _ := os.ReadFile(filepath.Join(home, "demo", "accord.log"))
		t.Fatalf("it did not start: %v\n%s\n%s", err, d.said(), log[max(0, len(log)-2000):])
	}
	d.readyAfter = time.Since(from)
	return d
}

func (d *played) stop(t *testing.T) {
	t.Helper()
	if d.end == nil {
		return
	}
	d.end()
	d.end = nil
	if err := <-d.ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

func setting(env map[string]string) func(string) string {
	return func(name string) string { return env[name] }
}

// free is a loopback address that nobody listens at.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (d *played) owner(t *testing.T) *pgx.Conn {
	t.Helper()
	lines, err := embedded.RunningEnv(d.home)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if address, ok := strings.CutPrefix(line, "DATABASE_URL_OWNER="); ok {
			conn, err := pgx.Connect(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close(context.Background()) })
			return conn
		}
	}
	t.Fatal("no owner")
	return nil
}

func (d *played) mails(t *testing.T) []embedded.Message {
	t.Helper()
	box, err := embedded.OpenMailbox(filepath.Join(d.home, "mail"))
	if err != nil {
		t.Fatal(err)
	}
	return box.Messages()
}

// visitor is a browser without scripts, signed in by the bar.
type visitor struct {
	t    *testing.T
	base string
	http *http.Client
}

func (d *played) visitor(t *testing.T, as ...Person) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t, d.url, &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	for _, p := range as {
		v.becomes(p)
	}
	return v
}

func (v *visitor) get(path string) string {
	v.t.Helper()
	answer, err := v.http.Get(v.base + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		v.t.Errorf("%s: %s (%v)", path, answer.Status, err)
	}
	return string(body)
}

var tokenOfForm = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// try sends one of the bar's forms and answers what came of it.
func (v *visitor) try(path string, pairs ...string) (int, string) {
	v.t.Helper()
	token := tokenOfForm.FindStringSubmatch(v.get("/demo/mail"))
	if token == nil {
		v.t.Fatal("the page has no form")
	}
	form := url.Values{"_csrf": {token[1]}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	answer, err := v.http.PostForm(v.base+path, form)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(body)
}

func (v *visitor) posts(path string, pairs ...string) {
	v.t.Helper()
	if status, body := v.try(path, pairs...); status != http.StatusOK {
		v.t.Errorf("%s: %d\n%s", path, status, rows(body))
	}
}

func (v *visitor) becomes(p Person) { v.t.Helper(); v.posts("/demo/switch", "as", p.Email) }

func (v *visitor) says(page string, texts ...string) {
	v.t.Helper()
	for _, text := range texts {
		if !strings.Contains(rows(page), text) {
			v.t.Errorf("the page does not say %q:\n%s", text, rows(page))
		}
	}
}

// follow goes where the link of that text leads.
func (v *visitor) follow(page, text string) string {
	v.t.Helper()
	link := regexp.MustCompile(`<a[^>]*href="(/[^"]+)"[^>]*>(?:<[^>]+>)*` + regexp.QuoteMeta(html.EscapeString(text)) + `<`).FindStringSubmatch(page)
	if link == nil {
		v.t.Fatalf("no link says %q:\n%s", text, rows(page))
	}
	return v.get(html.UnescapeString(link[1]))
}

var (
	tags     = regexp.MustCompile(`(?s)<(script|style|select)\b.*?</(script|style|select)>|<[^>]+>`)
	blank    = regexp.MustCompile(`\s+`)
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
)

// rows is what a page's main part says.
func rows(page string) string {
	if m := mainPart.FindString(page); m != "" {
		page = m
	}
	return strings.TrimSpace(blank.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(page, " ")), " "))
}
