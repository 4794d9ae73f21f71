package jobs

import (
	"accord/app/letters"
	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
)

// A message that was scheduled begins when its hour has come.
var _ = register(Kind{
	Name: messages.DueKind,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return messages.Begin(tx, t.ArgID("subject")) },
})

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
