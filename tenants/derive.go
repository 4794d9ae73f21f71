package tenants

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"github.com/google/uuid"
)

// Derive makes a secret of a purpose, an id and a number (such as a window of
// time), with the key that the database never holds: the same for the same
// three, and not to be guessed from others. No link's token is among them.
func (tx *Tx) Derive(purpose string, id uuid.UUID, n int64) []byte {
	mac := hmac.New(sha256.New, tx.core().db.key)
	mac.Write([]byte("derived " + purpose + "\x00"))
	mac.Write(id[:])
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return mac.Sum(nil)
}
