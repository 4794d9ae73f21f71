package evidence

import (
	"context"
	"fmt"
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/web/forms"
	ui "accord/web/templates"
)

func uploadTitle(ctx context.Context, of uploadOf) string {
	if of.document != uuid.Nil {
		return ui.T(ctx, "evidence.new_version_of", "Title", of.title)
	}
	return ui.T(ctx, "evidence.add")
}

// backLabel is where the form leads without sending, and after it.
func backLabel(ctx context.Context, of uploadOf) string {
	if of.assessment != uuid.Nil {
		return ui.T(ctx, "evidence.back_to_test")
	}
	return ui.T(ctx, "ui.cancel")
}

// fileLabel is the field's label, which the summary of errors says too.
func fileLabel(ctx context.Context, f *forms.Form) string {
	label := ui.T(ctx, "evidence.file")
	f.Label("file", label)
	return label
}

func chooseLabel(ctx context.Context, of uploadOf) string {
	if of.document != uuid.Nil {
		return ui.T(ctx, "evidence.choose_file")
	}
	return ui.T(ctx, "evidence.choose_files")
}

func fileAttrs(f *forms.Form) templ.Attributes {
	described := f.ID("file") + "-hint"
	attrs := templ.Attributes{}
	if f.Fault("file") != nil {
		described += " " + f.ID("file") + "-error"
		attrs["aria-invalid"] = "true"
	}
	attrs["aria-describedby"] = described
	return attrs
}

func upAttrs(id uuid.UUID, name string, size int64) templ.Attributes {
	if id == uuid.Nil {
		return templ.Attributes{}
	}
	return templ.Attributes{"data-id": id.String(), "data-file": name, "data-size": fmt.Sprint(size)}
}

// sayings are the sentences that the element says itself; {words} in braces
// are filled in by it.
func sayings(ctx context.Context) templ.Attributes {
	t := ui.From(ctx).T
	return templ.Attributes{
		"data-t-ready":    t.Say("evidence.up.ready"),
		"data-t-waiting":  t.Say("evidence.up.waiting"),
		"data-t-going":    t.Say("evidence.up.going"),
		"data-t-checking": t.Say("evidence.up.checking"),
		"data-t-paused":   t.Say("evidence.up.paused"),
		"data-t-retry":    t.Say("evidence.up.retry"),
		"data-t-lost":     t.Say("evidence.up.lost"),
		"data-t-other":    t.Say("evidence.up.other"),
		"data-t-finish":   t.Say("evidence.up.finish"),
		"data-t-all":      t.Say("evidence.up.all"),
		"data-t-left":     t.Say("evidence.up.left"),
		"data-t-second":   t.Say("evidence.up.second"),
		"data-t-choose":   t.Say("evidence.file_required"),
		"data-t-empty":    t.Say("evidence.empty"),
		"data-t-large":    t.Say("evidence.too_large"),
	}
}

// offeredKinds are the kinds that a document can be of: a candidate brings those
// that are theirs to bring.
func offeredKinds(ctx context.Context, of uploadOf) []ui.Option {
	all := kindOptions(ctx, of.about.Program != uuid.Nil)
	if !of.own {
		return all
	}
	return slices.DeleteFunc(all, func(o ui.Option) bool { return o.Value != "" && !slices.Contains(evidence.OwnKinds, o.Value) })
}
