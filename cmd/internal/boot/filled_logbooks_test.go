package boot

import (
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web/webtest"
)

// logbooks: a referee who is asked about a mediation of the candidate, and a
// mediation of the trainee who has a personal link.
func (f *filled) logbooks() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		e, err := candidates.AddEntry(tx, f.id("candidate late"), candidates.NewEntry{HeldOn: day(apptest.Start, -31), Role: "mediator", Medium: "online", Hours: 2,
			Field: "community", Parties: 2, Settled: "no"}, day(apptest.Start, 0))
		f.is("entry own", e.ID)
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		e, err := candidates.AddEntry(tx, f.id("candidate"), candidates.NewEntry{HeldOn: day(apptest.Start, -31), Role: "co_mediator", Medium: "online", Hours: 2,
			Field: "community", Parties: 2, Settled: "no"}, day(apptest.Start, 0))
		if err != nil {
			return err
		}
		r, err := candidates.AskReferee(tx, f.id("candidate"), candidates.NewReferee{Name: "Inés Ortega", Email: "ines.ortega@corte.example", Relation: "Judge", Language: "es", Entries: []uuid.UUID{e.ID}})
		f.is("referee request", r.ID)
		f.ids["referee link"] = f.DB.LinkToken(r.LinkID)
		return err
	})
	f.is("referee item", f.ID(`select id from referee_item where request_id = $1`, f.id("referee request")))
}

func testimony(f *filled) webtest.Form {
	item := f.ids["referee item"]
	return webtest.Form{"said_" + item: {"confirmed"}, "reason_" + item: {""}, "declared": {"I was the judge."}}
}
