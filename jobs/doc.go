// Package jobs does what follows a commit: mails, reminders, the hashing of an
// upload. PostgreSQL is the queue of record; asynq on Redis only dispatches, so
// Redis may be flushed at any time and nothing is lost.
//
//	a verb's transaction         relay                     worker
//	tx.Enqueue(Job) ──► outbox ──► claims due rows, ──► asynq ──► reads the task by
//	tx.Due(Deadline) ─► deadline   commits, enqueues            its own door, does
//	                      │             ▲                       the outside effect,
//	                      └── scan ─────┘ outbox row            then the fenced
//	                          each minute                       transaction
//
// A row of the outbox:
//
//	open ──handler's fenced transaction──► done
//	open ──permanent fault, or tries used up──► dead ──replay (recorded)──► open
//	open ──cancelled by a concept──► cancelled
//
// Whatever is lost on the way (a worker, the relay, Redis) leaves the row open,
// and the relay's one statement finds it again once its lease is over. Whatever
// runs twice meets the fence: the row goes from open to done in the handler's
// own transaction, or that transaction does nothing.
//
// # Writing a handler
//
// One file per concept, jobs/<concept>.go, registers its kinds (see Kind). There
// are three forms. Take the first that fits:
//
//	Do       one transaction of the task's organisation, nothing outside
//	Oversee  one transaction of oversight, nothing outside
//	Handle   an outside effect first, keyed by the task's id; then k.Work or k.Oversee
//
// A handler is short and safe to repeat. It carries ids, loads what they name
// through its own door, calls one domain function, and returns that function's
// fault as it is: faults.go decides whether to try again. When there is nothing
// left to do (the reminder's request was answered meanwhile) it returns nil.
// No transaction stays open during an outside effect.
//
//	var _ = register(Kind{
//		Name: "request.propose", // the organisation's door, as its clerk
//		Do: func(tx *tenants.Tx, t tenants.Task) error {
//			return spotchecks.Propose(tx, t.ArgID("subject"))
//		},
//	})
//
//	var _ = register(Kind{
//		Name: "evidence.type", Timeout: 10 * time.Minute,
//		Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
//			var key string
//			if err := k.Read(ctx, t, func(tx *tenants.Tx) (err error) { key, err = evidence.Key(tx, t.ArgID("version")); return }); err != nil {
//				return err
//			}
//			sum, err := k.Vault.Sum(ctx, key) // outside, may be repeated
//			if err != nil {
//				return err
//			}
//			return k.Work(ctx, t, func(tx *tenants.Tx) error { return evidence.Typed(tx, t.ArgID("version"), sum) })
//		},
//	})
//
// Jobs act as the role clerk (imi_clerk behind the overseer door) and need
// policy lines like anybody. A job with Person set acts for that person, who is
// admitted again with the rights they have now; it needs the form Handle.
//
// A deadline (tx.Due) becomes a job of its Kind with the arguments "subject"
// and "stage".
//
// # Mails
//
// A verb enqueues letters.ToRoles, ToMembership, ToLink or ToOversight; what the
// letter says is a Writer registered here:
//
//	var _ = writes(Writer{
//		Letter: letters.RequestIssued,
//		Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
//			r, err := spotchecks.Load(tx, t.ArgID("subject"))
//			return Facts{Path: "requests/" + r.ID.String(), Data: letters.Data{"Reference": r.Reference, "Due": letters.Moment{At: r.DueAt}}}, err
//		},
//	})
//
// # In tests
//
// Drain does the due jobs of a world's organisations at once, in the calling
// goroutine and without Redis: the same handlers, fence and faults.
package jobs
