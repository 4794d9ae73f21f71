package people

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
)

// Visit is what a request tells of the browser it came from.
type Visit struct {
	Address   string // of the client
	UserAgent string
	Device    string // the device token this browser holds; "" for none
	Session   string // the session token it holds; the new session takes its place
	Request   string // the request's id
}

// Entrance is what the browser is given for a new session: two secrets that
// are stored only as hashes.
type Entrance struct {
	Person    uuid.UUID
	Session   string // the session's token, for its cookie
	Device    string // the device's token, for a cookie that outlives sessions
	ExpiresAt time.Time
	Locale    string
}

// DeviceLife is how long a browser stays known without signing in.
const DeviceLife = 400 * 24 * time.Hour

// secret makes a token of 32 random bytes.
func secret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// enter starts a session for an account and makes the browser known. The
// session that the browser held before ends.
func enter(tx *tenants.GateTx, a Account, v Visit) (Entrance, error) {
	e := Entrance{Person: a.PersonID, Session: secret(), Device: v.Device, ExpiresAt: tx.Now().Add(tenants.SessionAbsolute), Locale: a.Locale}
	if v.Session != "" {
		if err := endSessions(tx, "token_hash = ?", tenants.HashToken(v.Session)); err != nil {
			return e, err
		}
	}
	s := AccountSession{
		TokenHash: tenants.HashToken(e.Session), ID: tx.NewID(), PersonID: a.PersonID,
		CreatedAt: tx.Now(), LastSeenAt: tx.Now(), ExpiresAt: e.ExpiresAt,
		UserAgent: cut(v.UserAgent, 300), Address: cut(v.Address, 64),
	}
	if err := tx.DB().Create(&s).Error; err != nil {
		return e, err
	}
	err := meet(tx, a, &e)
	return e, err
}

// meet makes the browser known to the account. A token that nobody was given
// here is not taken over.
func meet(tx *tenants.GateTx, a Account, e *Entrance) error {
	known, err := devices(tx, e.Device)
	if err != nil {
		return err
	}
	for _, d := range known {
		if d.PersonID == a.PersonID {
			return nil
		}
	}
	if len(known) == 0 {
		e.Device = secret()
	}
	if err := tx.DB().Where("person_id = ? and created_at <= ?", a.PersonID, tx.Now().Add(-DeviceLife)).Delete(&KnownDevice{}).Error; err != nil {
		return err
	}
	return tx.DB().Create(&KnownDevice{TokenHash: tenants.HashToken(e.Device), PersonID: a.PersonID, CreatedAt: tx.Now()}).Error
}

// network is what counts as one address: an IPv6 network has more addresses
// than anybody can count.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is6() {
		p, _ := ip.Prefix(64)
		return p.String()
	}
	return ip.String()
}

// tells says whether an address tells one visitor from another: one of the
// machine's own or a private network is a proxy's, and everybody's.
func tells(address string) bool {
	ip, err := netip.ParseAddr(address)
	return err != nil || !(ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast())
}

// key is how attempts are counted: a hash, so that the table holds no address.
func key(parts ...string) []byte {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return h[:]
}

// cut shortens a text to a number of characters.
func cut(s string, n int) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	s = strings.ReplaceAll(s, "\x00", "")
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
