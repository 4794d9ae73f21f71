package submissions

import (
	"bytes"
	"context"
	"slices"

	"accord/app/journal"
	"accord/app/submissions"
	ui "accord/web/templates"
)

func reviewHead(ctx context.Context, v review) ui.HeadOf {
	return ui.HeadOf{Kind: ui.T(ctx, "submission.one"), Ref: v.submission.Reference, Title: v.submission.Holder, Status: statusBadge(v.status()),
		Meta: []ui.Meta{{Icon: "building", Text: v.organisation.Name}, {Icon: "certificate", Text: ui.T(ctx, "certification."+v.submission.Certification)},
			{Icon: "hourglass", Text: ageWords(ctx, *v.submission.SubmittedAt)}}}
}

// decideKind: reading comes first; deciding is the main act once everything was opened.
func decideKind(v review) ui.Kind {
	if v.unread() > 0 {
		return ui.Plain
	}
	return ui.Primary
}

// openKind: the first document that was not opened is the page's main act.
func openKind(v review, item submissions.Item) ui.Kind {
	for _, i := range v.items {
		if _, open := v.open[i.DocumentVersionID]; open && !v.read[i.DocumentVersionID] {
			if i.ID == item.ID {
				return ui.Primary
			}
			break
		}
	}
	return ui.Plain
}

// verdictOf and noteOf are what a point's form shows: what was typed when it
// was refused, else what is kept.
func verdictOf(v review, point string) string {
	if v.form != nil && v.at == point {
		return v.form.Value("verdict")
	}
	return v.points[point].Verdict
}

func noteOf(v review, point string) string {
	if v.form != nil && v.at == point {
		return v.form.Value("note")
	}
	return v.points[point].Note
}

// newestFirst orders the events of two logs as one.
func newestFirst(all []journal.AuditLog) []journal.AuditLog {
	slices.SortStableFunc(all, func(a, b journal.AuditLog) int { return bytes.Compare(b.ID[:], a.ID[:]) })
	return all
}

func conflictColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "conflict.who")}, {Label: ui.T(ctx, "submission.program")}, {Label: ui.T(ctx, "conflict.reason")}, {Label: ui.T(ctx, "conflict.end"), Quiet: true}}
}
