package forms

import (
	"mime/multipart"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/web/locales"
)

// Text reads one line or more of at most max characters that must not be
// empty. Blanks around it are dropped.
func (f *Form) Text(name string, max int) string { return f.text(name, max, "form.required") }

// NeededText is Text whose absence is told by a sentence of its own.
func (f *Form) NeededText(name string, max int, missing string) string {
	return f.text(name, max, missing)
}

// OptionalText reads text that may be left out.
func (f *Form) OptionalText(name string, max int) string { return f.text(name, max, "") }

func (f *Form) text(name string, max int, missing string) string {
	s := strings.TrimSpace(f.take(name))
	switch n := utf8.RuneCountInString(s); {
	case n == 0 && missing != "":
		f.Fail(name, missing)
	case n > max:
		f.Fail(name, "form.too_long", "Max", max, "Count", n-max)
	}
	return s
}

// Secret reads a password or a code, as it was typed; it is never shown again.
func (f *Form) Secret(name string, max int) string {
	f.secret[name] = true
	s := f.take(name)
	switch {
	case s == "":
		f.Fail(name, "form.required")
	case len(s) > max:
		f.Fail(name, "form.too_long", "Max", max, "Count", len(s)-max)
	}
	return s
}

// Email reads an address that must be there.
func (f *Form) Email(name string) string {
	s := f.Text(name, 254)
	if s == "" || f.Fault(name) != nil {
		return s
	}
	if !IsEmail(s) {
		f.Fail(name, "form.email")
	}
	return s
}

// IsEmail says whether s is an address a mail can be sent to, without a name
// around it.
func IsEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 {
		return false
	}
	host := s[strings.LastIndexByte(s, '@')+1:]
	return strings.Contains(host, ".") && !strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".")
}

// Int reads a whole number from min to max.
func (f *Form) Int(name string, min, max int) int {
	s := strings.TrimSpace(f.take(name))
	if s == "" {
		f.Fail(name, "form.required")
		return 0
	}
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		f.Fail(name, "form.whole_number")
	case n < min || n > max:
		f.Fail(name, "form.between", "Min", min, "Max", max)
	}
	return n
}

// Decimal reads a number from min to max; the comma of Spanish is a point.
func (f *Form) Decimal(name string, min, max float64) float64 {
	s := strings.Replace(strings.TrimSpace(f.take(name)), ",", ".", 1)
	if s == "" {
		f.Fail(name, "form.required")
		return 0
	}
	x, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil || x != x || strings.ContainsAny(s, "xXpPeEnN_"):
		f.Fail(name, "form.number")
		return 0
	case x < min || x > max:
		f.Fail(name, "form.between", "Min", min, "Max", max)
	}
	return x
}

// Choice reads one of the values offered.
func (f *Form) Choice(name string, offered ...string) string {
	s := f.take(name)
	switch {
	case s == "":
		f.Fail(name, "form.choose")
	case !slices.Contains(offered, s):
		f.Fail(name, "form.not_offered")
		return ""
	}
	return s
}

// OptionalChoice reads one of the values offered, or none.
func (f *Form) OptionalChoice(name string, offered ...string) string {
	s := f.take(name)
	if s != "" && !slices.Contains(offered, s) {
		f.Fail(name, "form.not_offered")
		return ""
	}
	return s
}

// Choices reads any number of the values offered, each once, in the order of
// the offer.
func (f *Form) Choices(name string, offered ...string) []string {
	f.read[name] = true
	for _, s := range f.values[name] {
		if !slices.Contains(offered, s) {
			f.Fail(name, "form.not_offered")
			return nil
		}
	}
	var chosen []string
	for _, o := range offered {
		if slices.Contains(f.values[name], o) {
			chosen = append(chosen, o)
		}
	}
	return chosen
}

// Bool reads a single box: ticked or not.
func (f *Form) Bool(name string) bool { return f.take(name) != "" }

// UUID reads the id of something that must be chosen.
func (f *Form) UUID(name string) uuid.UUID {
	s := f.take(name)
	if s == "" {
		f.Fail(name, "form.choose")
		return uuid.Nil
	}
	id, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		f.Fail(name, "form.not_offered")
		return uuid.Nil
	}
	return id
}

// OptionalUUID reads the id of something that may be left out: the zero id.
func (f *Form) OptionalUUID(name string) uuid.UUID {
	if len(f.values[name]) == 0 || f.values[name][0] == "" {
		f.take(name)
		return uuid.Nil
	}
	return f.UUID(name)
}

// UUIDs reads any number of ids, at most max.
func (f *Form) UUIDs(name string, max int) []uuid.UUID {
	f.read[name] = true
	if len(f.values[name]) > max {
		f.Fail(name, "form.too_many", "Max", max)
		return nil
	}
	var ids []uuid.UUID
	for _, s := range f.values[name] {
		id, err := uuid.Parse(s)
		if err != nil || len(s) != 36 {
			f.Fail(name, "form.not_offered")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// File reads a file of at most max bytes that must be there; nil when it is
// not, or too large.
func (f *Form) File(name string, max int64) *multipart.FileHeader {
	f.read[name] = true
	sent := f.files[name]
	switch {
	case len(sent) == 0 || sent[0].Size == 0 && sent[0].Filename == "":
		f.Fail(name, "form.file")
	case len(sent) > 1:
		f.Fail(name, "form.twice")
	case sent[0].Size == 0:
		f.Fail(name, "form.file_empty")
	case sent[0].Size > max:
		f.Fail(name, "form.file_large", "Max", locales.Size(max))
	default:
		return sent[0]
	}
	return nil
}

// OptionalFile is File where none need be sent: nil then, without a fault.
func (f *Form) OptionalFile(name string, max int64) *multipart.FileHeader {
	if sent := f.files[name]; len(sent) == 0 || len(sent) == 1 && sent[0].Size == 0 && sent[0].Filename == "" {
		f.read[name] = true
		return nil
	}
	return f.File(name, max)
}
