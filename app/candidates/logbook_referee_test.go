package candidates

import (
	"strconv"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

var ortega = NewReferee{Name: "Inés Ortega", Email: "ines.ortega@corte.example", Relation: "Supervising mediator", Language: "es"}

// asking is a logbook of three mediations, and a referee asked about two.
type asking struct {
	*apptest.World
	t       *testing.T
	c       Candidate
	entries []LogbookEntry
	r       Refereed
}

func newAsking(t *testing.T) *asking {
	t.Helper()
	w := apptest.NewWorld(t)
	a := &asking{World: w, t: t, c: add(t, w, w.Andina.Manager, camila)}
	for i := range 3 {
		in := mediation
		in.HeldOn = in.HeldOn.AddDate(0, 0, -i)
		a.entries = append(a.entries, enter(t, w, w.Andina.Manager, a.c, in))
	}
	r, err := a.ask(w.Andina.Manager, ortega, 0, 1)
	ok(t, err)
	a.r = a.load(r.ID)
	return a
}

func (a *asking) ask(m tenants.Member, in NewReferee, entries ...int) (r RefereeRequest, err error) {
	a.t.Helper()
	for _, i := range entries {
		in.Entries = append(in.Entries, a.entries[i].ID)
	}
	return r, write(a.t, a.World, m, func(tx *tenants.Tx) (err error) { r, err = AskReferee(tx, a.c.ID, in); return err })
}

func (a *asking) load(id uuid.UUID) (r Refereed) {
	a.t.Helper()
	ok(a.t, read(a.t, a.World, a.Andina.Manager, func(tx *tenants.Tx) (err error) { r, err = RefereeOf(tx, id); return err }))
	return r
}

func (a *asking) entry(i int) (e LogbookEntry) {
	a.t.Helper()
	ok(a.t, read(a.t, a.World, a.Andina.Manager, func(tx *tenants.Tx) (err error) { e, err = Entry(tx, a.entries[i].ID); return err }))
	return e
}

// referee admits whoever holds a request's link.
func (a *asking) referee(r Refereed) tenants.Member {
	a.t.Helper()
	l, err := a.DB.LinkOf(a.t.Context(), a.DB.LinkToken(r.LinkID))
	ok(a.t, err)
	m, err := a.DB.GuestMember(a.t.Context(), l, uuid.Nil, "test")
	ok(a.t, err)
	return m
}

// says is a testimony that takes the items in turn: "" confirms, words dispute.
func says(items []RefereeItem, reasons ...string) Testimony {
	in := Testimony{Declared: "I ran the centre where these took place"}
	for n, i := range items {
		s := Saying{Item: i.ID, Says: Confirmed}
		if reasons[n] != "" {
			s.Says, s.Reason = Disputed, reasons[n]
		}
		in.Sayings = append(in.Sayings, s)
	}
	return in
}

func (a *asking) answer(m tenants.Member, in Testimony) error {
	a.t.Helper()
	return write(a.t, a.World, m, func(tx *tenants.Tx) error { _, err := Answer(tx, a.r.ID, in); return err })
}

func TestARefereeConfirmsAndDisputesOnceByTheirLink(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	guest := a.referee(a.r)
	in := says(a.r.Items, "", "It was postponed and held in another month")
	ok(t, a.answer(guest, in))
	refused(t, a.answer(guest, in), fault.Conflict) // the link is used up
	confirmed, disputed := a.entry(0), a.entry(1)
	if confirmed.VerifiedAt == nil || confirmed.RefereeName != ortega.Name || confirmed.VerifiedBy != nil {
		t.Errorf("what was confirmed is %+v", confirmed)
	}
	if disputed.VerifiedAt != nil || disputed.DisputedAt == nil || disputed.RefereeName != ortega.Name {
		t.Errorf("what was disputed is %+v", disputed)
	}
	counted, waiting := Counting([]LogbookEntry{confirmed, disputed, a.entry(2)})
	if len(counted) != 1 || waiting != 1 {
		t.Errorf("%d count and %d wait", len(counted), waiting)
	}
	if n := a.Count(`select count(*) from audit_log where case_id = $1 and action in ('logbook.confirmed', 'logbook.disputed', 'logbook.referee_answered')`, a.c.ID); n != 3 {
		t.Errorf("the journal has %d lines of it", n)
	}
	if n := a.Count(`select count(*) from audit_log where detail::text like '%corte.example%'`); n != 0 {
		t.Error("the journal holds a referee's address")
	}
	refused(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := VerifyEntries(tx, a.c.ID, []uuid.UUID{disputed.ID})
		return err
	}), fault.Conflict)
}

func TestARefereeAnswersInAsManyStatementsHoweverManyMediations(t *testing.T) {
	t.Parallel()
	asked := func(of int) (*asking, Refereed) {
		a := newAsking(t)
		for i := range of {
			in := mediation
			in.HeldOn = in.HeldOn.AddDate(0, -1, -i)
			a.entries = append(a.entries, enter(t, a.World, a.Andina.Manager, a.c, in))
		}
		other := ortega
		other.Email = "b@corte.example"
		var which []int
		for i := range of {
			which = append(which, 3+i)
		}
		r, err := a.ask(a.Andina.Manager, other, which...)
		ok(t, err)
		return a, a.load(r.ID)
	}
	statements := func(of int) int {
		a, r := asked(of)
		reasons := make([]string, of)
		for i := of / 2; i < of; i++ {
			reasons[i] = "It was held on another day: " + strconv.Itoa(i)
		}
		guest, in := a.referee(r), says(r.Items, reasons...)
		n := a.Statements(func() {
			ok(t, write(t, a.World, guest, func(tx *tenants.Tx) error { _, err := Answer(tx, r.ID, in); return err }))
		})
		for i, item := range a.load(r.ID).Items {
			if (item.State == Disputed) != (i >= of/2) || item.Reason != reasons[i] {
				t.Errorf("of %d, the one at %d is %s because %q", of, i, item.State, item.Reason)
			}
		}
		return n
	}
	if few, many := statements(2), statements(12); few == 0 || few != many {
		t.Errorf("two are answered in %d statements, twelve in %d", few, many)
	}
}

func TestARefereesLinkReadsWhatTheyAreAskedAndNothingElse(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	another := ortega
	another.Email = "b@corte.example"
	other, err := a.ask(a.Andina.Manager, another, 2)
	ok(t, err)
	guest := a.referee(a.r)
	reads := func(entries int) {
		t.Helper()
		ok(t, read(t, a.World, guest, func(tx *tenants.Tx) error {
			var logbook []LogbookEntry
			var people []Candidate
			var requests []RefereeRequest
			var items []RefereeItem
			var imports []Import
			for _, rows := range []any{&logbook, &people, &requests, &items, &imports} {
				ok(t, tx.DB().Where("true").Find(rows).Error)
			}
			if len(logbook) != entries || len(people) != 0 || len(requests) != 1 || len(items) != 2 || len(imports) != 0 {
				t.Errorf("a referee reads %d entries, %d people, %d requests, %d items", len(logbook), len(people), len(requests), len(items))
			}
			_, err := RefereeOf(tx, other.ID)
			refused(t, err, fault.NotFound)
			return nil
		}))
	}
	reads(2)
	for name, do := range map[string]func(tx *tenants.Tx) error{
		"edit": func(tx *tenants.Tx) error {
			in := mediation
			in.Hours = 9
			_, err := EditEntry(tx, a.entries[0].ID, in, today)
			return err
		},
		"withdraw": func(tx *tenants.Tx) error { _, err := WithdrawReferee(tx, a.r.ID); return err },
	} {
		if err := write(t, a.World, guest, do); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ok(t, a.answer(guest, says(a.r.Items, "", "")))
	reads(0)
	// At the database: the gate, where links are read, sees none of it.
	for _, table := range []string{"referee_request", "referee_item", "logbook_entry"} {
		for _, login := range []string{"accord_gate", "accord_public", "accord_self", "accord_overseer", "accord_clerk"} {
			if n := a.Count(`select count(*) from information_schema.role_table_grants where grantee = $1 and table_name = $2`, login, table); n != 0 && (login != "accord_overseer" || table != "logbook_entry") {
				t.Errorf("%s is granted %s", login, table)
			}
		}
	}
}

func TestNobodyIsTheirOwnReferee(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	for field, in := range map[string]NewReferee{
		"email": {Name: "Inés Ortega", Email: "Camila.Torres.Vega+referee@correo.example", Relation: "Judge", Language: "es"},
		"name":  {Name: "camila torres vega", Email: "somebody@correo.example", Relation: "Judge", Language: "es"},
	} {
		_, err := a.ask(a.Andina.Manager, in, 2)
		refused(t, err, fault.Invalid)
		sameFields(t, err, field)
	}
	// The database holds it, whoever writes: also once the candidate's address becomes the referee's.
	ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error {
		in := camila
		in.Email = ortega.Email
		_, err := Edit(tx, a.c.ID, in)
		return err
	}))
	if err := a.answer(a.referee(a.r), says(a.r.Items, "", "")); err == nil {
		t.Error("somebody answered about themselves")
	}
}

func TestAReferenceIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	_, err := a.ask(a.Andina.Manager, NewReferee{}, 2)
	refused(t, err, fault.Invalid)
	sameFields(t, err, "name", "email", "relation", "language")
	_, err = a.ask(a.Andina.Manager, ortega)
	sameFields(t, err, "entry")
	_, err = a.ask(a.Andina.Manager, ortega, 0, 2) // the first is being asked about
	sameFields(t, err, "entry")
	stranger := ortega
	stranger.Entries = []uuid.UUID{uuid.New()}
	_, err = a.ask(a.Andina.Manager, stranger)
	refused(t, err, fault.NotFound)
	ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := VerifyEntries(tx, a.c.ID, []uuid.UUID{a.entries[2].ID})
		return err
	}))
	_, err = a.ask(a.Andina.Manager, ortega, 2)
	sameFields(t, err, "entry")

	guest := a.referee(a.r)
	refused(t, a.answer(guest, Testimony{}), fault.Invalid)
	named := says(a.r.Items, "", "It was María Pérez contra Juan Solano")
	err = a.answer(guest, named)
	refused(t, err, fault.Invalid)
	sameFields(t, err, "reason_"+a.r.Items[1].ID.String())
	named.NoName = true
	ok(t, a.answer(guest, named))
}

func TestOnlyWhoKeepsTheLogbookAsksAReferee(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	for _, m := range []tenants.Member{a.Nordic.Manager, a.Andina.Trainer, a.Andina.Assessor} {
		_, err := a.ask(m, ortega, 2)
		refused(t, err, fault.NotFound)
		refused(t, write(t, a.World, m, func(tx *tenants.Tx) error { _, err := WithdrawReferee(tx, a.r.ID); return err }), fault.NotFound)
		refused(t, a.answer(m, says(a.r.Items, "", "")), fault.NotFound)
		ok(t, read(t, a.World, m, func(tx *tenants.Tx) error {
			all, err := RefereesOf(tx, a.c.ID)
			if len(all) != 0 {
				t.Errorf("%v reads a referee's address", m.Roles())
			}
			return err
		}))
	}
	refused(t, a.answer(a.Andina.Manager, says(a.r.Items, "", "")), fault.Forbidden) // not even who asked
	l, err := a.DB.LinkOf(t.Context(), a.DB.LinkToken(a.r.LinkID))
	ok(t, err)
	l.Tenant = a.Nordic.ID
	elsewhere, err := a.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	refused(t, a.answer(elsewhere, says(a.r.Items, "", "")), fault.NotFound)
}
