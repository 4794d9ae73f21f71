package jobs

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
)

// Writer says what a kind of letter is about. Exactly the functions of the
// doors by which the letter is posted are set.
type Writer struct {
	Letter letters.Kind
	// Member reads a letter's facts in the organisation it is about.
	Member func(tx *tenants.Tx, t tenants.Task) (Facts, error)
	// Oversight reads them behind the overseer door.
	Oversight func(tx *tenants.OversightTx, t tenants.Task) (Facts, error)
}

// Facts are what a letter says, read when it is sent.
type Facts struct {
	Data letters.Data
	// Path is the page the button leads to, within the reader's place:
	// "requests/…" is /o/{organisation}/requests/… for a member, /imi/requests/…
	// for IMI's staff. One that begins with "/", and a whole address elsewhere,
	// are taken as they are.
	Path string
	// Link, where it is set, is the link whose address the button leads to in
	// place of Path: one that stays, such as a trainee's personal link.
	Link uuid.UUID
	// Calendar is what it is about as a calendar reads it, which goes with it; "" is none.
	Calendar string
	// To is whom it goes to, for a letter whose job names nobody.
	To []letters.Recipient
	// Moot says that there is nothing to write any more: nothing is sent.
	Moot bool
	// Own is the letter itself, where an organisation wrote it; Data is not used.
	// address is the address of Link, or "".
	Own func(address string) letters.Own
	// After notes what came of the letter, in the job's own transaction, instead
	// of the line in the journal: why is nil when it was sent or there was nothing
	// to send, else the fault for which it will not be tried again.
	After func(tx *tenants.Tx, why error) error
}

var writers = map[letters.Kind]Writer{}

// writes makes a letter's writer known. A mistake in it stops the program at its start.
func writes(w Writer) Writer {
	if _, known := letters.Kinds()[w.Letter]; !known && w.Letter != letters.OwnWords {
		panic("jobs: a writer of the unknown letter " + string(w.Letter))
	}
	if _, twice := writers[w.Letter]; twice {
		panic("jobs: two writers of the letter " + string(w.Letter))
	}
	if w.Member == nil && w.Oversight == nil {
		panic("jobs: a writer of " + string(w.Letter) + " that writes nothing")
	}
	writers[w.Letter] = w
	return w
}
