package people

import (
	"context"

	"accord/tenants"
	"accord/tenants/fault"
)

// OwnAccount reads the person's own account, without its password's hash.
func OwnAccount(tx *tenants.SelfTx) (Account, error) {
	var a Account
	err := tx.DB().Select("person_id", "email", "name", "locale", "time_zone", "created_at", "password_changed_at").Take(&a).Error
	return a, err
}

// Preferences are what a person may change of their account as they like.
type Preferences struct {
	Name     string
	Locale   string // "en" or "es"
	TimeZone string // IANA name
}

// ChangeAccount changes the person's name, language and time zone. Returns
// Invalid with each field that is wrong.
func ChangeAccount(ctx context.Context, db *tenants.DB, p tenants.Person, in Preferences) error {
	var c fault.Check
	in.Name = CheckName(&c, "name", in.Name)
	CheckLocale(&c, "locale", in.Locale)
	CheckZone(&c, "time_zone", in.TimeZone)
	if err := c.Err(); err != nil {
		return err
	}
	return db.Gate(ctx, p.Request(), func(tx *tenants.GateTx) error {
		tx.Record(tenants.Event{Action: "account.changed", Resource: "account", Subject: p.ID()})
		return tx.DB().Model(&Account{}).Where("person_id = ?", p.ID()).
			Updates(map[string]any{"name": in.Name, "locale": in.Locale, "time_zone": in.TimeZone}).Error
	})
}

// ChangeLocale changes the person's language alone, as the switch of every
// page does. Returns Invalid for one that the interface does not speak.
func ChangeLocale(ctx context.Context, db *tenants.DB, s tenants.Signed, locale string) error {
	var c fault.Check
	CheckLocale(&c, "locale", locale)
	if err := c.Err(); err != nil {
		return err
	}
	return db.Gate(ctx, s.Request(), func(tx *tenants.GateTx) error {
		return tx.DB().Model(&Account{}).Where("person_id = ?", s.Person()).Update("locale", locale).Error
	})
}
