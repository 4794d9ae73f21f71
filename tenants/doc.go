// Package tenants is the isolation kernel: who acts, by which door, in which
// transaction, and what that transaction may reach.
//
//	door      admission                     transaction    login            sees
//	public    nobody is asked               PublicTx       accord_public    what is published
//	member    AdmitMember, GuestMember      Tx             accord_member    one organisation's rows
//	self      AdmitSelf                     SelfTx         accord_self      rows that carry the person's id
//	overseer  AdmitOverseer, a purpose      OversightTx    accord_overseer  oversight's rows, and what was released
//	gate      signing in itself             GateTx         accord_gate      accounts, sessions, links; memberships
//	clerk     the relay and the scan        ClerkTx        accord_clerk     ids and times, no content
//
// An actor has private fields and comes from admission alone; its zero value
// opens nothing. A *gorm.DB exists only inside a transaction. The claims of the
// actor ride on BEGIN, and the database's walls read them.
//
// # Two walls on every row
//
// A statement names a registered Resource or does not run. The caller's WHERE
// goes into parentheses, and the door's wall and the row policies (Guard) are
// conjoined to it (seal.go). Beneath that stands row-level security, which the
// logins can neither own nor bypass.
//
// # A write
//
//	Ask     tx.Allow("edit", &row)    opens that row, and no other, to writing in this transaction
//	Act     tx.DB().Model(&row)…      reaches only rows that were asked for, or parts of them
//	Record  tx.Record(Event{…})       without it nothing is committed
//	Enqueue tx.Enqueue(Job{…})        goes into the outbox with the commit; tx.Due sets a deadline
//
// A column that a policy line reads is changed only by a verb that asks for the
// row as it was: the new values are the verb's to check, and the tenant's wall
// holds for both.
//
// Ids (UUIDv7) and times are made in Go, and one clock serves Go, the policies
// and the database (app.now()); tests and the demo move it.
package tenants
