package jobs

import (
	"accord/app/trainings"
	"accord/tenants"
)

// What a cohort's marks add up to follows a trainee's own check-in.
var _ = register(Kind{
	Name: trainings.SettleJob,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return trainings.Settle(tx, t.ArgID("subject")) },
})
