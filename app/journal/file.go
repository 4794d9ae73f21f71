package journal

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/tlog"

	"accord/tenants"
)

// A journal in a file is JSON Lines: a FileHead, and then a FileEvent for each
// place of the tree, or for some of them with proofs.

// FileHead says whose journal it is, how far it goes, and what proves that.
type FileHead struct {
	Journal      int       `json:"accord_journal"` // the form of the file: 1
	Organisation uuid.UUID `json:"organisation"`
	Name         string    `json:"name"` // for people; nothing proves it
	TakenAt      time.Time `json:"taken_at"`
	Whole        bool      `json:"whole"`      // every place from 0 to Size is there
	Size         int64     `json:"size"`       // of the tree
	Root         tlog.Hash `json:"root"`       // of the tree
	Place        int64     `json:"place"`      // of the head among the heads
	Proof        []byte    `json:"proof"`      // from the head to the checkpoint's root
	Checkpoint   string    `json:"checkpoint"` // the signed note
	Keys         []string  `json:"keys"`       // the public halves of those that signed, for whoever has no other word of them
}

// FileEvent is one event. One that is kept from the reader shows its leaf alone.
// In a whole file every 256th carries its proof, in another each.
type FileEvent struct {
	Position int64       `json:"position"`
	Entered  time.Time   `json:"entered"`
	Leaf     []byte      `json:"leaf"`
	Event    *FileLeaf   `json:"event,omitempty"`
	By       *FileWords  `json:"by,omitempty"`   // nil: erased
	Salt     []byte      `json:"salt,omitempty"` // nil: erased
	Proof    []tlog.Hash `json:"proof,omitempty"`
}

// FileLeaf is what tenants.Leaf commits to.
type FileLeaf struct {
	ID       uuid.UUID    `json:"id"`
	At       time.Time    `json:"at"`
	Door     tenants.Door `json:"door"`
	Request  string       `json:"request,omitempty"`
	Purpose  string       `json:"purpose,omitempty"`
	Action   string       `json:"action"`
	Resource string       `json:"resource"`
	Subject  uuid.UUID    `json:"subject"`
	Case     uuid.UUID    `json:"case"`
	Told     bool         `json:"told,omitempty"`
	Sealed   []byte       `json:"sealed"`
}

// FileWords is what tenants.Personal seals.
type FileWords struct {
	Person     uuid.UUID       `json:"person"`
	Membership uuid.UUID       `json:"membership"`
	Actor      string          `json:"actor"`
	Roles      []string        `json:"roles"`
	Detail     json.RawMessage `json:"detail"`
}

func (l FileLeaf) of(tenant uuid.UUID) tenants.Leaf {
	return tenants.Leaf{Tenant: tenant, ID: l.ID, At: l.At, Door: l.Door, Request: l.Request, Purpose: l.Purpose, Action: l.Action, Resource: l.Resource,
		Subject: l.Subject, Case: l.Case, Told: l.Told, Sealed: l.Sealed}
}

func (w FileWords) personal() tenants.Personal {
	return tenants.Personal{Person: w.Person, Membership: w.Membership, Actor: w.Actor, Roles: w.Roles, Detail: w.Detail}
}
