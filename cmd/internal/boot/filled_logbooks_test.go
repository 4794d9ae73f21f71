package boot

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web/webtest"
)

var mediations = []byte("date,role,held,hours,field,parties,settled\n2026-03-14,mediator,online,2,Lease,2,yes\n")

// logbooks: a referee who is asked about a mediation of the candidate, a
// mediation of the trainee who has a personal link, and a table that waits.
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
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		imp, err := candidates.UploadLogbook(tx, f.id("candidate"), candidates.NewImport{FileName: "practice.csv", Data: mediations})
		if err != nil {
			return err
		}
		plan, err := candidates.PlanLogbook(tx, imp, day(apptest.Start, 0))
		f.is("logbook import", imp.ID)
		f.ids["logbook import digest"] = plan.Digest()
		return err
	})
	f.is("referee item", f.ID(`select id from referee_item where request_id = $1`, f.id("referee request")))
}

func testimony(f *filled) webtest.Form {
	item := f.ids["referee item"]
	return webtest.Form{"said_" + item: {"confirmed"}, "reason_" + item: {""}, "declared": {"I was the judge."}}
}

func init() {
	rowAt["imports/:import"] = "logbook import"
	fileOf["logbook_import.upload"], fileOf["api.uploadLogbook"] = mediations, mediations
	nameOf["logbook_import.upload"] = "practice.csv"
	formOf["logbook_import.commit"] = func(f *filled) webtest.Form {
		return webtest.Form{"digest": {f.ids["logbook import digest"]}}
	}
	bodyOf["api.commitLogbookImport"] = func(f *filled) any { return object{"digest": f.ids["logbook import digest"]} }
	places := object{}
	form := webtest.Form{"days": {"day_first"}}
	for i, column := range candidates.EntryColumns {
		places[column] = i
		form["column-"+strconv.Itoa(i)] = []string{column}
	}
	formOf["logbook_import.choose_columns"] = func(*filled) webtest.Form { return form }
	bodyOf["api.chooseLogbookColumns"] = func(*filled) any { return object{"columns": places, "days": "day_first"} }
}
