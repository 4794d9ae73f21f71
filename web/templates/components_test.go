package templates

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"accord/tenants/fault"
	"accord/web/forms"
	"accord/web/locales"
)

var spaces = regexp.MustCompile(`\s+`)

// shown renders a component for a reader.
func shown(t *testing.T, v *View, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(With(t.Context(), v), &b); err != nil {
		t.Fatal(err)
	}
	return spaces.ReplaceAllString(b.String(), " ")
}

func reader() *View {
	return &View{T: locales.New("en", nil), CSRF: "the-token", Once: func() string { return "the-key" }, Theme: "system",
		Now: time.Date(2026, 11, 21, 17, 0, 0, 0, time.UTC), Home: "/o/andina", Path: "/o/andina/cohorts", Query: url.Values{"q": {"a b"}, "after": {"k"}, "sort": {"name"}}}
}

func has(t *testing.T, html string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
}

func lacks(t *testing.T, html string, words ...string) {
	t.Helper()
	for _, word := range words {
		if strings.Contains(html, word) {
			t.Errorf("%s in\n%s", word, html)
		}
	}
}

// children gives a component its children.
func children(c templ.Component, inner ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(inner...)), w)
	})
}

func TestAFormCarriesItsTokenAndItsKey(t *testing.T) {
	t.Parallel()
	f := forms.New()
	html := shown(t, reader(), children(Form(f, FormOf{Action: "/x"}), Input(f, Field{Name: "name", Label: "Name", Hint: "As it stands", Auto: "name"})))
	has(t, html, `method="post"`, `action="/x"`, "novalidate", `name="_csrf" value="the-token"`, `name="_once" value="the-key"`,
		`<label for="name">Name</label>`, `id="name-hint"`, `aria-describedby="name-hint"`, `autocomplete="name"`)
	lacks(t, html, "errsum", "aria-invalid", "hx-post", "enctype")
}

func TestARefusedFormLeadsFromItsSummaryToItsFields(t *testing.T) {
	t.Parallel()
	f := forms.Posted(map[string][]string{"name": {`<"x">`}, "starts.day": {"31"}}, nil).Named("open")
	f.Fail("name", "form.too_long", "Max", 3, "Count", 2)
	f.Fail("starts", "form.date")
	f.Fail("code", "fault.exists")
	html := shown(t, reader(), children(Form(f, FormOf{Action: "/x"}), Input(f, Field{Name: "name", Label: "Name", Hint: "h"}), DateInput(f, Field{Name: "starts", Label: "First session"})))
	has(t, html, `class="errsum" tabindex="-1" role="alert"`,
		`<a href="#open-name">Name: use at most 3 characters: this is 2 too many</a>`,
		`<a href="#open-starts">First session: enter a real date, such as 27 3 2027</a>`,
		"This exists already.", // a field that the page does not have is said without a link
		`id="open-name"`, `aria-invalid="true"`, `aria-describedby="open-name-hint open-name-error"`, `value="&lt;&#34;x&#34;&gt;"`,
		`id="open-starts"`, `name="starts.day" value="31"`)
	if strings.Index(html, "errsum") > strings.Index(html, `id="open-name"`) {
		t.Error("the summary comes after the fields")
	}
}

func TestAFormOfHtmxIsStillAForm(t *testing.T) {
	t.Parallel()
	f := forms.New()
	html := shown(t, reader(), children(Form(f, FormOf{Action: "/x", Target: "this", Files: true})))
	has(t, html, `method="post"`, `action="/x"`, `id="this"`, `hx-post="/x"`, `hx-target="#this"`, `enctype="multipart/form-data"`)
}

func TestWhatIsWrongWithTheWholeIsSaidFirst(t *testing.T) {
	t.Parallel()
	f := forms.New()
	f.Refuse(fault.New(fault.Conflict, "fault.moved_on"))
	has(t, shown(t, reader(), children(Form(f, FormOf{Action: "/x"}))), "errsum", "Somebody else changed this at the same moment.")
}

func TestAPasswordIsNeverInThePage(t *testing.T) {
	t.Parallel()
	f := forms.Posted(map[string][]string{"password": {"correct horse"}}, nil)
	f.Secret("password", 100)
	html := shown(t, reader(), Input(f, Field{Name: "password", Label: "Password", Type: "password", Auto: "current-password"}))
	has(t, html, `type="password"`, `autocomplete="current-password"`)
	lacks(t, html, "correct horse")
}

func TestLinksKeepTheFiltersAndForgetThePlace(t *testing.T) {
	t.Parallel()
	html := shown(t, reader(), Pager("list", PagerOf{Shown: 50, After: "z"}))
	has(t, html, `rel="next" href="/o/andina/cohorts?after=z&amp;q=a+b&amp;sort=name#list"`, "50 shown")
	lacks(t, html, `rel="prev"`)
	html = shown(t, reader(), Table("Cohorts", []Column{{Label: "Name", Sort: "name"}, {Label: "Hours", Sort: "hours", Num: true}, {Label: "Acts", Quiet: true}}))
	has(t, html, `aria-sort="ascending"`, `href="/o/andina/cohorts?q=a+b&amp;sort=-name"`, `aria-sort="none"`, `href="/o/andina/cohorts?q=a+b&amp;sort=hours"`, `<span class="vh">Acts</span>`)
}

func TestNamesStandApartFromTheLinesDirection(t *testing.T) {
	t.Parallel()
	for _, c := range []templ.Component{Person("Zoë", "zoe@example.org"), PersonLink("/x", "Zoë", ""), Document("file", "Zoë", ""), FactText("Name", "Zoë"), Head(HeadOf{Title: "Zoë"})} {
		has(t, shown(t, reader(), c), "<bdi>Zoë</bdi>")
	}
	has(t, shown(t, reader(), Person("Zoë", "zoe@example.org")), "zoe@<wbr>example.org")
}

func TestADeadlineNamesItsZoneAndTheReaders(t *testing.T) {
	t.Parallel()
	quito, err := time.LoadLocation("America/Guayaquil")
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2026, 12, 4, 22, 0, 0, 0, time.UTC)
	has(t, shown(t, reader(), Deadline(due, quito)), "4 Dec 2026, 17:00 Guayaquil (UTC−5)", "in 13 days", "for you 4 Dec 2026, 22:00 UTC")
	at := reader()
	at.T = locales.New("es", quito)
	html := shown(t, at, Deadline(due, quito))
	has(t, html, "4 dic 2026, 17:00 Guayaquil (UTC−5)")
	lacks(t, html, "para usted")
}

func TestAttendanceIsSaidInWords(t *testing.T) {
	t.Parallel()
	has(t, shown(t, reader(), Attendance([]Mark{{"Session 1", Present}, {"Session 2", Absent}, {"Session 3", ToCome}})),
		`role="img"`, `aria-label="Session 1: Present; Session 2: Absent; Session 3: To come"`)
}

func TestAStatusIsNeverAColourAlone(t *testing.T) {
	t.Parallel()
	for _, tone := range []Tone{Mute, Info, OK, Warn, Bad, Violet} {
		has(t, shown(t, reader(), Badge(tone, "Accepted")), `class="badge `+string(tone)+`"`, "<use href=", "Accepted")
	}
}

func TestInitialsStandForAName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Lucía Ferrán Ortega": "LO", "IMI": "IMI", "ñandú": "Ñ", "": "?", "  ": "?", "Academia": "A", "1. Silvana Pérez": "SP"} {
		if got := initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestAnAddressIsBehindThePagesDoor(t *testing.T) {
	t.Parallel()
	ctx := With(t.Context(), reader())
	if got := Path(ctx, "/cohorts/", 7); got != "/o/andina/cohorts/7" {
		t.Error(got)
	}
	if got := WithQuery(ctx, "q", ""); got != "/o/andina/cohorts?sort=name" {
		t.Error(got)
	}
}
