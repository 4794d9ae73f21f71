package tenants

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Leaf is an event as the journal's trees commit to it. What it says of people
// stands in Personal, and the leaf holds a salted commitment to that alone: who
// erases the words and the salt leaves a leaf that still verifies and tells
// nothing.
type Leaf struct {
	Tenant   uuid.UUID
	ID       uuid.UUID
	At       time.Time // microseconds, UTC
	Door     Door
	Request  string
	Purpose  string
	Action   string
	Resource string
	Subject  uuid.UUID
	Case     uuid.UUID
	Told     bool
	Sealed   []byte // what Personal.Seal answers, 32 bytes
}

// Hash is the leaf: SHA-256 over a form that reads the same everywhere.
func (l Leaf) Hash() []byte {
	b, _ := json.Marshal(struct {
		Form                              int
		Tenant, ID                        uuid.UUID
		At                                string
		Door                              Door
		Request, Purpose, Action, Concern string
		Subject, Case                     uuid.UUID
		Told                              bool
		Sealed                            []byte
	}{2, l.Tenant, l.ID, l.At.UTC().Format(time.RFC3339Nano), l.Door, l.Request, l.Purpose, l.Action, l.Resource, l.Subject, l.Case, l.Told, l.Sealed})
	sum := sha256.Sum256(b)
	return sum[:]
}

// Personal is what an event says of people: who did it, in which roles, and its
// detail.
type Personal struct {
	Person     uuid.UUID
	Membership uuid.UUID
	Actor      string
	Roles      []string
	Detail     json.RawMessage // an object; as PostgreSQL keeps it or as Go writes it
}

// Seal commits to it with a salt of 32 random bytes: SHA-256 over the salt and
// a form that reads the same everywhere. It fails when the detail is no JSON.
func (p Personal) Seal(salt []byte) ([]byte, error) {
	detail, err := plainJSON(p.Detail)
	if err != nil {
		return nil, err
	}
	if p.Roles == nil {
		p.Roles = []string{}
	}
	b, err := json.Marshal(struct {
		Person, Membership uuid.UUID
		Actor              string
		Roles              []string
		Detail             json.RawMessage
	}{p.Person, p.Membership, p.Actor, p.Roles, detail})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append(bytes.Clone(salt), b...))
	return sum[:], nil
}

// newSalt is one that nobody can guess, so that nobody finds by trying what a
// commitment was made to.
func newSalt() []byte {
	salt := make([]byte, 32)
	_, _ = rand.Read(salt) // never fails: crypto/rand
	return salt
}

// plainJSON writes JSON in one form: keys in their order, no blanks, numbers
// without an exponent, as PostgreSQL gives back what Go wrote.
func plainJSON(raw []byte) (json.RawMessage, error) {
	if len(raw) == 0 {
		return json.RawMessage("{}"), nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return json.Marshal(plainNumbers(v))
}

func plainNumbers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, one := range v {
			v[name] = plainNumbers(one)
		}
	case []any:
		for i, one := range v {
			v[i] = plainNumbers(one)
		}
	case json.Number:
		if f, err := v.Float64(); err == nil && strings.ContainsAny(string(v), "eE") {
			return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
		}
	}
	return v
}
