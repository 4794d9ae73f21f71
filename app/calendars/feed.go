package calendars

import (
	"time"

	"github.com/google/uuid"

	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// How far a feed looks back, and ahead.
const (
	back  = 120 * 24 * time.Hour
	ahead = 270 * 24 * time.Hour
)

// Span is what a feed that is read at a moment holds.
func Span(now time.Time) (from, to time.Time) { return now.Add(-back), now.Add(ahead) }

// feedLife is how long the address of a member's feed works at most.
const feedLife = 5 * 365 * 24 * time.Hour

// Mine reads the feed of the member who asks; of a trainee, by their link, when
// the enrolment is named. Returns NotFound when there is none.
func Mine(tx *tenants.Tx, enrolment uuid.UUID) (Feed, error) { return mine(tx, enrolment) }

// NewFeed is what a feed is asked to be.
type NewFeed struct {
	Enrolment  uuid.UUID // the trainee's; none for the member who asks
	Everything bool      // all sessions the member may see, not only those they train
	Locale     string    // the language of its few words
}

// MaxFeeds is how many addresses somebody may make in MadeIn: each is a key
// that is kept for years, and nobody needs many.
const (
	MaxFeeds = 5
	MadeIn   = 24 * time.Hour
)

// Make makes the address of a calendar for the member who asks, or for the
// trainee of an enrolment, and ends the one there was. Returns Conflict after
// MaxFeeds of them; the one there is goes on.
func Make(tx *tenants.Tx, in NewFeed) (Feed, error) {
	enrolment := in.Enrolment
	f := Feed{TenantID: tx.Tenant(), MadeAt: tx.Now()}
	l := tenants.NewLink{Act: ActMember, Subject: tx.Membership(), Name: tx.Name(), Locale: in.Locale, TTL: feedLife, Standing: true}
	if enrolment != uuid.Nil {
		e, err := trainings.EnrolmentOf(tx, enrolment)
		if err != nil {
			return f, err
		}
		c, err := trainings.Get(tx, e.CohortID)
		if err != nil {
			return f, err
		}
		f.EnrolmentID, l.Act, l.Subject = &e.ID, ActTrainee, e.ID
		l.TTL = max(personal.Until(c).Sub(tx.Now()), 0) + feedLife
	} else {
		member, person := tx.Membership(), tx.Person()
		if member == uuid.Nil {
			return f, fault.Denied()
		}
		f.MembershipID, f.PersonID, f.Everything = &member, &person, in.Everything
	}
	if err := tx.Lock(l.Subject); err != nil {
		return f, err
	}
	lately, err := madeSince(tx, f, tx.Now().Add(-MadeIn))
	if err != nil {
		return f, err
	}
	if lately >= MaxFeeds {
		return f, fault.New(fault.Conflict, "calendar.many", "Max", MaxFeeds, "Hours", int(MadeIn.Hours()))
	}
	if err := End(tx, enrolment); err != nil {
		return f, err
	}
	if f.ID, err = tx.Link(l); err != nil {
		return f, err
	}
	if err := tx.Allow("make", &f); err != nil {
		return f, err
	}
	if err := insert(tx, &f); err != nil {
		return f, err
	}
	tx.Record(tenants.Event{Action: "calendar_feed.made", Resource: "calendar_feed", Subject: f.ID})
	return f, nil
}

// End ends the feed of the member who asks, or of the trainee of an enrolment.
// Where there is none, nothing is to be done.
func End(tx *tenants.Tx, enrolment uuid.UUID) error {
	f, err := mine(tx, enrolment)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.Allow("end", &f); err != nil {
		return err
	}
	now := tx.Now()
	f.EndedAt = &now
	if err := update(tx, &f, "EndedAt"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "calendar_feed.ended", Resource: "calendar_feed", Subject: f.ID})
	return nil
}

// Holder reads for a clerk whose feed a link is. Returns NotFound when it ended.
func Holder(tx *tenants.Tx, link uuid.UUID) (Feed, error) {
	f, err := byID(tx, link)
	if err == nil && f.EndedAt != nil {
		err = fault.Absent("calendar_feed")
	}
	return f, err
}

// Sessions are what a member's feed holds, as its holder sees them now. Returns
// NotFound for somebody else's.
func Sessions(tx *tenants.Tx, f Feed) ([]Entry, error) {
	if f.MembershipID == nil || *f.MembershipID != tx.Membership() {
		return nil, fault.Absent("calendar_feed")
	}
	from, to := Span(tx.Now())
	w := Filter{From: from, To: to}
	if !f.Everything {
		w.Trainer = *f.MembershipID
	}
	return Window(tx, w)
}

// OwnSessions are what a trainee's feed holds: the sessions of their cohort,
// read by whoever holds its link. Returns NotFound when it has ended.
func OwnSessions(tx *tenants.Tx) ([]Entry, error) {
	cohorts, err := where[trainings.Cohort](tx, "true")
	if err != nil {
		return nil, err
	}
	if len(cohorts) != 1 {
		return nil, fault.Absent("calendar_feed")
	}
	sessions, err := where[trainings.TrainingSession](tx, "cohort_id = ?", cohorts[0].ID)
	all := make([]Entry, len(sessions))
	for i, s := range sessions {
		all[i] = Entry{TrainingSession: s, Cohort: cohorts[0]}
	}
	return all, err
}
