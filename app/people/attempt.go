package people

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// How many tries that failed are too many within the window: at one account
// from browsers it does not know, at one account from one browser it knows,
// and from one public address at whatever accounts (a classroom shares one).
const (
	triesWindow     = 15 * time.Minute
	triesPerAccount = 10
	triesPerDevice  = 10
	triesPerAddress = 60
	triesKept       = 24 * time.Hour
)

// try counts an attempt before it is judged, so that many at once cannot all
// find the count low. purpose tells what is tried ("sign-in", "reset") at whom.
// known says that the browser is known to that account. Returns Unavailable
// with the minutes to wait when there were too many.
func try(tx *tenants.GateTx, v Visit, known bool, purpose, whom string) (SignInAttempt, error) {
	a := SignInAttempt{ID: tx.NewID(), AccountKey: key(purpose, whom), AddressKey: key("address", network(v.Address)), At: tx.Now()}
	limit := triesPerAccount
	if known {
		a.AccountKey, limit = key(purpose, whom, "device", v.Device), triesPerDevice
	}
	if err := tx.Lock(uuid.UUID(a.AccountKey[:16])); err != nil {
		return a, err
	}
	if err := underLimit(tx, "account_key", a.AccountKey, limit, triesWindow); err != nil {
		return a, err
	}
	if !known && tells(v.Address) {
		if err := underLimit(tx, "address_key", a.AddressKey, triesPerAddress, triesWindow); err != nil {
			return a, err
		}
	}
	if err := tx.DB().Where("at < ?", tx.Now().Add(-triesKept)).Delete(&SignInAttempt{}).Error; err != nil {
		return a, err
	}
	err := tx.DB().Create(&a).Error
	return a, err
}

// aDay counts something that is allowed so often within a day, whoever or
// wherever from it is counted by. Returns Unavailable with the minutes to wait.
func aDay(tx *tenants.GateTx, limit int, parts ...string) error {
	a := SignInAttempt{ID: tx.NewID(), AccountKey: key(parts...), AddressKey: key(parts...), At: tx.Now()}
	if err := tx.Lock(uuid.UUID(a.AccountKey[:16])); err != nil {
		return err
	}
	if err := underLimit(tx, "account_key", a.AccountKey, limit, triesKept); err != nil {
		return err
	}
	return tx.DB().Create(&a).Error
}

func underLimit(tx *tenants.GateTx, column string, value []byte, limit int, window time.Duration) error {
	var times []time.Time
	err := tx.DB().Model(&SignInAttempt{}).Where(column+" = ? and at > ? and not succeeded", value, tx.Now().Add(-window)).
		Order("at desc").Limit(limit).Pluck("at", &times).Error
	if err != nil || len(times) < limit {
		return err
	}
	wait := times[len(times)-1].Add(window).Sub(tx.Now())
	return fault.New(fault.Unavailable, "people.wait", "Minutes", int((wait+time.Minute-1)/time.Minute))
}

// succeed turns a counted attempt into one that succeeded.
func (a SignInAttempt) succeed(tx *tenants.GateTx) error {
	if err := tx.DB().Where("id = ?", a.ID).Delete(&SignInAttempt{}).Error; err != nil {
		return err
	}
	a.ID, a.Succeeded = tx.NewID(), true
	return tx.DB().Create(&a).Error
}
