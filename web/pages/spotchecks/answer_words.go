package spotchecks

import (
	"context"
	"strings"

	"accord/app/evidence"
	"accord/app/spotchecks"
	ui "accord/web/templates"
)

func iconOf(v evidence.Version) string {
	switch {
	case v.IsVideo():
		return "video"
	case v.IsImage():
		return "photo"
	}
	return "file-type-pdf"
}

// received says whether a version was there before IMI asked.
func received(ctx context.Context, a answering, p spotchecks.Proposal) string {
	v := a.versions[*p.DocumentVersionID]
	if v.Origin == evidence.FromRecord {
		return ui.T(ctx, "request.item.sealed", "When", ui.From(ctx).T.Date(v.CreatedAt))
	}
	if v.ReceivedAt != nil && v.ReceivedAt.Before(a.kase.IssuedAt) {
		return ui.T(ctx, "request.item.before", "When", ui.From(ctx).T.Date(*v.ReceivedAt))
	}
	return ui.T(ctx, "request.item.after", "When", ui.From(ctx).T.Date(v.CreatedAt))
}

// leftToDo says what the organisation has left to do: to prepare, and to release.
func leftToDo(ctx context.Context, k spotchecks.Case) string {
	var said []string
	if n := k.Left(); n > 0 {
		said = append(said, ui.T(ctx, "request.left", "Count", n))
	}
	if n := k.Waiting(); n > 0 {
		said = append(said, ui.T(ctx, "request.notice.ready", "Count", n))
	}
	return strings.Join(said, " ")
}

// openness says whether IMI can read what was released, or since when not.
func openness(ctx context.Context, r spotchecks.Request) string {
	if r.ClosedAt != nil {
		return ui.T(ctx, "request.item.closed", "When", ui.From(ctx).T.Date(*r.ClosedAt))
	}
	if now := ui.From(ctx).Now; !r.ReadableUntil.After(now) {
		return ui.T(ctx, "request.item.closed", "When", ui.From(ctx).T.Date(r.ReadableUntil))
	}
	return ui.T(ctx, "request.item.released")
}

// ready counts what a release would hold: documents and explanations.
func ready(k spotchecks.Case) (n int) {
	for _, d := range k.Demands {
		for _, p := range d.Proposals {
			if p.DocumentVersionID != nil {
				n++
			}
		}
		if d.Answer != nil && d.Answer.SentAt == nil {
			n++
		}
	}
	return n
}
