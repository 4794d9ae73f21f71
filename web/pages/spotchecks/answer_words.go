package spotchecks

import (
	"context"

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
