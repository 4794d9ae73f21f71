package deadletters_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/deadletters"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// site has a database of its own: a list of dead jobs is of all tenants.
func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	return w, webtest.New(t, w, func(app *web.App) {
		pages.Routes(app, w.DB)
		app.Overseer().Get("/", "oversight", func(o *web.Overseer) error { return o.JSON("oversight") })
	})
}

func job(w *apptest.World, tenant uuid.UUID, kind, state, said string) uuid.UUID {
	id := uuid.Must(uuid.NewV7())
	w.Exec(`insert into outbox (tenant_id, id, kind, queue, door, case_id, created_at, due_at, next_at, state, attempts, last_error, finished_at, dispatched)
		values ($1,$2,$3,'notify','member',$2,$4,$4,$4,$5,8,$6,case when $5 = 'dead' then $4::timestamptz end, $5 = 'dead')`,
		tenant, id, kind, apptest.Start, state, said)
	return id
}

func TestTheOperatorReadsWhatFailedAndReplaysItWithAReason(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	id := job(w, w.Andina.ID, "request.propose", "dead", "not_found: not_found.document_request")
	mail := job(w, tenants.Oversight, "mail", "dead", "invalid: fault.mail_refused")
	odd := job(w, w.Nordic.ID, "of.another.version", "dead", "internal: ")
	job(w, w.Andina.ID, "mail", "open", "unavailable: fault.mail_unavailable")
	admin := s.As(w.IMI.Administrator)
	list := admin.Get("/imi/jobs").Status(200)
	list.Says("Jobs given up 3", "Propose documents for a request", "Academia Andina de Mediación", "There is no such document request.",
		"Send a letter", "IMI", "The mail server refused the letter for good.", "of.another.version", "Something went wrong in Accord itself")
	list.SaysNot("not taking letters")
	if n := strings.Count(list.Text, "<tr>"); n != 4 {
		t.Errorf("%d lines, of 3 dead jobs and a head", n)
	}
	admin.Get(path(tenants.Oversight, mail)).Status(200).Says("Put right what is wrong", "invalid: fault.mail_refused").SaysNot("Open the case")
	admin.Get(path(w.Nordic.ID, odd)).Status(200).Says("Report it with the job’s id", odd.String())

	one := path(w.Andina.ID, id)
	admin.Get(one).Status(200).Says("Why is it replayed?", "Look at what it was about first", "Open the case")
	admin.Post(one, webtest.Form{"reason": {"  "}}).Status(422).Says("Say why it is replayed")
	admin.Post(one, webtest.Form{"reason": {strings.Repeat("ñ", 501)}}).Status(422)
	admin.Post(one, webtest.Form{"reason": {"It is there."}, "tenant": {w.Nordic.ID.String()}}).Status(422)
	if n := w.Count(`select count(*) from outbox where state = 'dead'`); n != 3 {
		t.Fatalf("%d jobs are dead before anything was replayed", n)
	}
	admin.Post(one, webtest.Form{"reason": {"The request is there now."}}).To("/imi/jobs").Follow().Says("The job is on its way again.").SaysNot("Propose documents")
	if n := w.Count(`select count(*) from outbox where id = $1 and state = 'open' and attempts = 0`, id); n != 1 {
		t.Error("it is not on its way")
	}
	if n := w.Count(`select count(*) from audit_log where action = 'job.replayed' and subject_id = $1 and detail->>'reason' = 'The request is there now.'`, id); n != 1 {
		t.Errorf("the replay stands in the journal %d times", n)
	}
	admin.Get(one).Status(404)
	admin.Post(one, webtest.Form{"reason": {"Again."}}).Status(404)
	admin.Get(path(w.Nordic.ID, mail)).Status(404)
	admin.Get("/imi/jobs/" + w.Andina.ID.String() + "/7").Status(404)
}

func TestNothingGivenUpIsSaidWithAWayOn(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	s.As(w.IMI.Administrator).Get("/imi/jobs").Status(200).Says("Nothing was given up", "To the overview")
	s.As(w.IMI.Administrator).With("Accept-Language", "es").Get("/imi/jobs").Status(200)
}

func TestNobodyButIMIsAdministratorSeesOrReplays(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	for who, o := range map[string]webtest.Person{"reviewer": w.IMI.Reviewer, "spot checker": w.IMI.SpotChecker, "appraiser": w.IMI.Appraiser} {
		if got := s.As(o).Get("/imi/jobs").StatusCode; got != 403 {
			t.Errorf("%s, with nothing dead: %d", who, got)
		}
	}
	id := job(w, w.Andina.ID, "mail", "dead", "internal: ")
	for who, o := range map[string]webtest.Person{"reviewer": w.IMI.Reviewer, "spot checker": w.IMI.SpotChecker, "appraiser": w.IMI.Appraiser} {
		c := s.As(o)
		if a := c.Get("/imi/jobs"); a.StatusCode != 403 || strings.Contains(a.Text, `href="/imi/jobs"`) {
			t.Errorf("%s: %d, or the side bar leads there", who, a.StatusCode)
		}
		c.Get(path(w.Andina.ID, id)).Status(404)
		c.Post(path(w.Andina.ID, id), webtest.Form{"reason": {"Because."}}).Status(404)
	}
	s.As(w.Andina.Admin).Get("/imi/jobs").Status(404)
	s.Nobody().Get("/imi/jobs").Status(303)
	if n := w.Count(`select count(*) from outbox where id = $1 and state = 'dead'`, id); n != 1 {
		t.Error("it was replayed all the same")
	}
}

func TestTheListIsPagedByKey(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	for range 60 {
		job(w, w.Andina.ID, "mail", "dead", "internal: ")
	}
	admin := s.As(w.IMI.Administrator)
	seen, at := map[string]bool{}, "/imi/jobs"
	for range 10 {
		page := admin.Get(at).Status(200)
		for _, part := range strings.Split(page.Text, `href="/imi/jobs/`)[1:] {
			seen[part[:73]] = true
		}
		at = next(page.Text)
		if at == "" {
			break
		}
	}
	if len(seen) != 60 {
		t.Errorf("the pages together have %d of 60", len(seen))
	}
}

func TestThePagesAreReadableInABrowser(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	id := job(w, w.Andina.ID, "mail", "dead", "invalid: fault.mail_refused")
	p := browsertest.Open(t, s.URL, browsertest.Cookie("accord", s.Token(w.IMI.Administrator)))
	p.Go("/imi/jobs")
	p.See("Send a letter")
	p.Audit()
	p.Shot("jobs")
	p.Click("Send a letter")
	p.Click("Replay the job")
	p.See("Say why it is replayed: it is noted.")
	p.Audit()
	p.Shot("job")
	p.Fill("Why is it replayed?", "The mailbox is there now.")
	p.Click("Replay the job")
	p.See("The job is on its way again.")
	p.See("Nothing was given up")
	if n := w.Count(`select count(*) from outbox where id = $1 and state = 'open'`, id); n != 1 {
		t.Error("it is not on its way")
	}
}

func path(tenant, id uuid.UUID) string { return "/imi/jobs/" + tenant.String() + "/" + id.String() }

// next is the address of the next page; "" on the last.
func next(text string) string {
	for _, part := range strings.Split(text, `href="`)[1:] {
		if to, _, _ := strings.Cut(part, `"`); strings.Contains(to, "after=") {
			return strings.ReplaceAll(to, "&amp;", "&")
		}
	}
	return ""
}
