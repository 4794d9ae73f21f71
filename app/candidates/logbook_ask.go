package candidates

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// How long a referee has, and when one who said nothing is reminded.
const (
	RefereeLife     = 30 * 24 * time.Hour
	RefereeReminded = 14 * 24 * time.Hour
)

// MaxReferees is how many referees may be asked about one logbook in a day, and
// MaxRefereed about how many mediations one is asked at a time: a mailbox is
// not to be flooded in our name.
const (
	MaxReferees = 10
	MaxRefereed = 50
	MaxRelation = 100
)

// The jobs that follow a request.
const (
	RemindRefereeKind = "logbook.remind_referee"
	LapseRefereeKind  = "logbook.lapse_referee"
)

// RefereeLanguages are those in which referees are written to.
var RefereeLanguages = []string{"en", "es"}

// NewReferee is whom to ask about which mediations.
type NewReferee struct {
	Name     string
	Email    string
	Relation string
	Language string
	Entries  []uuid.UUID
}

// AskReferee mails somebody a link by which they say of a candidate's
// mediations whether they took place as written. Returns Invalid with each
// field that is wrong: nobody is asked about their own logbook, nor about what
// is verified, disputed or being asked already. Returns NotFound when one is no
// entry of this candidate, Conflict after MaxReferees in a day.
func AskReferee(tx *tenants.Tx, candidate uuid.UUID, in NewReferee) (RefereeRequest, error) {
	if err := tx.Lock(candidate); err != nil {
		return RefereeRequest{}, err
	}
	c, err := Get(tx, candidate)
	if err != nil {
		return RefereeRequest{}, err
	}
	in.Name, in.Email, in.Relation = oneLine(in.Name), strings.ToLower(strings.TrimSpace(in.Email)), oneLine(in.Relation)
	r := RefereeRequest{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, CandidateName: c.Name, Name: in.Name, Email: in.Email, Relation: in.Relation,
		Language: in.Language, AskedBy: membership(tx), State: Asked, AskedAt: tx.Now(), LapsesAt: tx.Now().Add(RefereeLife)}
	r.ByCandidate = r.AskedBy == nil || c.PersonID != nil && *c.PersonID == tx.Person()
	if err := tx.Allow("ask", &r); err != nil {
		return RefereeRequest{}, err
	}
	entries, err := in.check(tx, c)
	if err != nil {
		return RefereeRequest{}, err
	}
	lately, err := askedSince(tx, c.ID, tx.Now().Add(-24*time.Hour))
	if err != nil {
		return RefereeRequest{}, err
	}
	if lately >= MaxReferees {
		return RefereeRequest{}, fault.New(fault.Conflict, "referee.asked_often", "Max", MaxReferees)
	}
	if r.LinkID, err = tx.Link(tenants.NewLink{Act: ActReferee, Subject: r.ID, Email: r.Email, Name: r.Name, Locale: r.Language, TTL: RefereeLife}); err != nil {
		return RefereeRequest{}, err
	}
	return r, ask(tx, r, entries)
}

func ask(tx *tenants.Tx, r RefereeRequest, entries []LogbookEntry) error {
	items := make([]RefereeItem, len(entries))
	for i, e := range entries {
		items[i] = RefereeItem{TenantID: r.TenantID, ID: tx.NewID(), RequestID: r.ID, CandidateID: r.CandidateID, EntryID: e.ID, HeldOn: e.HeldOn, Role: e.Role, Medium: e.Medium,
			Hours: e.Hours, Field: e.Field, Parties: e.Parties, Settled: e.Settled, State: Asked}
	}
	if err := insert(tx, &r); err != nil {
		return err
	}
	if err := insert(tx, &items); err != nil {
		return err
	}
	if err := tx.Due(tenants.Deadline{Subject: r.ID, Kind: RemindRefereeKind, Stage: "remind", At: r.AskedAt.Add(RefereeReminded)}); err != nil {
		return err
	}
	if err := tx.Due(tenants.Deadline{Subject: r.ID, Kind: LapseRefereeKind, Stage: "lapse", At: r.LapsesAt}); err != nil {
		return err
	}
	tx.Enqueue(letters.ToReferee(letters.RefereeAsked, r.ID, r.CandidateID))
	tx.Record(tenants.Event{Action: "logbook.referee_asked", Resource: "referee_request", Subject: r.ID, Case: r.CandidateID,
		Detail: map[string]any{"referee": r.Name, "count": len(items), "entries": ids(entries)}})
	return nil
}

// check answers the entries in question, the newest first.
func (in NewReferee) check(tx *tenants.Tx, c Candidate) ([]LogbookEntry, error) {
	var check fault.Check
	switch {
	case check.If(in.Name == "", "name", "referee.name_required"):
	case check.If(utf8.RuneCountInString(in.Name) > MaxName, "name", "candidate.too_long", "Max", MaxName):
	case check.If(unsafe(in.Name), "name", "candidate.formula"):
	case check.If(paging.Plain(in.Name) == paging.Plain(c.Name), "name", "referee.self"):
	}
	switch {
	case check.If(!isEmail(in.Email), "email", "candidate.email_form"):
	case check.If(unsafe(in.Email), "email", "candidate.formula"):
	case check.If(mailbox(in.Email) == mailbox(c.Email), "email", "referee.self"):
	}
	switch {
	case check.If(in.Relation == "", "relation", "referee.relation_required"):
	case check.If(utf8.RuneCountInString(in.Relation) > MaxRelation, "relation", "candidate.too_long", "Max", MaxRelation):
	case check.If(unsafe(in.Relation), "relation", "candidate.formula"):
	}
	check.If(!slices.Contains(RefereeLanguages, in.Language), "language", "candidate.language_unknown")
	many := len(distinct(in.Entries))
	if check.If(many == 0, "entry", "logbook.choose_entries") || check.If(many > MaxRefereed, "entry", "referee.entries_many", "Max", MaxRefereed) {
		return nil, check.Err()
	}
	entries, err := entriesOf(tx, c.ID, in.Entries)
	if err != nil {
		return nil, err
	}
	if len(entries) != many {
		return nil, fault.Absent("logbook_entry")
	}
	open, err := openItems(tx, in.Entries)
	if err != nil {
		return nil, err
	}
	settled := slices.ContainsFunc(entries, func(e LogbookEntry) bool { return e.VerifiedAt != nil || e.DisputedAt != nil })
	_ = check.If(settled, "entry", "referee.entry_settled") || check.If(len(open) > 0, "entry", "referee.entry_asked")
	return entries, check.Err()
}

// mailbox is an address without what is a folder of it: one person's, however
// it is written. The database says the same (app.mailbox).
func mailbox(email string) string {
	name, host, _ := strings.Cut(strings.ToLower(email), "@")
	name, _, _ = strings.Cut(name, "+")
	return name + "@" + host
}

func ids(entries []LogbookEntry) []uuid.UUID {
	all := make([]uuid.UUID, len(entries))
	for i, e := range entries {
		all[i] = e.ID
	}
	return all
}
