package api

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/web"
	"accord/web/locales"
)

// In is the organisation that every address behind the member door names.
// Admission has looked it up; no endpoint reads it. (In, One and At are
// exported because huma passes an embedded struct by whose name is not.)
type In struct {
	Organisation string `path:"organisation" maxLength:"60"`
}

// One is an address that names one thing of the organisation.
type One struct {
	In
	ID uuid.UUID `path:"id" format:"uuid"`
}

// day is a day without an hour, as "2006-01-02"; "" where there is none.
func day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}

// dayOf reads a day; the zero time for one that is no day, which the domain refuses.
func dayOf(text string) time.Time {
	at, _ := time.Parse(time.DateOnly, text)
	return at
}

// done answers an act that leaves nothing to say.
type done struct {
	Done bool `json:"done"`
}

// made answers an act that made something.
type made struct {
	ID uuid.UUID `json:"id"`
}

// speaker is the language and zone of who called.
func speaker(tx tenants.Transaction) locales.T { return web.SpeakerIn(tx.Context()) }
