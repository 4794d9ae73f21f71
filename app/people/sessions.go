package people

import (
	"context"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Sessions lists the person's sessions that hold, the newest first.
func Sessions(tx *tenants.SelfTx) ([]AccountSession, error) {
	var all []AccountSession
	err := tx.DB().Select("id", "person_id", "created_at", "last_seen_at", "expires_at", "revoked_at", "user_agent", "address").
		Where("revoked_at is null and expires_at > ? and last_seen_at > ?", tx.Now(), tx.Now().Add(-tenants.SessionIdle)).
		Order("created_at desc").Limit(100).Find(&all).Error
	return all, err
}

// EndSession signs one of the person's sessions out, at once. Returns NotFound
// when it is not theirs or is over.
func EndSession(ctx context.Context, db *tenants.DB, p tenants.Person, session uuid.UUID) error {
	return db.Gate(ctx, p.Request(), func(tx *tenants.GateTx) error {
		done := tx.DB().Model(&AccountSession{}).Where("id = ? and person_id = ? and revoked_at is null", session, p.ID()).Update("revoked_at", tx.Now())
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return fault.Absent("session")
		}
		tx.Record(tenants.Event{Action: "account.session_ended", Resource: "account", Subject: p.ID(), Detail: map[string]any{"session": session}})
		return nil
	})
}

// EndOtherSessions signs the person out everywhere but in one session, and
// ends their API tokens.
func EndOtherSessions(ctx context.Context, db *tenants.DB, p tenants.Person, keep uuid.UUID) error {
	return db.Gate(ctx, p.Request(), func(tx *tenants.GateTx) error {
		return shutOut(tx, "account.sessions_ended", p.ID(), keep)
	})
}
