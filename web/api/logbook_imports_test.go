package api_test

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/sheets"
	"accord/tenants"
)

// brought is what the API says of a table of mediations.
type brought struct {
	ID, State, Digest, Days   string
	Header                    []string
	Add, Keep, Named, Refused int
	Rows                      []struct {
		Outcome string
		HeldOn  string `json:"held_on"`
		Hours   float64
		Named   bool
		Faults  []struct{ Column, Key, Detail string }
	}
}

func TestATableOfMediationsIsBroughtIntoALogbookByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	who := id(t, c.post("/candidates", person("Ana Bel")))
	at := "/candidates/" + who + "/logbook/imports"
	csv := c.say("Content-Type", "text/csv")
	var in brought
	csv.post(at+"?file_name=libro.csv", "fecha,función,modalidad,horas,materia,partes,acuerdo\n03/04/2026,mediadora,en línea,2,Herencia,2,sí\n03/05/2026,mediadora,en línea,3,Gómez contra Pérez,2,no\n").Status(http.StatusCreated).JSON(&in)
	if in.State != "columns" || len(in.Rows) != 0 || in.Days != "" || len(in.Header) != 7 {
		t.Fatalf("days that can be read both ways: %+v", in)
	}
	here := at + "/" + in.ID
	columns := object{"held_on": 0, "role": 1, "medium": 2, "hours": 3, "field": 4, "parties": 5, "settled": 6}
	problem(t, c.call("PUT", here+"/columns", object{"columns": columns, "days": "whatever"}), 422)
	problem(t, c.call("PUT", here+"/columns", object{"columns": object{"held_on": 0}, "days": "day_first"}), 422)
	c.call("PUT", here+"/columns", object{"columns": columns, "days": "day_first"}).Status(http.StatusOK).JSON(&in)
	if in.State != "waiting" || in.Add != 2 || in.Named != 1 || in.Rows[0].HeldOn != "2026-04-03" || !in.Rows[1].Named {
		t.Fatalf("%+v", in)
	}
	fields(t, problem(t, c.post(here+"/commit", object{"digest": in.Digest}), 422), map[string]string{"no_names": "logbook_import.say_no_names"})
	problem(t, c.post(here+"/commit", object{"digest": "0", "no_names": true}), 409)
	for range 2 { // committed before, it answers what it did
		var done brought
		c.post(here+"/commit", object{"digest": in.Digest, "no_names": true}).JSON(&done)
		if done.State != "committed" || done.Add != 2 {
			t.Errorf("committed as %+v", done)
		}
	}
	if n := w.Count("select count(*) from logbook_entry where tenant_id = $1", w.Andina.ID); n != 2 {
		t.Errorf("%d are written", n)
	}
	c.get(here).Status(http.StatusOK).JSON(&in)
	if in.State != "committed" {
		t.Errorf("read as %+v", in)
	}
	problem(t, c.call("PUT", here+"/columns", object{"columns": columns, "days": "day_first"}), 409)
}

func TestATableOfMediationsIsRefusedByTheAPIWithItsReasons(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	who, other := id(t, c.post("/candidates", person("Ana Bel"))), id(t, c.post("/candidates", person("Bo Cruz")))
	at := "/candidates/" + who + "/logbook/imports"
	var book bytes.Buffer
	ok(t, sheets.Write(&book, sheets.Workbook, candidates.EntryColumns, nil))
	workbook := c.say("Content-Type", sheets.Workbook.Type())
	problem(t, workbook.post(at, book.String()), 422)
	problem(t, c.say("Content-Type", "application/pdf").post(at, "%PDF"), 415)
	csv := c.say("Content-Type", "text/csv")
	problem(t, csv.post("/candidates/"+uuid.NewString()+"/logbook/imports", "date\n2026-01-01\n"), 404)
	var in brought
	csv.post(at, "date,role,held,hours,field,parties,settled\n2026-03-14,mediator,online,two,Lease,2,yes\n").Status(http.StatusCreated).JSON(&in)
	if in.Refused != 1 || in.Rows[0].Faults[0].Column != "hours" || in.Rows[0].Faults[0].Detail == "" {
		t.Fatalf("%+v", in)
	}
	problem(t, c.post(at+"/"+in.ID+"/commit", object{"digest": in.Digest}), 409)
	problem(t, c.get("/candidates/"+other+"/logbook/imports/"+in.ID), 404)
	for who, m := range map[string]tenants.Member{"a colleague": w.Andina.Admin, "a trainer": w.Andina.Trainer, "an assessor": w.Andina.Assessor, "another organisation": w.Nordic.Manager} {
		by := as(t, s, w, m)
		if by.get(at+"/"+in.ID).StatusCode != 404 || by.post(at+"/"+in.ID+"/commit", object{"digest": in.Digest}).StatusCode != 404 {
			t.Errorf("%s reaches it", who)
		}
		if code := by.say("Content-Type", "text/csv").post(at, "date\n2026-01-01\n").StatusCode; code != 404 && who != "a colleague" {
			t.Errorf("%s uploads: %d", who, code)
		}
	}
}
