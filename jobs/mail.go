package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"strings"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// The job that sends every letter. Its arguments name the letter and whom it
// is for; all else is read when it is sent.
var _ = register(Kind{Name: letters.JobKind, Handle: mail, Retry: MailRetry})

// envelope is a letter with its addressees.
type envelope struct {
	moot bool // there is nothing to write any more
	to   []addressee
	path string
	data letters.Data
	file string // a calendar's event that goes with it

	own   func(address string) letters.Own // the letter itself, where an organisation wrote it
	after func(*tenants.Tx, error) error   // notes what came of it
}

type addressee struct {
	letters.Recipient
	membership uuid.UUID // zero for an address that no membership holds
}

func mail(ctx context.Context, k *Kit, t tenants.Task) error {
	if k.Post == nil {
		return fault.New(fault.Unavailable, "fault.mail_unavailable")
	}
	// Of the organisation that the letter is about: its name, its zone, its place in addresses.
	about, err := k.DB.AdmitClerk(ctx, t.Tenant, t.Kind, request(t))
	if err != nil {
		return err
	}
	e, err := k.envelope(ctx, t, about.Organisation())
	if err == nil && e.after != nil {
		return k.noting(ctx, t, about.Organisation(), e)
	}
	if err != nil || e.moot {
		return err
	}
	if e.byMembership() && len(e.to) > 1 {
		return k.fanOut(ctx, t, e.to)
	}
	for _, to := range e.to {
		if err := k.send(ctx, t, about.Organisation(), e, to); err != nil {
			return err
		}
	}
	if len(e.to) == 0 {
		k.Log.LogAttrs(ctx, slog.LevelWarn, "a letter has nobody to go to", slog.String("job", t.ID.String()), slog.String("letter", t.ArgText("letter")))
		return nil
	}
	return k.recordMail(ctx, t, e.to)
}

// noting sends a letter whose writer notes what came of it. A fault that will
// not pass, or that did not in as many tries as there are, is noted too: then
// the job is done, and it is for people to see.
func (k *Kit) noting(ctx context.Context, t tenants.Task, about tenants.Organisation, e envelope) error {
	var why error
	for _, to := range e.to {
		if why = k.send(ctx, t, about, e, to); why != nil {
			break
		}
	}
	if v := judge(ctx, why); v == put || v == again && t.Tries+1 < MailRetry.Tries {
		return why
	}
	if why != nil {
		k.Log.LogAttrs(ctx, slog.LevelWarn, "a letter was given up", slog.String("job", t.ID.String()), slog.String("fault", sentence(why)), slog.Any("cause", why))
	}
	return k.Work(ctx, t, func(tx *tenants.Tx) error { return e.after(tx, why) })
}

// byMembership says that each addressee can be named by an id, so that each
// gets a job of their own and none gets a second copy for another's sake.
func (e envelope) byMembership() bool {
	for _, to := range e.to {
		if to.membership == uuid.Nil {
			return false
		}
	}
	return true
}

func (k *Kit) fanOut(ctx context.Context, t tenants.Task, to []addressee) error {
	job := func(a addressee) tenants.Job {
		args := maps.Clone(t.Args)
		delete(args, "to_roles")
		args["to_membership"] = a.membership.String()
		return tenants.Job{Kind: t.Kind, Door: t.Door, Args: args, Case: t.Case, Dedupe: t.ID.String() + ":" + a.membership.String()}
	}
	if t.Door == tenants.DoorOverseer {
		return k.Oversee(ctx, t, func(tx *tenants.OversightTx) error {
			for _, a := range to {
				tx.Enqueue(t.Tenant, job(a))
			}
			return nil
		})
	}
	return k.Work(ctx, t, func(tx *tenants.Tx) error {
		for _, a := range to {
			tx.Enqueue(job(a))
		}
		return nil
	})
}

// send is the outside effect. The id that the mail carries is the job's, so
// that a copy sent by a second run is known for one.
func (k *Kit) send(ctx context.Context, t tenants.Task, about tenants.Organisation, e envelope, to addressee) error {
	if e.own != nil {
		address := ""
		if e.path != "" {
			address = k.BaseURL + e.path
		}
		letter, err := letters.Write(e.own(address))
		if err != nil {
			return err
		}
		return k.Post.Send(ctx, t.ID, k.DB.Now(), to.Recipient, letter)
	}
	data := maps.Clone(e.data)
	if data == nil {
		data = letters.Data{}
	}
	for name, value := range data {
		if m, ok := value.(letters.Moment); ok && m.Zone == "" {
			m.Zone = about.TimeZone
			data[name] = m
		}
	}
	data["Name"], data["Organisation"], data["Link"] = to.Name, about.Name, e.path
	if strings.HasPrefix(e.path, "/") {
		data["Link"] = k.BaseURL + e.path
	}
	if to.Name == "" {
		data["Name"] = to.Email
	}
	letter, err := letters.Compose(letters.Kind(t.ArgText("letter")), to.Locale, data)
	if err != nil {
		return err
	}
	letter.Calendar = e.file
	id := t.ID
	if len(e.to) > 1 {
		id = uuid.NewSHA1(t.ID, []byte(to.Email))
	}
	return k.Post.Send(ctx, id, k.DB.Now(), to.Recipient, letter)
}

// recordMail closes the job and says in the journal of its door, on the
// case's timeline, that the mail went out: to whom by id and by name as it was,
// never by address.
func (k *Kit) recordMail(ctx context.Context, t tenants.Task, to []addressee) error {
	detail := map[string]any{"letter": t.ArgText("letter"), "job": t.ID}
	if len(to) == 1 && to[0].membership != uuid.Nil {
		detail["membership"] = to[0].membership
	}
	if names := named(to); len(names) > 0 {
		detail["to"] = names
	}
	event := tenants.Event{Action: "mail.sent", Resource: "mail", Subject: t.ArgID("subject"), Case: t.Case, Detail: detail}
	if t.Door == tenants.DoorOverseer {
		return k.Oversee(ctx, t, func(tx *tenants.OversightTx) error { tx.Record(event); return nil })
	}
	return k.Work(ctx, t, func(tx *tenants.Tx) error { tx.Record(event); return nil })
}

// named are the addressees' names; whoever has none yet is not mentioned.
func named(to []addressee) (names []string) {
	for _, a := range to {
		if a.Name != "" && !strings.Contains(a.Name, "@") {
			names = append(names, a.Name)
		}
	}
	return names
}

// envelope reads what the letter says and whom it goes to, by the job's door.
func (k *Kit) envelope(ctx context.Context, t tenants.Task, about tenants.Organisation) (envelope, error) {
	if link := t.ArgID("link"); link != uuid.Nil {
		return k.byLink(ctx, t, link)
	}
	w, ok := k.writers[letters.Kind(t.ArgText("letter"))]
	noWriter := fault.New(fault.Invalid, "job.no_writer").Because(fmt.Errorf("jobs: nobody writes the letter %q behind the %s door", t.ArgText("letter"), t.Door))
	var (
		f   Facts
		to  []addressee
		err error
	)
	switch {
	case !ok:
		return envelope{}, noWriter
	case t.Door == tenants.DoorOverseer && w.Oversight != nil:
		err = k.OverseeRead(ctx, t, func(tx *tenants.OversightTx) (err error) { f, err = w.Oversight(tx, t); return })
		if err == nil && !f.Moot {
			to, err = k.staff(ctx, t)
		}
	case t.Door == tenants.DoorMember && w.Member != nil:
		err = k.Read(ctx, t, func(tx *tenants.Tx) error {
			if f, err = w.Member(tx, t); err == nil && !f.Moot {
				to, err = addressees(tx, t)
			}
			return err
		})
	default:
		return envelope{}, noWriter
	}
	if err != nil || f.Moot {
		return envelope{moot: f.Moot, after: f.After}, err
	}
	for _, r := range f.To {
		to = append(to, addressee{Recipient: r})
	}
	e := envelope{to: to, path: place(t, about, f.Path), data: f.Data, file: f.Calendar, own: f.Own, after: f.After}
	if f.Own != nil {
		e.path = ""
	}
	if f.Link != uuid.Nil {
		e.path, err = k.linkPath(ctx, t, f.Link)
	}
	return e, err
}

// place is a page within the reader's door.
func place(t tenants.Task, about tenants.Organisation, path string) string {
	switch {
	case strings.HasPrefix(path, "/"), strings.HasPrefix(path, "https://"), strings.HasPrefix(path, "http://"):
		return path
	case t.Door == tenants.DoorOverseer:
		return "/imi/" + path
	}
	return "/o/" + about.Slug + "/" + path
}
