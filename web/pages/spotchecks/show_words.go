package spotchecks

import (
	"context"

	"github.com/a-h/templ"

	"accord/app/spotchecks"
	ui "accord/web/templates"
)

// metForIMI is where one demand stands, as IMI sees it.
func metForIMI(ctx context.Context, d spotchecks.DemandCase) templ.Component {
	switch {
	case len(d.Released) > 0:
		return ui.BadgeIcon(ui.OK, "circle-check", ui.T(ctx, "request.demand.received"))
	case d.Met():
		return ui.BadgeIcon(ui.Info, "message", ui.T(ctx, "request.demand.absent"))
	}
	return ui.BadgeIcon(ui.Mute, "hourglass", ui.T(ctx, "request.demand.awaited"))
}

// concludeKind makes the outcome the main act once there is nothing to wait for.
func concludeKind(c checking) ui.Kind {
	if c.kase.State() == spotchecks.Answered {
		return ui.Primary
	}
	return ui.Plain
}
