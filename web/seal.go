package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// seal marks a text as made for the holder of a secret.
func seal(text, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("accord flash "))
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

func sealed(text, mark, secret string) bool {
	return hmac.Equal([]byte(mark), []byte(seal(text, secret)))
}
