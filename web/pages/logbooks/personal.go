package logbooks

import (
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	candidatespages "accord/web/pages/candidates"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

// orderOwn is after the sessions and before the certificate.
const orderOwn = personalpages.OrderSessions + 20

// keeper is a trainee who keeps their own logbook, by their personal link.
type keeper struct {
	*personalpages.Guest
	candidate candidates.Candidate
	entries   []candidates.LogbookEntry
	referees  []candidates.Refereed
}

func (k keeper) href(path string) templ.SafeURL { return k.Href("/logbook" + path) }

// OwnSection is a trainee's own logbook on their personal page.
func OwnSection() personalpages.Section {
	return personalpages.Section{Order: orderOwn, Key: "logbook.title", ID: "logbook",
		Load: func(g *personalpages.Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
			k := keeper{Guest: g}
			err := k.load(tx, t.Standing.Enrolment.CandidateID)
			return keptCard(k), err
		}}
}

func (k *keeper) load(tx *tenants.Tx, candidate uuid.UUID) (err error) {
	if k.candidate, err = candidates.Get(tx, candidate); err != nil {
		return err
	}
	if k.entries, err = candidates.Logbook(tx, candidate); err != nil {
		return err
	}
	k.referees, err = candidates.RefereesOf(tx, candidate)
	return err
}

// admitKeeper admits the holder of the personal link of the address.
func (p pages) admitKeeper(r *web.Public) (k keeper, err error) {
	if k.Guest, err = personalpages.Admit(p.db, r); err != nil {
		return k, err
	}
	return k, p.db.Read(r.Context(), k.Member, func(tx *tenants.Tx) error {
		e, err := trainings.EnrolmentOf(tx, k.Enrolment)
		if err != nil {
			return err
		}
		return k.load(tx, e.CandidateID)
	})
}

// waitsFor is the referee who is being asked about an entry; "" when nobody is.
func (k keeper) waitsFor(e candidates.LogbookEntry) string {
	for _, r := range k.referees {
		for _, i := range r.Open() {
			if i.EntryID == e.ID {
				return r.Name
			}
		}
	}
	return ""
}

func (k keeper) page(key string) ui.Page { return ui.Page{Title: k.T.Say(key)} }

// entry is the entry of the address, which must be the trainee's own and still
// be theirs to change.
func (k keeper) entry() (candidates.LogbookEntry, error) {
	id, err := k.ID("entry")
	if err != nil {
		return candidates.LogbookEntry{}, err
	}
	for _, e := range k.entries {
		if e.ID == id {
			if e.VerifiedAt != nil {
				return e, fault.New(fault.Conflict, "logbook.verified_stands")
			}
			return e, nil
		}
	}
	return candidates.LogbookEntry{}, fault.Absent("logbook_entry")
}

// unfinished is what a form of a mediation needs.
type unfinished struct {
	keeper
	title   string
	action  templ.SafeURL
	removal templ.SafeURL // where the mediation can be removed; "" for a new one
}

func (p pages) ownBlank(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	return r.Render(k.page("logbook.add"), ownEntryPage(forms.New().Set("role", "mediator").Set("parties", "2"), unfinished{keeper: k, title: "logbook.add", action: k.href("")}))
}

func (p pages) ownAdd(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	f := r.Form()
	in := candidatespages.ReadEntry(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), k.Member, func(tx *tenants.Tx) error {
			_, err := candidates.AddEntry(tx, k.candidate.ID, in, k.today(tx.Now()))
			return err
		})
	}
	if err != nil {
		return r.Refuse(f, err, k.page("logbook.add"), ownEntryPage(f, unfinished{keeper: k, title: "logbook.add", action: k.href("")}))
	}
	return k.Back("logbook", "logbook.added")
}

func (k keeper) today(now time.Time) time.Time { return now.In(k.Zone) }

func (k keeper) editing(e candidates.LogbookEntry) unfinished {
	return unfinished{keeper: k, title: "logbook.edit", action: k.href("/" + e.ID.String()), removal: k.href("/" + e.ID.String() + "/removal")}
}

func (p pages) ownRevise(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	e, err := k.entry()
	if err != nil {
		return err
	}
	f := forms.New().SetDate("held_on", e.HeldOn).Set("role", e.Role).Set("medium", e.Medium).Set("hours", strconv.FormatFloat(e.Hours, 'f', -1, 64)).
		Set("field", e.Field).Set("parties", strconv.Itoa(e.Parties)).Set("settled", e.Settled)
	return r.Render(k.page("logbook.edit"), ownEntryPage(f, k.editing(e)))
}

func (p pages) ownEdit(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	e, err := k.entry()
	if err != nil {
		return err
	}
	f := r.Form()
	in := candidatespages.ReadEntry(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), k.Member, func(tx *tenants.Tx) error {
			_, err := candidates.EditEntry(tx, e.ID, in, k.today(tx.Now()))
			return err
		})
	}
	if err != nil {
		return r.Refuse(f, err, k.page("logbook.edit"), ownEntryPage(f, k.editing(e)))
	}
	return k.Back("logbook", "logbook.edited")
}

func (p pages) ownAskRemove(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	e, err := k.entry()
	if err != nil {
		return err
	}
	return r.Render(k.page("logbook.remove"), ownRemovePage(forms.New(), k, e))
}

func (p pages) ownRemove(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	e, err := k.entry()
	if err != nil {
		return err
	}
	f := r.Form()
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), k.Member, func(tx *tenants.Tx) error { _, err := candidates.RemoveEntry(tx, e.ID); return err })
	}
	if err != nil {
		return r.Refuse(f, err, k.page("logbook.remove"), ownRemovePage(f, k, e))
	}
	return k.Back("logbook", "logbook.removed")
}

// asks is the form by which a trainee asks a referee.
func (k keeper) asks() askView {
	return askView{candidate: k.candidate, entries: waitingOf(k.entries, k.referees), action: k.href("/referees"), back: k.Href("#logbook"), own: true}
}

func (p pages) ownBlankAsk(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	return r.Render(k.page("referee.ask"), askPage(blankAsk(k.asks()), k.asks()))
}

func (p pages) ownAsk(r *web.Public) error {
	k, err := p.admitKeeper(r)
	if err != nil {
		return err
	}
	f := r.Form()
	in := readAsk(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), k.Member, func(tx *tenants.Tx) error { _, err := candidates.AskReferee(tx, k.candidate.ID, in); return err })
	}
	if err != nil {
		return r.Refuse(f, err, k.page("referee.ask"), askPage(f, k.asks()))
	}
	return k.Back("logbook", "referee.asked_now", "Name", in.Name)
}
