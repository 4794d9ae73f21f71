package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/people"
	"accord/jobs"
	"accord/tenants"
)

// teller tells stories: each step at its moment, by the person whose doing it
// was, through the door they come by. What a step leads to (mails, matching,
// sealing, reminders) the jobs do before the next begins.
type teller struct {
	*Demo
	ctx    context.Context
	helper *jobs.Runner
	today  time.Time // the morning on which the stories end
	steps  []step

	persons map[string]uuid.UUID // by address
	tenants map[string]uuid.UUID // by slug
	ids     map[string]uuid.UUID // whatever a later step needs, by a name of the story's
}

type step struct {
	at   time.Time
	what string
	do   func() error
}

var quito = zone("America/Guayaquil")

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return z
}

// newTeller has the stories end on the last Monday to Thursday, at half past
// nine in Quito: so that tomorrow is a working day, whenever they are told.
func newTeller(ctx context.Context, d *Demo, helper *jobs.Runner) *teller {
	now := time.Now().In(quito)
	today := time.Date(now.Year(), now.Month(), now.Day(), 9, 30, 0, 0, quito)
	for today.After(now) || today.Weekday() == time.Friday || weekend(today) {
		today = today.AddDate(0, 0, -1)
	}
	return &teller{Demo: d, ctx: ctx, helper: helper, today: today,
		persons: map[string]uuid.UUID{}, tenants: map[string]uuid.UUID{"imi": tenants.Oversight}, ids: map[string]uuid.UUID{}}
}

// day is so many working days before today (after it, when negative), at an
// hour in Quito.
func (t *teller) day(before int, hour string) time.Time {
	h, err := time.Parse("15:04", hour)
	if err != nil {
		panic(err) // the stories' own
	}
	d, forth := t.today, -1
	if before < 0 {
		before, forth = -before, 1
	}
	for before > 0 {
		d = d.AddDate(0, 0, forth)
		if !weekend(d) {
			before--
		}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), h.Hour(), h.Minute(), 0, 0, quito)
}

// date is the day of it, as columns without an hour have it.
func (t *teller) date(before int) time.Time {
	d := t.day(before, "00:00")
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}

// on adds a step to the stories.
func (t *teller) on(before int, hour, what string, do func() error) {
	t.steps = append(t.steps, step{t.day(before, hour), what, do})
}

// tell goes through the steps by their moments. On every working day between
// them, after hours, what fell due is done.
func (t *teller) tell() error {
	slices.SortStableFunc(t.steps, func(a, b step) int { return a.at.Compare(b.at) })
	at := t.steps[0].at
	for _, s := range t.steps {
		if s.at.After(t.today) {
			return fmt.Errorf("%s: it has not come yet", s.what)
		}
		if err := t.wait(at, s.at); err != nil {
			return fmt.Errorf("before %q: %w", s.what, err)
		}
		at = s.at
		t.Clock.to(at)
		if err := s.do(); err != nil {
			return fmt.Errorf("%q on %s: %w", s.what, at.Format(time.DateOnly), err)
		}
		if err := t.helper.Settle(t.ctx); err != nil {
			return fmt.Errorf("after %q: %w", s.what, err)
		}
	}
	if err := t.wait(at, t.today); err != nil {
		return err
	}
	t.Clock.to(t.today)
	return t.helper.Settle(t.ctx)
}

func (t *teller) wait(from, to time.Time) error {
	for d := time.Date(from.Year(), from.Month(), from.Day(), 17, 5, 0, 0, quito); d.Before(to); d = d.AddDate(0, 0, 1) {
		if d.After(from) && !weekend(d) {
			t.Clock.to(d)
			if err := t.helper.Settle(t.ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// member admits one of the cast to their place.
func (t *teller) member(p Person) (tenants.Member, error) {
	return t.Parts.DB.ReadmitMember(t.ctx, t.persons[p.Email], t.tenants[p.slug()], "demo")
}

func (p Person) slug() string {
	if p.Place == "/imi/" {
		return tenants.OversightSlug
	}
	return strings.Split(p.Place, "/")[2]
}

// as is one of the cast writing in their organisation.
func (t *teller) as(p Person, fn func(*tenants.Tx) error) error {
	m, err := t.member(p)
	if err != nil {
		return err
	}
	return t.Parts.DB.Write(t.ctx, m, fn)
}

// oversee is one of IMI's people writing across organisations.
func (t *teller) oversee(p Person, purpose string, fn func(*tenants.OversightTx) error) error {
	o, err := t.Parts.DB.ReadmitOverseer(t.ctx, t.persons[p.Email], "demo")
	if err != nil {
		return err
	}
	return t.Parts.DB.Oversee(t.ctx, o, purpose, fn)
}

// file is something to be uploaded.
type file struct {
	name, kind, title, media string
	bytes                    []byte
	about                    evidence.NewUpload // whom or what it is about
}

// upload brings a file as a browser does: begun, each part signed and sent
// straight to the store, completed.
func (t *teller) upload(p Person, f file) (uuid.UUID, error) {
	m, err := t.member(p)
	if err != nil {
		return uuid.Nil, err
	}
	in := f.about
	in.Kind, in.Title, in.FileName, in.MediaType, in.Size = f.kind, f.title, f.name, f.media, int64(len(f.bytes))
	v, err := t.Parts.Room.Begin(t.ctx, m, in)
	if err != nil {
		return uuid.Nil, fmt.Errorf("%s: %w", f.name, err)
	}
	for n := int32(1); int(n) <= evidence.Parts(v.Size); n++ {
		from := int64(n-1) * s3vault.PartSize
		if err := t.send(m, v.ID, n, f.bytes[from:from+evidence.PartSize(v.Size, n)]); err != nil {
			return uuid.Nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	_, err = t.Parts.Room.Complete(t.ctx, m, v.ID)
	return v.ID, err
}

func (t *teller) send(m tenants.Member, version uuid.UUID, number int32, part []byte) error {
	sum := sha256.Sum256(part)
	signed, err := t.Parts.Room.SignPart(t.ctx, m, version, s3vault.Part{Number: number, Size: int64(len(part)), SHA256: sum[:]})
	if err != nil {
		return err
	}
	put, err := http.NewRequestWithContext(t.ctx, http.MethodPut, signed.URL, bytes.NewReader(part))
	if err != nil {
		return err
	}
	for name, value := range signed.Headers {
		put.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(put)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the store answers %s", answer.Status)
	}
	return nil
}

var token = regexp.MustCompile(`/link/([A-Za-z0-9_-]{43})`)

// mailed is the token of the latest link that was mailed to an address.
func (t *teller) mailed(address string) (string, error) {
	for _, m := range t.Services.Mail.Messages() {
		if !slices.Contains(m.To, address) {
			continue
		}
		if found := token.FindStringSubmatch(m.Text); found != nil {
			return found[1], nil
		}
	}
	return "", fmt.Errorf("no link was mailed to %s", address)
}

// enters takes somebody in by the link that was mailed to them.
func (t *teller) enters(p Person, act string, accept func(people.Invited, people.Joining, people.Visit) (people.Entrance, error)) error {
	token, err := t.mailed(p.Email)
	if err != nil {
		return err
	}
	return t.entersBy(token, p, act, accept)
}

func (t *teller) entersBy(token string, p Person, act string, accept func(people.Invited, people.Joining, people.Visit) (people.Entrance, error)) error {
	i, err := people.Invitation(t.ctx, t.Parts.DB, token, act)
	if err != nil {
		return err
	}
	e, err := accept(i, people.Joining{Name: p.Name, Password: Password}, people.Visit{Address: "127.0.0.1", UserAgent: "the demo", Request: "demo"})
	t.persons[p.Email], t.tenants[i.Slug] = e.Person, i.Tenant
	return err
}

func weekend(d time.Time) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}
