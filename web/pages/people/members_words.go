package people

import (
	"context"

	"accord/app/people"
	ui "accord/web/templates"
)

// The words of ending a membership and of withdrawing an invitation.
func endLabel(ctx context.Context, s shown) string {
	if s.State() == people.Invitee {
		return ui.T(ctx, "people.withdraw")
	}
	return ui.T(ctx, "people.end")
}

func endTitle(ctx context.Context, s shown) string {
	if s.State() == people.Invitee {
		return ui.T(ctx, "people.withdraw_title", "Name", s.Name)
	}
	return ui.T(ctx, "people.end_title", "Name", s.Name)
}

func endText(ctx context.Context, s shown) string {
	if s.State() == people.Invitee {
		return ui.T(ctx, "people.withdraw_text")
	}
	return ui.T(ctx, "people.end_text")
}
