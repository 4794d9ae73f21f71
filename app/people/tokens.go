package people

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// TokenLives are how many days an API token may live.
var TokenLives = []int{30, 90, 365}

const maxTokens = 20 // of one membership at a time

// NewToken is an API token to be made.
type NewToken struct {
	Name string
	Days int // one of TokenLives
}

// CreateToken makes a token for one's own membership and returns it. It is
// shown this once: only its hash is kept. Returns Invalid with each field that
// is wrong, Conflict when there are too many.
func CreateToken(tx *tenants.Tx, in NewToken) (APIToken, string, error) {
	var c fault.Check
	in.Name = strings.TrimSpace(in.Name)
	c.If(in.Name == "", "name", "people.token_name_missing")
	c.If(len([]rune(in.Name)) > 100, "name", "people.token_name_long", "Max", 100)
	known := false
	for _, d := range TokenLives {
		known = known || d == in.Days
	}
	c.If(!known, "days", "people.token_days")
	token := "accord_" + secret()
	t := APIToken{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: tx.Membership(), Name: in.Name, TokenHash: tenants.HashToken(token),
		CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(time.Duration(in.Days) * 24 * time.Hour)}
	if err := tx.Allow("create", &t); err != nil {
		return t, "", err
	}
	if err := c.Err(); err != nil {
		return t, "", err
	}
	var own int64
	if err := tx.DB().Model(&APIToken{}).Where("membership_id = ? and revoked_at is null and expires_at > ?", tx.Membership(), tx.Now()).Count(&own).Error; err != nil {
		return t, "", err
	}
	if own >= maxTokens {
		return t, "", fault.New(fault.Conflict, "people.token_many", "Max", maxTokens)
	}
	tx.Record(tenants.Event{Action: "api_token.created", Resource: "api_token", Subject: t.ID, Detail: map[string]any{"membership": t.MembershipID}})
	err := tx.DB().Create(&t).Error
	return t, token, err
}

// Tokens lists the API tokens that hold and that the actor may see: their own,
// or for an administrator everybody's; the newest first. Their hashes are left
// out.
func Tokens(tx *tenants.Tx) ([]APIToken, error) {
	var all []APIToken
	err := tx.DB().Select("tenant_id", "id", "membership_id", "name", "created_at", "expires_at").
		Where("revoked_at is null and expires_at > ?", tx.Now()).Order("id desc").Limit(500).Find(&all).Error
	return all, err
}

// RevokeToken ends a token at once. Returns NotFound for one the actor may not
// see, and for one that was revoked.
func RevokeToken(tx *tenants.Tx, id uuid.UUID) error {
	var all []APIToken
	if err := tx.DB().Where("id = ? and revoked_at is null", id).Find(&all).Error; err != nil {
		return err
	}
	if len(all) == 0 {
		return fault.Absent("api_token")
	}
	t := all[0]
	if err := tx.Allow("revoke", &t); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "api_token.revoked", Resource: "api_token", Subject: t.ID, Detail: map[string]any{"membership": t.MembershipID}})
	return tx.DB().Model(&t).Update("revoked_at", tx.Now()).Error
}
