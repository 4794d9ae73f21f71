package jobs

import (
	"context"

	"accord/app/letters"
	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// A message that was scheduled begins when its hour has come, for who confirmed
// it. What they may not do any more is not done: the message is given back.
var _ = register(Kind{Name: messages.DueKind, Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
	id, theirs := t.ArgID("subject"), t
	err := k.Read(ctx, t, func(tx *tenants.Tx) (err error) { theirs.Person, err = messages.Confirmer(tx, id); return })
	if err != nil {
		return err
	}
	err = k.Work(ctx, theirs, func(tx *tenants.Tx) error { return messages.Begin(tx, id) })
	if !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
		return err
	}
	return k.Work(ctx, t, func(tx *tenants.Tx) error { return messages.GiveBack(tx, id) })
}})

// The program managers hear of it, unless somebody has seen to it meanwhile.
var _ = writes(Writer{Letter: letters.MessageReturned, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	m, err := messages.Find(tx, t.ArgID("subject"))
	if err != nil || m.ReturnedAt == nil || m.CancelledAt != nil {
		return Facts{Moot: true}, err
	}
	c, err := trainings.Get(tx, m.CohortID)
	return Facts{Path: "messages/" + m.ID.String(), Data: letters.Data{"Message": m.Name, "Cohort": c.Title}}, err
}})

// A cohort is reminded of a session.
var _ = register(Kind{
	Name: trainings.RemindKind,
	Do: func(tx *tenants.Tx, t tenants.Task) error {
		return messages.Remind(tx, t.ArgID("subject"), t.ArgText("stage"))
	},
})

// Each delivery of a message is a mail of its own; what came of it is noted
// with the message.
var _ = writes(Writer{Letter: letters.OwnWords, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	o, err := messages.ToSend(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	f := Facts{Moot: !o.Due, Own: o.Own, Link: o.Link, After: o.Settle}
	if o.Due {
		f.To = []letters.Recipient{o.To}
	}
	return f, nil
}})
