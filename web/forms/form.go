// Package forms reads what a person sent and remembers it, so that a refused
// form comes back as it was typed, with every fault at its field.
//
// Reading is declaring: a field that a handler reads is allowed, any other is
// refused. A handler reads each field by its type, asks Err once, and hands
// the same form back to its page when something was wrong:
//
//	f := m.Form()
//	name, starts := f.Text("name", 200), f.Date("starts")
//	if err := f.Err(); err != nil {
//		return m.Again(err, newPage(f))
//	}
package forms

import (
	"errors"
	"maps"
	"mime/multipart"
	"slices"
	"strings"
	"unicode/utf8"

	"accord/tenants/fault"
)

// Form is one form: what was sent, what is wrong with it, and what its page
// calls each field. A form belongs to one request.
type Form struct {
	values  map[string][]string
	files   map[string][]*multipart.FileHeader
	read    map[string]bool
	secret  map[string]bool
	faults  []fault.FieldError
	whole   *fault.Sentence // what is wrong with the whole, not with one field
	labels  map[string]string
	prefix  string
	lenient bool
}

// New makes a form nobody has filled in yet.
func New() *Form { return Posted(nil, nil) }

// Posted makes a form from what a browser sent.
func Posted(values map[string][]string, files map[string][]*multipart.FileHeader) *Form {
	f := &Form{values: map[string][]string{}, files: files, read: map[string]bool{}, secret: map[string]bool{}, labels: map[string]string{}}
	for name, sent := range values {
		f.values[strings.Clone(name)] = clean(sent)
	}
	return f
}

// Set fills a field in before the form is shown.
func (f *Form) Set(name string, values ...string) *Form {
	f.values[name] = values
	return f
}

// Named tells two forms of one page apart: ids of fields start with the name.
func (f *Form) Named(prefix string) *Form {
	f.prefix = prefix + "-"
	return f
}

// ID is the id of a field's element.
func (f *Form) ID(name string) string { return f.prefix + name }

// Value is what to show in a field: what was typed, never a secret.
func (f *Form) Value(name string) string {
	if f.secret[name] || len(f.values[name]) == 0 {
		return ""
	}
	return f.values[name][0]
}

// Values is all that a field holds, for a page that carries it on; of a secret, nothing.
func (f *Form) Values(name string) []string {
	if f.secret[name] {
		return nil
	}
	return slices.Clone(f.values[name])
}

// Holds says whether a field has this value among its values.
func (f *Form) Holds(name, value string) bool { return slices.Contains(f.values[name], value) }

// Fail notes a sentence at a field; the first one stands.
func (f *Form) Fail(name, key string, pairs ...any) {
	f.note(fault.FieldError{Field: name, Sentence: fault.Say(key, pairs...)})
}

func (f *Form) note(e fault.FieldError) {
	if f.Fault(e.Field) == nil {
		f.faults = append(f.faults, e)
	}
}

// Fault is what is wrong with a field; nil when nothing is.
func (f *Form) Fault(name string) *fault.Sentence {
	for i := range f.faults {
		if f.faults[i].Field == name {
			return &f.faults[i].Sentence
		}
	}
	return nil
}

// Faults lists what is wrong, in the order it was found.
func (f *Form) Faults() []fault.FieldError { return f.faults }

// Whole is what is wrong with the form as a whole; nil when nothing is.
func (f *Form) Whole() *fault.Sentence { return f.whole }

// Refused says whether anything is wrong.
func (f *Form) Refused() bool { return len(f.faults) > 0 || f.whole != nil }

// Label remembers what the page calls a field, for the summary of errors.
func (f *Form) Label(name, label string) { f.labels[name] = label }

// Labelled answers what the page calls a field; "" when it has none.
func (f *Form) Labelled(name string) string { return f.labels[name] }

// Overlook makes Err find no fault: only permission is going to be asked.
func (f *Form) Overlook() { f.lenient = true }

// Err is asked once every field was read. It returns Invalid with a sentence
// at each wrong field, and refuses fields that were sent but never read: they
// are no part of this form.
func (f *Form) Err() error {
	if f.lenient {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		if !f.read[name] {
			f.note(fault.FieldError{Field: name, Sentence: fault.Say("form.unknown", "Field", shorten(name))})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if !f.read[name] {
			f.note(fault.FieldError{Field: name, Sentence: fault.Say("form.unknown", "Field", shorten(name))})
		}
	}
	if len(f.faults) == 0 {
		return nil
	}
	e := fault.New(fault.Invalid, "fault.invalid")
	e.Fields = slices.Clone(f.faults)
	return e
}

// Refuse takes over what a domain function found wrong: its fields go to the
// fields of the same name, and its sentence to the whole form. An error that
// is no refusal of the input is not taken: Refuse returns false.
func (f *Form) Refuse(err error) bool {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok || (e.Code != fault.Invalid && e.Code != fault.Conflict && e.Code != fault.TooLarge) {
		return false
	}
	for _, at := range e.Fields {
		f.note(at)
	}
	if len(e.Fields) == 0 {
		f.whole = &e.Sentence
	}
	return true
}

// take answers a field's only value and notes that the field belongs here.
func (f *Form) take(name string) string {
	f.read[name] = true
	sent := f.values[name]
	if len(sent) == 0 {
		return ""
	}
	if len(sent) > 1 {
		f.Fail(name, "form.twice")
		return ""
	}
	if !utf8.ValidString(sent[0]) || strings.ContainsRune(sent[0], 0) {
		f.Fail(name, "form.not_text")
		return ""
	}
	return sent[0]
}

// clean copies values out of the request and writes line ends as one.
func clean(sent []string) []string {
	out := make([]string, len(sent))
	for i, s := range sent {
		out[i] = strings.ReplaceAll(strings.Clone(s), "\r\n", "\n")
	}
	return out
}

func shorten(s string) string {
	s = strings.ToValidUTF8(s, "�")
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
