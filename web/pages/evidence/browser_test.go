package evidence

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// gate stands between browsers and the store and lets parts through as a test
// says: the line whose speed it is.
type gate struct {
	mu     sync.Mutex
	passes int // parts that may still pass; below 0: all
	cut    int // parts that are cut off on the way
	turned *sync.Cond
}

func newGate(t *testing.T) (*gate, string) {
	t.Helper()
	g := &gate{passes: -1}
	g.turned = sync.NewCond(&g.mu)
	store, err := url.Parse(tenantstest.Bucket(t).Endpoint)
	ok(t, err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(store)
		r.Out.Host = r.In.Host // it is signed
	}, ErrorHandler: func(http.ResponseWriter, *http.Request, error) {}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			body, err := io.ReadAll(r.Body) // whole, or a browser that goes away is not noticed
			if err != nil || g.wait(r) {
				panic(http.ErrAbortHandler)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { g.let(-1); server.Close() })
	return g, server.URL
}

// wait holds a part until it may pass; true when it is to be cut off.
func (g *gate) wait(r *http.Request) bool {
	gone := make(chan struct{})
	defer close(gone)
	go func() { // whoever aborts must not hold a place in the queue
		select {
		case <-r.Context().Done():
			g.turned.Broadcast()
		case <-gone:
		}
	}()
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.passes == 0 && r.Context().Err() == nil {
		g.turned.Wait()
	}
	if r.Context().Err() != nil {
		return true
	}
	if g.cut > 0 {
		g.cut--
		return true
	}
	if g.passes > 0 {
		g.passes--
	}
	return false
}

// let opens the gate for so many more parts; below 0 for all.
func (g *gate) let(n int) { g.mu.Lock(); g.passes = n; g.mu.Unlock(); g.turned.Broadcast() }

// cutOff cuts off the next n parts on the way.
func (g *gate) cutOff(n int) { g.mu.Lock(); g.cut = n; g.mu.Unlock() }

func (c *cast) open(t *testing.T, token string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	return browsertest.Open(t, c.site.URL, append(options, browsertest.Cookie("accord", token))...)
}

// file writes a PDF of that many bytes and answers its path.
func file(t *testing.T, name string, size int, fill byte) string {
	t.Helper()
	body := append(bytes.Clone(pdf), bytes.Repeat([]byte{fill}, max(0, size-len(pdf)))...)
	path := filepath.Join(t.TempDir(), name)
	ok(t, os.WriteFile(path, body, 0o600))
	return path
}

// arrived waits until the page knows that so many whole parts have come.
func arrived(t *testing.T, p *browsertest.Page, parts int) {
	t.Helper()
	for range 600 {
		if browsertest.Eval[int](p, `[...document.querySelector('imi-upload').items][0].sent.size`) == parts {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%d parts do not arrive", parts)
}

func TestAFileIsBroughtPausedResumedAndGoesOnAfterAReload(t *testing.T) {
	t.Parallel()
	g, endpoint := newGate(t)
	c := newCast(t, endpoint)
	const size = 5*s3vault.PartSize - 1000 // 41.9 MB in five parts
	recording := file(t, "recording.pdf", size, 'a')
	c.Agrees(c.Andina, c.candidate)
	p := c.open(t, c.site.Token(c.Andina.Manager))
	p.Allow("net::ERR_") // what the test itself cuts off

	p.Go(c.home + "/evidence/new?candidate=" + c.candidate.String())
	p.Choose("Kind of document", "Recording of a role-play or mediation")
	g.let(2)
	p.Upload("Choose files", recording)
	p.See("41.9 MB, ready to upload")
	p.Press("Upload")
	arrived(t, p, 2)
	p.Press("recording.pdf › Pause")
	p.See("Paused at 40%, 16.8 MB of 41.9 MB")
	p.Shot("upload-paused-1440-light")
	p.Audit()
	if got := p.Focused(); got != "Resume" {
		t.Errorf("the focus is on %q", got)
	}
	g.let(1)
	p.Press("recording.pdf › Resume")
	arrived(t, p, 3)
	p.Press("recording.pdf › Pause")
	p.See("Paused at 60%")

	p.Go(c.home + "/evidence/new?candidate=" + c.candidate.String()) // a reload
	p.See("recording.pdf", "41.9 MB, not finished. Resume by choosing the same file again.")
	p.Shot("upload-unfinished-1440-light")
	p.Upload("Choose files", file(t, "recording.pdf", size, 'b'))
	p.See("This is not the file that the upload was begun with")
	g.let(-1)
	g.cutOff(2) // and two parts are lost on the way, and sent again
	p.Upload("Choose files", recording)
	p.See("Received. Its type is being established.")

	var all []evidence.Version
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { all, err = evidence.OfCandidate(tx, c.candidate); return err }))
	if len(all) != 1 || all[0].Size != size {
		t.Fatalf("the file holds %+v", all)
	}
	if v := c.established(t, all[0]); v.State != evidence.Typed {
		t.Errorf("it is %s", v.State)
	}
	p.See("Received and ready.")
	p.Click("recording.pdf › Open")
	p.See("recording", "Ready", "not scanned for viruses")
}

func TestSeveralFilesAreBroughtAndWrongOnesAreToldAtTheirPlace(t *testing.T) {
	t.Parallel()
	g, endpoint := newGate(t)
	c := newCast(t, endpoint)
	p := c.open(t, c.site.Token(c.Andina.Manager), browsertest.Phone(), browsertest.Dark())
	p.Allow("a status of 422") // a refusal is an answer
	p.Go(c.home + "/evidence/new?candidate=" + c.candidate.String())
	p.Press("Upload")
	p.See("Choose a file")
	p.Audit()
	p.Upload("Choose files", file(t, "one.pdf", 9_000_000, 'a'), file(t, "two.pdf", 1000, 'a'))
	p.Press("Upload")
	p.See("Choose what kind of document it is")
	p.Audit()
	p.Shot("upload-refused-390-dark")
	p.Choose("Kind of document", "Identity check")
	g.let(1)
	p.Press("Upload")
	p.See("of 9 MB", "2 files:", "1 kB, waiting")
	p.Shot("upload-going-390-dark")
	p.Audit()
	g.let(-1)
	p.See("2 files: 9 MB of 9 MB")
	empty := filepath.Join(t.TempDir(), "empty.pdf")
	ok(t, os.WriteFile(empty, nil, 0o600))
	p.Upload("Choose files", empty)
	p.See("The file is empty")
	page := filepath.Join(t.TempDir(), "page.html")
	ok(t, os.WriteFile(page, []byte("<p>no"), 0o600))
	p.Upload("Choose files", page)
	p.Press("Upload")
	p.See("Only PDF, JPEG, PNG")
	if got := browsertest.Eval[string](p, `document.querySelector('[aria-label="page.html"] [data-state]').textContent`); !strings.HasPrefix(got, "Only PDF") {
		t.Errorf("the file's row says %q", got)
	}
	p.Fill("Title", "Passport of Camila")
	p.Upload("Choose files", file(t, "three.pdf", 900, 'a'))
	p.Press("Upload")
	p.See("three.pdf: Received")
	p.Press("empty.pdf › Remove")
	p.NotSee("empty.pdf")
	p.Go(c.home + "/evidence")
	p.See("one", "two", "Passport of Camila", "Received")
	p.NotSee("page")
}

func TestALyingFileIsToldOfWhereItWasBrought(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	p := c.open(t, c.site.Token(c.Andina.Manager), browsertest.Language("es"))
	p.Go(c.home + "/evidence/new?candidate=" + c.candidate.String())
	lie := filepath.Join(t.TempDir(), "lie.pdf")
	ok(t, os.WriteFile(lie, []byte("MZ\x90\x00 a program"), 0o600))
	p.Choose("Kind of document", "Identity check")
	p.Upload("Choose files", lie)
	p.Press("Upload")
	p.See("being established")
	var all []evidence.Version
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { all, err = evidence.OfCandidate(tx, c.candidate); return err }))
	c.established(t, all[0])
	p.See("Refused: the file is not a PDF")
}

func TestWithoutScriptsTheFormIsAllThereIs(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	p := c.open(t, c.site.Token(c.Andina.Manager), browsertest.NoScripts())
	p.Go(c.home + "/evidence/new?candidate=" + c.candidate.String())
	p.See("up to 25 MB")
	p.NotSee("pause and resume")
	p.Shot("upload-noscript-1440-light")
	p.Choose("Kind of document", "Identity check")
	p.Upload("Choose files", file(t, "passport.pdf", 1000, 'a'))
	p.Click("Upload")
	p.See("“passport” has arrived", "is being established")
}

func TestThePagesOfEvidenceAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	v := c.typed(t, "Passport")
	again, err := c.room.Carry(t.Context(), c.Andina.Manager, evidence.NewUpload{DocumentID: v.DocumentID, Why: "The first scan cut off the number", FileName: "passport-2.pdf", Size: int64(len(pdf))}, bytes.NewReader(pdf))
	ok(t, err)
	again = c.established(t, again)
	c.typed(t, "Certificate of the foundations course, signed by both trainers and the director of the academy")
	request := c.Row("document_request", map[string]any{"tenant_id": c.Andina.ID, "kind": "routine", "due_at": c.Clock.Now().AddDate(0, 0, 14), "readable_until": c.Clock.Now().AddDate(0, 0, 104)})
	ok(t, c.DB.Write(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := evidence.Disclose(tx, evidence.Basis{RequestID: request}, []uuid.UUID{again.ID})
		return err
	}))
	ok(t, c.DB.Oversee(t.Context(), c.IMI.SpotChecker, "to answer the spot check SB-7K3QX", func(tx *tenants.OversightTx) error { _, err := evidence.OpenDisclosed(tx, again.ID, true); return err }))
	sweep := func(looks []browsertest.Look, who webtest.Person, pages ...[2]string) {
		var visits []browsertest.Visit[webtest.Person]
		for _, at := range pages {
			visits = append(visits, browsertest.Visit[webtest.Person]{Name: at[0], Who: who, Path: c.home + at[1]})
		}
		browsertest.Sweep(t, c.site.URL, c.site.Token, "evidence", looks, visits)
	}
	version := [2]string{"version", "/evidence/" + again.ID.String()}
	sweep(browsertest.Looks, c.Andina.Manager, [2]string{"library", "/evidence"}, [2]string{"choose", "/evidence/new"}, [2]string{"upload", "/evidence/new?candidate=" + c.candidate.String()},
		[2]string{"new-version", "/evidence/new?document=" + v.DocumentID.String()}, version,
		[2]string{"old-version", "/evidence/" + v.ID.String()}, [2]string{"view", "/evidence/" + v.ID.String() + "/view"}, [2]string{"none", "/evidence?kind=recording"})
	sweep([]browsertest.Look{{Name: "390-rtl", Options: []browsertest.Option{browsertest.Phone(), browsertest.Cookie("locale", "x-rtl")}}}, c.Andina.Admin, version)
}
