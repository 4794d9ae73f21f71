package jobs

import (
	"accord/app/exercises"
	"accord/app/letters"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// A trainee is written to when their coach has given feedback, or amended it.
var _ = register(Kind{
	Name: "feedback.tell",
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return exercises.Tell(tx, t.ArgID("subject")) },
})

var (
	// A coach whose table was given to another meanwhile is not written to.
	_ = writes(Writer{Letter: letters.CoachNamed, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		g, err := exercises.GroupOf(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		b, err := exercises.Board(tx, g.RoundID)
		if err != nil {
			return Facts{}, err
		}
		if g.RemovedAt != nil || g.CoachID == nil || *g.CoachID != t.ArgID("to_membership") || b.Round.CancelledAt != nil {
			return Facts{Moot: true}, nil
		}
		c, err := trainings.Get(tx, b.Session.CohortID)
		if err != nil {
			return Facts{}, err
		}
		seats := 0
		for _, l := range b.Tables {
			if l.Group.ID == g.ID {
				seats = len(l.Seats)
			}
		}
		return Facts{Path: "coaching/" + b.Round.ID.String(), Data: letters.Data{"Exercise": b.Version.Title, "Count": seats,
			"Starts": letters.Moment{At: b.Session.StartsAt, Zone: c.TimeZone}}}, nil
	}})
	_ = writes(Writer{Letter: letters.FeedbackGiven, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		f, err := exercises.OfSubject(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		l, err := personal.Of(tx, f.EnrolmentID)
		if fault.Is(err, fault.NotFound) {
			return Facts{Moot: true}, nil
		}
		if err != nil {
			return Facts{}, err
		}
		return toCandidate(tx, t, Facts{Link: l.ID, Data: letters.Data{"Exercise": f.Exercise, "Coach": f.CoachName}})
	}})
)
