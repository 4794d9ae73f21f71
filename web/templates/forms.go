package templates

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"accord/tenants"
	"accord/web/forms"
)

// Field is one field of a form as its page describes it.
type Field struct {
	Name  string // as the handler reads it
	Label string
	Hint  string
	Type  string // "text" when empty; "email", "password", "number", "tel", "url"
	Auto  string // autocomplete's token: "email", "name", "current-password", …
	Mode  string // inputmode: "numeric", "decimal"
	Short bool   // as wide as a number
	Rows  int    // of a text area
	Max   int    // characters; the server decides, this helps
}

// Option is one thing to choose.
type Option struct{ Value, Label, Hint string }

// FormOf says where a form goes.
type FormOf struct {
	Action templ.SafeURL
	Files  bool   // carries files
	Target string // for htmx: the form's id; the answer, the same form or a redirect, takes its place
	Keep   bool   // carries typed work on a public page; behind the other doors every form does
}

// Form is a form that posts: hidden fields, the summary of what is wrong, and
// the fields (children), which tell it their names.
func Form(f *forms.Form, of FormOf) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		children := templ.GetChildren(ctx)
		ctx = templ.ClearChildren(ctx)
		var fields bytes.Buffer
		if err := children.Render(ctx, &fields); err != nil {
			return err
		}
		return form(f, of, templ.Raw(fields.String())).Render(ctx, w)
	})
}

// wrong is a line of the summary: a sentence, and the field it leads to.
type wrong struct{ href, text string }

// wrongs writes the summary. A sentence of the general kind ("Enter a value")
// is led by the field's name; one of the domain speaks for itself.
func wrongs(ctx context.Context, f *forms.Form) []wrong {
	var lines []wrong
	for _, e := range f.Faults() {
		said := Say(ctx, e.Sentence)
		if label := f.Labelled(e.Field); label != "" && strings.HasPrefix(e.Key, "form.") {
			said = T(ctx, "ui.at_field", "Label", label, "Error", lower(said))
		}
		href := ""
		if f.Labelled(e.Field) != "" {
			href = "#" + f.ID(e.Field)
		}
		lines = append(lines, wrong{href, said})
	}
	return lines
}

func lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// labelled notes a field's label and answers it.
func labelled(f *forms.Form, field Field) string {
	f.Label(field.Name, field.Label)
	return field.Label
}

// describedBy lists the ids of what is said about a field; none is no
// attribute.
func describedBy(f *forms.Form, field Field) templ.Attributes {
	var ids []string
	if field.Hint != "" {
		ids = append(ids, f.ID(field.Name)+"-hint")
	}
	if f.Fault(field.Name) != nil {
		ids = append(ids, f.ID(field.Name)+"-error")
	}
	attrs := templ.Attributes{}
	if len(ids) > 0 {
		attrs["aria-describedby"] = strings.Join(ids, " ")
	}
	return attrs
}

// inputAttrs are the attributes every control has.
func inputAttrs(f *forms.Form, field Field) templ.Attributes {
	attrs := describedBy(f, field)
	if f.Fault(field.Name) != nil {
		attrs["aria-invalid"] = "true"
	}
	if field.Auto != "" {
		attrs["autocomplete"] = field.Auto
	}
	if field.Mode != "" {
		attrs["inputmode"] = field.Mode
	}
	if field.Type == "email" || field.Type == "password" {
		attrs["spellcheck"] = "false"
		attrs["autocapitalize"] = "none"
	}
	return attrs
}

func inputType(field Field) string {
	if field.Type == "" || field.Type == "number" {
		return "text" // a number field loses what was typed when it is not a number
	}
	return field.Type
}

func rows(field Field) int {
	if field.Rows == 0 {
		return 4
	}
	return field.Rows
}

// formAttrs are what a form says beside where it goes: data-keep, that what is
// typed in it is to outlive a lost connection (see keep.js).
func formAttrs(ctx context.Context, of FormOf) templ.Attributes {
	attrs := templ.Attributes{}
	if !of.Files && of.Target == "" && (of.Keep || From(ctx).Door != tenants.DoorPublic) {
		attrs["data-keep"] = true
	}
	if of.Files {
		attrs["enctype"] = "multipart/form-data"
	}
	if of.Target != "" {
		attrs["id"] = of.Target
		attrs["hx-post"] = string(of.Action)
		attrs["hx-target"] = "#" + of.Target
		attrs["hx-swap"] = "outerHTML"
	}
	return attrs
}

// tickID is the id of a box; the first has the field's own, where the summary
// leads.
func tickID(f *forms.Form, field Field, i int) string {
	if i == 0 {
		return f.ID(field.Name)
	}
	return f.ID(field.Name) + "-" + strconv.Itoa(i)
}

// partID is the id of one field of a date; the day has the date's own.
func partID(f *forms.Form, field Field, part string) string {
	if part == "day" {
		return f.ID(field.Name)
	}
	return f.ID(field.Name) + "-" + part
}

func partMode(part string) string {
	if part == "clock" {
		return "text"
	}
	return "numeric"
}

func confirmKind(danger bool) Kind {
	if danger {
		return Danger
	}
	return Primary
}
