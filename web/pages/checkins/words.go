package checkins

import (
	"context"
	"time"

	"github.com/google/uuid"

	"accord/app/checkins"
	"accord/app/trainings"
	"accord/tenants/fault"
	"accord/web/pages/personal"
	ui "accord/web/templates"
)

// sameCohort refuses a session that is not of the address's cohort.
func sameCohort(s trainings.TrainingSession, cohort uuid.UUID) error {
	if s.CohortID != cohort {
		return fault.Absent("training_session")
	}
	return nil
}

func canOpen(v roomView) bool {
	return v.can && v.Stage == checkins.Due && v.Session.CancelledAt == nil && v.Cohort.ClosedAt == nil
}

// whyNot says why a check-in is not open, and what to do.
func whyNot(ctx context.Context, v roomView) string {
	switch {
	case v.Session.CancelledAt != nil:
		return ui.T(ctx, "session.cancelled")
	case v.Cohort.ClosedAt != nil:
		return ui.T(ctx, "cohort.closed")
	case v.Stage == checkins.Early:
		return ui.T(ctx, "check_in.early", "Minutes", int(checkins.Before.Minutes()))
	case v.Stage == checkins.Over:
		return ui.T(ctx, "check_in.over")
	}
	return ui.T(ctx, "check_in.open_text", "Minutes", int(checkins.Grace.Minutes()))
}

func roomMeta(ctx context.Context, v roomView) []ui.Meta {
	all := []ui.Meta{{Icon: "calendar-event", Text: personal.When(ctx, v.Session, v.zone)}}
	if v.Session.Place != "" {
		all = append(all, ui.Meta{Icon: "map-pin", Text: v.Session.Place})
	}
	return all
}

func comeMeta(ctx context.Context, a arrival) []ui.Meta {
	return []ui.Meta{{Icon: "calendar-event", Text: personal.When(ctx, a.session, a.guest.Zone)}}
}

// arrivedNote is when somebody came, and that they said so themselves.
func arrivedNote(ctx context.Context, a checkins.Arrival, zone *time.Location) string {
	at := ui.From(ctx).T.In(zone).Clock(a.At)
	if a.Own {
		return at + " · " + ui.T(ctx, "attendance.by_check_in")
	}
	return at
}

func number(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }
