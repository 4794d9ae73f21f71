package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Patience is how long a page may take to show what a test waits for, on a
// machine that does much else.
const Patience = 20 * time.Second

// Page is one visitor's tab. Its methods fail the test when the page is not as
// they say.
type Page struct {
	t      testing.TB
	ctx    context.Context
	base   string
	width  int64
	height int64
	dark   bool
	quiet  bool // without scripts

	mu       sync.Mutex
	troubles []string
	allowed  []string
	stays    bool // what the visitor answers when a page asks whether to leave it
	asked    int
}

// Option sets what kind of visitor it is.
type Option func(*settings)

type settings struct {
	width, height int64
	dark, quiet   bool
	language      string
	zone          string
	cookies       [][2]string
}

// Phone is 390 wide.
func Phone() Option { return Width(390) }

// Width is as wide as that.
func Width(px int64) Option {
	return func(s *settings) {
		s.width = px
		if px < 800 {
			s.height = 844
		}
	}
}

// Dark prefers the dark theme.
func Dark() Option { return func(s *settings) { s.dark = true } }

// Language asks for a language.
func Language(tag string) Option { return func(s *settings) { s.language = tag } }

// Zone is the time zone of the visitor's device; UTC without it.
func Zone(name string) Option { return func(s *settings) { s.zone = name } }

// NoScripts has scripts turned off.
func NoScripts() Option { return func(s *settings) { s.quiet = true } }

// Cookie brings a cookie along, such as a session's.
func Cookie(name, value string) Option {
	return func(s *settings) { s.cookies = append(s.cookies, [2]string{name, value}) }
}

// Open opens a tab on a site; it closes with the test.
func Open(t testing.TB, base string, options ...Option) *Page {
	t.Helper()
	s := settings{width: 1440, height: 900, language: "en", zone: "UTC"}
	for _, o := range options {
		o(&s)
	}
	parent, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	p := &Page{t: t, ctx: ctx, base: strings.TrimSuffix(base, "/"), width: s.width, height: s.height, dark: s.dark, quiet: s.quiet}
	t.Cleanup(func() {
		if t.Failed() {
			p.keep("failed-" + strings.NewReplacer("/", "-", " ", "-").Replace(t.Name()))
		}
		cancel()
	})
	p.must(chromedp.Listen(ctx, p.listen))
	p.set(s)
	return p
}

// set makes the visitor.
func (p *Page) set(s settings) {
	p.t.Helper()
	size := []chromedp.EmulateViewportOption{}
	if s.width < 800 {
		size = append(size, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(s.width, s.height, size...)))
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	call(p, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: s.zone})
	call(p, network.Enable, network.EnableParams{})
	call(p, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": json.RawMessage(fmt.Sprintf("%q", s.language))}})
	for _, c := range s.cookies {
		call(p, network.SetCookie, network.SetCookieParams{Name: c[0], Value: c[1], URL: p.base})
	}
	if s.quiet {
		call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
}

func call[P, R any](p *Page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	r, err := chromedp.Call(p.ctx, command, params)
	p.must(err)
	return r
}

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// listen notes what no page may do: throw, log an error, break the content
// policy. Answers of 4xx are a test's business.
func (p *Page) listen(event any) {
	said := ""
	switch e := event.(type) {
	case *page.EventJavascriptDialogOpening:
		go p.answer(e.Type) // whoever listens must not ask the browser for anything
	case *runtime.EventExceptionThrown:
		said = "thrown: " + e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			said += " " + e.ExceptionDetails.Exception.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "a status of 4") {
			said = string(e.Entry.Source) + ": " + e.Entry.Text + " " + e.Entry.URL
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			said = "console: "
			for _, a := range e.Args {
				said += string(a.Value) + a.Description + " "
			}
		}
	}
	if said != "" {
		p.mu.Lock()
		p.troubles = append(p.troubles, said)
		p.mu.Unlock()
	}
}

// Allow lets a trouble pass whose words contain this: a fault that the test
// causes on purpose.
func (p *Page) Allow(words string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.allowed = append(p.allowed, words)
}

// Calm fails the test when the page was in trouble.
func (p *Page) Calm() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
next:
	for _, said := range p.troubles {
		for _, words := range p.allowed {
			if strings.Contains(said, words) {
				continue next
			}
		}
		p.t.Errorf("the page is in trouble: %s", said)
	}
	p.troubles = nil
}

// Go opens a path of the site.
func (p *Page) Go(path string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 2*Patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(p.base+path)); err != nil {
		p.t.Fatalf("%s does not open: %v", path, err)
	}
}

// Path is where the page is, with its query.
func (p *Page) Path() string {
	p.t.Helper()
	return Eval[string](p, `location.pathname + location.search`)
}

// At waits until the page is at a path.
func (p *Page) At(path string) {
	p.t.Helper()
	p.until(fmt.Sprintf("the page is at %s", path), fmt.Sprintf(`location.pathname + location.search === %q || location.pathname === %q`, path, path))
}

// Eval runs an expression in the page and answers its value.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return evalWithin[T](p, Patience, expression)
}

// evalWithin is Eval of what is long work, not waiting.
func evalWithin[T any](p *Page, most time.Duration, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, most)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to be true. The page may be replaced meanwhile.
func (p *Page) until(what, expression string) {
	p.t.Helper()
	var last error
	for deadline := time.Now().Add(Patience); time.Now().Before(deadline); {
		var ok bool
		ctx, cancel := context.WithTimeout(p.ctx, Patience)
		ok, last = chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if last == nil && ok {
			return
		}
		if p.ctx.Err() != nil {
			break
		}
		time.Sleep(25 * time.Millisecond) // between two looks at another process; nothing else can tell
	}
	p.t.Fatalf("it did not happen that %s (at %s; %v)\n%s", what, p.safePath(), last, p.excerpt())
}

func (p *Page) safePath() string {
	path, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`location.pathname + location.search`))
	return path
}

func (p *Page) excerpt() string {
	text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.querySelector("main")?.innerText ?? document.body?.innerText ?? ""`))
	if len(text) > 1500 {
		text = text[:1500] + " …"
	}
	return text
}

// Shot keeps a picture of the whole page in the folder that SCREENSHOTS names;
// without it, nothing.
func (p *Page) Shot(name string) {
	p.t.Helper()
	if picturing() && !p.keep(name) {
		p.t.Errorf("no picture %s", name)
	}
}

// picturing says whether pictures are asked for.
func picturing() bool { return os.Getenv("SCREENSHOTS") != "" }

func (p *Page) keep(name string) bool {
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return false
	}
	_, _ = chromedp.Run(p.ctx, chromedp.Evaluate[bool](`(scrollTo({top: 0, behavior: "instant"}), true)`))
	shot, err := chromedp.Call(p.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: new(true)})
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), shot.Data, 0o644)
	}
	return err == nil
}
