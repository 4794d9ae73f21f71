package web

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Unlisted says of the answer that it is for whoever holds its address: no
// search engine keeps it, and none follows its links. (That its address is told
// to nobody else is said of every page: see headers.)
func (r *Request) Unlisted() { r.c.Set("X-Robots-Tag", "noindex, nofollow, noarchive") }

// How many personal links a device remembers, and for how long.
const (
	personalLinks = 6
	personalLife  = 180 * 24 * time.Hour
)

// Personal are the tokens of the personal links that were opened on this
// device, the latest first.
func (r *Request) Personal() []string {
	kept := strings.Clone(r.c.Cookies(r.app.cookieName("personal")))
	if kept == "" || len(kept) > 500 {
		return nil
	}
	return strings.Split(kept, ".")
}

// KeepPersonal remembers on this device that a personal link was opened, so
// that a code in a room leads back to it. Scripts cannot read it.
func (r *Request) KeepPersonal(token string) {
	all := append([]string{token}, slices.DeleteFunc(r.Personal(), func(t string) bool { return t == token })...)
	r.cookie(r.app.cookieName("personal"), strings.Join(all[:min(len(all), personalLinks)], "."), personalLife)
}

// ForgetPersonal takes the personal links from this device.
func (r *Request) ForgetPersonal() { r.cookie(r.app.cookieName("personal"), "", -1) }

// SendFresh answers with content that its reader asks for again and again: what
// they have already is not sent a second time.
func (r *Request) SendFresh(contentType string, content []byte) error {
	sum := sha256.Sum256(content)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	r.c.Set(fiber.HeaderETag, tag)
	r.c.Set(fiber.HeaderCacheControl, "private, no-cache")
	for _, known := range strings.Split(r.c.Get(fiber.HeaderIfNoneMatch), ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == tag {
			return r.c.SendStatus(fiber.StatusNotModified)
		}
	}
	r.c.Set(fiber.HeaderContentType, contentType)
	return r.c.Send(content)
}
