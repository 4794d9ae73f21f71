package api_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
)

// refereed is what the API says of a request to a referee.
type refereed struct {
	ID, State, Email, Declared string
	ByCandidate                bool `json:"by_candidate"`
	Entries                    []struct{ Entry, State, Reason string }
}

// attested is a candidate with two mediations that nobody has verified.
type attested struct {
	*apptest.World
	t       *testing.T
	manager caller
	by      func(tenants.Member) caller
	person  string
	entries []string
	at      string
}

func attest(t *testing.T) *attested {
	t.Helper()
	s, w := site(t)
	a := &attested{World: w, t: t, manager: as(t, s, w, w.Andina.Manager), by: func(m tenants.Member) caller { return as(t, s, w, m) }}
	a.person = id(t, a.manager.post("/candidates", person("Camila Torres Vega")))
	for _, field := range []string{"Commercial lease", "Custody"} {
		a.entries = append(a.entries, id(t, a.manager.post("/candidates/"+a.person+"/logbook", object{"held_on": "2026-03-14", "role": "mediator", "medium": "online", "hours": 3, "field": field, "parties": 2, "settled": "yes"})))
	}
	a.at = "/candidates/" + a.person + "/logbook/referees"
	return a
}

func (a *attested) ask(entries ...string) object {
	return object{"name": "Inés Ortega", "email": "ines.ortega@corte.example", "relation": "Supervising mediator", "language": "es", "entries": entries}
}

func (a *attested) asked() (all []refereed) {
	a.t.Helper()
	var page struct{ Items []refereed }
	a.manager.get(a.at).Status(http.StatusOK).JSON(&page)
	return page.Items
}

func TestARefereeIsAskedReadAndTakenBackByTheAPI(t *testing.T) {
	t.Parallel()
	a := attest(t)
	request := id(t, a.manager.post(a.at, a.ask(a.entries...)))
	all := a.asked()
	if len(all) != 1 || all[0].ID != request || all[0].State != "asked" || all[0].ByCandidate || len(all[0].Entries) != 2 || all[0].Entries[0].State != "asked" {
		t.Fatalf("asked: %+v", all)
	}
	fields(t, problem(t, a.manager.post(a.at, a.ask(a.entries[0])), 422), map[string]string{"entries": "referee.entry_asked"})
	back := a.at + "/" + request + "/withdrawal"
	var gone refereed
	a.manager.post(back, nil).JSON(&gone)
	if gone.State != "withdrawn" || gone.Entries[0].State != "withdrawn" {
		t.Errorf("taken back: %+v", gone)
	}
	problem(t, a.manager.post(back, nil), 409)
	id(t, a.manager.post(a.at, a.ask(a.entries[0]))) // what is asked no more can be asked again
}

// What the referee says by their link is read by the API, the reason too.
func TestWhatARefereeSaidIsReadByTheAPI(t *testing.T) {
	t.Parallel()
	a := attest(t)
	request := uuid.MustParse(id(t, a.manager.post(a.at, a.ask(a.entries...))))
	link, err := a.DB.LinkOf(t.Context(), a.DB.LinkToken(a.ID("select link_id from referee_request where id = $1", request)))
	ok(t, err)
	guest, err := a.DB.GuestMember(t.Context(), link, uuid.Nil, "test")
	ok(t, err)
	ok(t, a.DB.Write(t.Context(), guest, func(tx *tenants.Tx) error {
		r, err := candidates.RefereeOf(tx, request)
		if err != nil {
			return err
		}
		_, err = candidates.Answer(tx, request, candidates.Testimony{Declared: "I supervised them", Sayings: []candidates.Saying{
			{Item: r.Items[0].ID, Says: candidates.Confirmed}, {Item: r.Items[1].ID, Says: candidates.Disputed, Reason: "It took place a month later"}}})
		return err
	}))
	all := a.asked()
	if len(all) != 1 || all[0].State != "answered" || all[0].Declared != "I supervised them" || all[0].Entries[0].State != "confirmed" || all[0].Entries[1].Reason != "It took place a month later" {
		t.Errorf("answered: %+v", all)
	}
	problem(t, a.manager.post(a.at+"/"+request.String()+"/withdrawal", nil), 409)
	fields(t, problem(t, a.manager.post(a.at, a.ask(a.entries[0])), 422), map[string]string{"entries": "referee.entry_settled"})
}

func TestWhoeverCannotBeAskedIsRefusedByTheAPI(t *testing.T) {
	t.Parallel()
	a := attest(t)
	with := func(name string, value any) object {
		in := a.ask(a.entries[0])
		in[name] = value
		return in
	}
	var c struct{ Email string }
	a.manager.get("/candidates/" + a.person).Status(http.StatusOK).JSON(&c)
	for _, wrong := range []struct {
		in         object
		field, key string
	}{
		{with("name", "Camila Torres Vega"), "name", "referee.self"}, {with("email", c.Email), "email", "referee.self"}, {with("name", ""), "name", "referee.name_required"},
		{with("relation", ""), "relation", "referee.relation_required"}, {with("email", "nobody"), "email", "candidate.email_form"},
	} {
		fields(t, problem(t, a.manager.post(a.at, wrong.in), 422), map[string]string{wrong.field: wrong.key})
	}
	problem(t, a.manager.post(a.at, with("entries", []string{})), 422)
	problem(t, a.manager.post(a.at, with("language", "fr")), 422)
	problem(t, a.manager.post(a.at, a.ask(uuid.NewString())), 404)
	other := id(t, a.manager.post("/candidates", person("Bo Cruz")))
	problem(t, a.manager.post("/candidates/"+other+"/logbook/referees", a.ask(a.entries[0])), 404)
	request := id(t, a.manager.post(a.at, a.ask(a.entries[0])))
	problem(t, a.manager.post("/candidates/"+other+"/logbook/referees/"+request+"/withdrawal", nil), 404)
	for who, m := range map[string]tenants.Member{"a trainer": a.Andina.Trainer, "an assessor": a.Andina.Assessor, "another organisation": a.Nordic.Manager} {
		by := a.by(m)
		if by.get(a.at).StatusCode != 404 || by.post(a.at, a.ask(a.entries[1])).StatusCode != 404 || by.post(a.at+"/"+request+"/withdrawal", nil).StatusCode != 404 {
			t.Errorf("%s reaches the referees", who)
		}
	}
}
