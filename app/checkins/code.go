package checkins

import (
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"accord/tenants"
)

// Window is how long a code is shown; it counts for one more.
const Window = time.Minute

// known is for how many windows a code that does not count any more is still
// known for one that did, so that a trainee hears why it is refused.
const known = 15

// Digits is how long a code is.
const Digits = 6

func windowOf(now time.Time) int64 { return now.Unix() / int64(Window/time.Second) }

// codeAt is the code of a check-in in a window of time.
func codeAt(tx *tenants.Tx, c CheckIn, window int64) string {
	n := binary.BigEndian.Uint64(tx.Derive("check-in", c.ID, window))
	return fmt.Sprintf("%0*d", Digits, n%1_000_000) // the bias of the remainder is one in 10^13
}

// Code is what the room is shown now, and when it changes.
func Code(tx *tenants.Tx, c CheckIn) (code string, changes time.Time) {
	window := windowOf(tx.Now())
	return codeAt(tx, c, window), time.Unix((window+1)*int64(Window/time.Second), 0).UTC()
}

// judge compares what was typed with the codes that count, and with those that
// did a while ago.
func judge(tx *tenants.Tx, c CheckIn, typed string) (right, stale bool) {
	typed = strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(typed)
	now := windowOf(tx.Now())
	for back := range int64(known) {
		if subtle.ConstantTimeCompare([]byte(codeAt(tx, c, now-back)), []byte(typed)) == 1 {
			return back <= 1, back > 1
		}
	}
	return false, false
}
