package forms

import (
	"mime/multipart"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants/fault"
)

func posted(pairs ...string) *Form {
	values := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = append(values[pairs[i]], pairs[i+1])
	}
	return Posted(values, nil)
}

// keyAt is what is wrong at a field, "" when nothing is.
func keyAt(f *Form, name string) string {
	if s := f.Fault(name); s != nil {
		return s.Key
	}
	return ""
}

func TestAFormReadsWhatWasTyped(t *testing.T) {
	t.Parallel()
	id := uuid.Must(uuid.NewV7())
	f := posted("name", "  Rosa Quishpe ", "note", "one\r\ntwo", "mail", "rosa@example.org", "hours", "40", "share", "33,5", "lang", "es", "role", "coach", "role", "trainer",
		"agreed", "on", "program", id.String(), "starts.day", "27", "starts.month", "3", "starts.year", "2027", "due.day", "1", "due.month", "12", "due.year", "2026", "due.clock", "9:30")
	quito, err := time.LoadLocation("America/Guayaquil")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct{ got, want any }{
		{f.Text("name", 20), "Rosa Quishpe"}, {f.OptionalText("note", 20), "one\ntwo"}, {f.Email("mail"), "rosa@example.org"}, {f.Int("hours", 1, 400), 40},
		{f.Decimal("share", 0, 100), 33.5}, {f.Choice("lang", "en", "es"), "es"}, {f.Choices("role", "trainer", "coach", "assessor"), []string{"trainer", "coach"}},
		{f.Bool("agreed"), true}, {f.Bool("not_sent"), false}, {f.UUID("program"), id}, {f.OptionalText("nothing", 5), ""}, {f.OptionalUUID("nobody"), uuid.Nil},
		{f.Date("starts"), time.Date(2027, 3, 27, 0, 0, 0, 0, time.UTC)}, {f.Moment("due", quito).UTC(), time.Date(2026, 12, 1, 14, 30, 0, 0, time.UTC)},
		{f.OptionalDate("never").IsZero(), true}, {f.OptionalChoice("none", "a"), ""},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%d: %v, want %v", i, c.got, c.want)
		}
	}
	if err := f.Err(); err != nil {
		t.Error(err)
	}
}

func TestAFormSaysWhatIsWrongWhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		read func(*Form)
		sent []string
		want string
	}{
		{"an empty text", func(f *Form) { f.Text("x", 5) }, []string{"x", "   "}, "form.required"},
		{"a long text", func(f *Form) { f.Text("x", 5) }, []string{"x", "ñandúes"}, "form.too_long"},
		{"a text in the limit, counted in characters", func(f *Form) { f.Text("x", 7) }, []string{"x", "ñandúes"}, ""},
		{"two values", func(f *Form) { f.Text("x", 5) }, []string{"x", "a", "x", "b"}, "form.twice"},
		{"a zero byte", func(f *Form) { f.Text("x", 5) }, []string{"x", "a\x00"}, "form.not_text"},
		{"broken UTF-8", func(f *Form) { f.Text("x", 5) }, []string{"x", "a\xff"}, "form.not_text"},
		{"no address", func(f *Form) { f.Email("x") }, []string{"x", "rosa"}, "form.email"},
		{"an address with a name", func(f *Form) { f.Email("x") }, []string{"x", "Rosa <rosa@example.org>"}, "form.email"},
		{"an address without a country", func(f *Form) { f.Email("x") }, []string{"x", "rosa@localhost"}, "form.email"},
		{"two addresses", func(f *Form) { f.Email("x") }, []string{"x", "a@example.org, b@example.org"}, "form.email"},
		{"an address with a line end", func(f *Form) { f.Email("x") }, []string{"x", "a@example.org\nBcc: b@example.org"}, "form.email"},
		{"no number", func(f *Form) { f.Int("x", 1, 5) }, []string{"x", "forty"}, "form.whole_number"},
		{"half a number", func(f *Form) { f.Int("x", 1, 5) }, []string{"x", "2.5"}, "form.whole_number"},
		{"a number too large for a machine", func(f *Form) { f.Int("x", 1, 5) }, []string{"x", "99999999999999999999"}, "form.whole_number"},
		{"a number outside", func(f *Form) { f.Int("x", 1, 5) }, []string{"x", "6"}, "form.between"},
		{"infinity", func(f *Form) { f.Decimal("x", 0, 5) }, []string{"x", "Inf"}, "form.number"},
		{"not a number", func(f *Form) { f.Decimal("x", 0, 5) }, []string{"x", "NaN"}, "form.number"},
		{"an exponent", func(f *Form) { f.Decimal("x", 0, 5) }, []string{"x", "1e0"}, "form.number"},
		{"a choice not offered", func(f *Form) { f.Choice("x", "a") }, []string{"x", "b"}, "form.not_offered"},
		{"no choice", func(f *Form) { f.Choice("x", "a") }, nil, "form.choose"},
		{"one of the choices not offered", func(f *Form) { f.Choices("x", "a") }, []string{"x", "a", "x", "b"}, "form.not_offered"},
		{"an id that is none", func(f *Form) { f.UUID("x") }, []string{"x", "1"}, "form.not_offered"},
		{"an id in another form", func(f *Form) { f.UUID("x") }, []string{"x", "urn:uuid:00000000-0000-7000-8000-000000000001"}, "form.not_offered"},
		{"too many ids", func(f *Form) { f.UUIDs("x", 1) }, []string{"x", "a", "x", "b"}, "form.too_many"},
		{"no date", func(f *Form) { f.Date("x") }, nil, "form.date_missing"},
		{"half a date", func(f *Form) { f.Date("x") }, []string{"x.day", "1"}, "form.date"},
		{"a day that is not", func(f *Form) { f.Date("x") }, []string{"x.day", "31", "x.month", "2", "x.year", "2027"}, "form.date"},
		{"a short year", func(f *Form) { f.Date("x") }, []string{"x.day", "1", "x.month", "2", "x.year", "27"}, "form.year"},
		{"a leap day", func(f *Form) { f.Date("x") }, []string{"x.day", "29", "x.month", "2", "x.year", "2028"}, ""},
		{"no hour", func(f *Form) { f.Moment("x", time.UTC) }, []string{"x.day", "1", "x.month", "2", "x.year", "2027"}, "form.clock"},
		{"an hour that is not", func(f *Form) { f.Moment("x", time.UTC) }, []string{"x.day", "1", "x.month", "2", "x.year", "2027", "x.clock", "24:00"}, "form.clock"},
		{"no file", func(f *Form) { f.File("x", 10) }, nil, "form.file"},
	} {
		f := posted(c.sent...)
		c.read(f)
		err := f.Err()
		if got := keyAt(f, "x"); got != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, err)
		}
		if c.want != "" && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestWhatNoHandlerReadsIsRefused(t *testing.T) {
	t.Parallel()
	f := posted("name", "Rosa", "role", "owner", strings.Repeat("x", 100), "1")
	f.Text("name", 20)
	err := f.Err()
	if !fault.Is(err, fault.Invalid) || keyAt(f, "role") != "form.unknown" || keyAt(f, "name") != "" {
		t.Errorf("%v", err)
	}
	if len(f.Faults()) != 2 {
		t.Errorf("%v", f.Faults())
	}
}

func TestASecretIsNeverShownAgain(t *testing.T) {
	t.Parallel()
	f := posted("password", " correct horse ")
	if f.Secret("password", 200) != " correct horse " || f.Value("password") != "" {
		t.Error("a password is changed, or shown")
	}
}

func TestTheFirstFaultAtAFieldStands(t *testing.T) {
	t.Parallel()
	f := posted("x", "")
	f.Text("x", 5)
	f.Fail("x", "form.email")
	if keyAt(f, "x") != "form.required" || len(f.Faults()) != 1 {
		t.Error(f.Faults())
	}
}

func TestAFormTakesOverWhatTheDomainFindsWrong(t *testing.T) {
	t.Parallel()
	f := posted("code", "A-1")
	f.Text("code", 5)
	var check fault.Check
	check.Field("code", "form.not_offered")
	if !f.Refuse(check.Err()) || keyAt(f, "code") != "form.not_offered" || f.Whole() != nil {
		t.Error(f.Faults(), f.Whole())
	}
	g := posted()
	if !g.Refuse(fault.New(fault.Conflict, "fault.moved_on")) || g.Whole() == nil || !g.Refused() {
		t.Error("a conflict is not said of the whole form")
	}
	for _, code := range []fault.Code{fault.NotFound, fault.Forbidden, fault.Unauthenticated, fault.Unavailable, fault.Internal} {
		if posted().Refuse(fault.New(code, "fault.forbidden")) {
			t.Errorf("a form takes %s over", code)
		}
	}
}

func TestAFileIsBoundedAndNeeded(t *testing.T) {
	t.Parallel()
	for want, file := range map[string]*multipart.FileHeader{
		"form.file_empty": {Filename: "a.pdf"}, "form.file_large": {Filename: "a.pdf", Size: 11}, "form.file": {}, "": {Filename: "a.pdf", Size: 10},
	} {
		f := Posted(nil, map[string][]*multipart.FileHeader{"x": {file}})
		got := f.File("x", 10)
		if keyAt(f, "x") != want || (got == nil) != (want != "") {
			t.Errorf("%q: %q", want, keyAt(f, "x"))
		}
	}
	f := Posted(nil, map[string][]*multipart.FileHeader{"x": {{Filename: "a.pdf", Size: 1}}})
	if f.Err() == nil {
		t.Error("a file that nobody asked for is let through")
	}
}

func TestAMissingTextIsToldInTheWordsOfItsField(t *testing.T) {
	t.Parallel()
	f := posted("reason", "  ", "minute", "held")
	f.NeededText("reason", 10, "review.reason_required")
	f.NeededText("minute", 3, "decision.minute_required")
	if got := [2]string{keyAt(f, "reason"), keyAt(f, "minute")}; got != [2]string{"review.reason_required", "form.too_long"} {
		t.Errorf("told %v", got)
	}
}
