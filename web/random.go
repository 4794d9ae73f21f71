package web

import (
	"crypto/rand"
	"encoding/base64"

	"github.com/google/uuid"
)

// random is n unguessable bytes for a cookie, a nonce or a key.
func random(n int) string {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// newID names a request: ordered by time.
func newID() string { return uuid.Must(uuid.NewV7()).String() }
