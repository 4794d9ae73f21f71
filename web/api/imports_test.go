package api_test

import (
	"bytes"
	"net/http"
	"testing"

	"accord/app/sheets"
)

// imported is what the API says of a table.
type imported struct {
	ID, State, Digest          string
	Header                     []string
	Columns                    map[string]int
	Add, Update, Keep, Refused int
	Rows                       []struct {
		Name, Outcome string
		Changes       []string
		Faults        []struct{ Column, Key, Detail string }
	}
}

func TestATableWithUnknownColumnsIsReadAsItsSenderSays(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	var book bytes.Buffer
	ok(t, sheets.Write(&book, sheets.Workbook, []string{"Wer", "Wohin", "Schuh"}, [][]string{{"Ana Bel", "ana@x.example", "39"}, {"Bo Cruz", "bo@@x", "40"}}))
	var in imported
	c.say("Content-Type", sheets.Workbook.Type()).post("/imports?file_name=leute.xlsx", book.String()).Status(http.StatusCreated).JSON(&in)
	if in.State != "columns" || len(in.Header) != 3 || len(in.Rows) != 0 || len(in.Columns) != 0 {
		t.Fatalf("%+v", in)
	}
	problem(t, c.call("PUT", "/imports/"+in.ID+"/columns", object{"columns": object{"name": 0}, "on_file": "keep"}), 422)
	problem(t, c.call("PUT", "/imports/"+in.ID+"/columns", object{"columns": object{"name": 0, "email": 1}, "on_file": "whatever"}), 422)
	c.call("PUT", "/imports/"+in.ID+"/columns", object{"columns": object{"name": 0, "email": 1}, "on_file": "update"}).Status(http.StatusOK).JSON(&in)
	if in.State != "waiting" || in.Add != 1 || in.Refused != 1 || in.Rows[1].Faults[0].Column != "email" {
		t.Errorf("%+v", in)
	}
	problem(t, c.post("/imports/"+in.ID+"/commit", object{"digest": in.Digest}), 409)
	problem(t, as(t, s, w, w.Andina.Admin).call("PUT", "/imports/"+in.ID+"/columns", object{"columns": object{"name": 0, "email": 1}, "on_file": "keep"}), 404)
	problem(t, c.say("Content-Type", "application/pdf").post("/imports", "%PDF"), 415)
}

func TestATableUpdatesWhoIsOnFile(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	c.post("/candidates", object{"name": "Ana Bel", "email": "ana@x.example", "language": "es", "country": "EC", "reference": ""}).Status(http.StatusCreated)
	var in imported
	c.say("Content-Type", "text/csv").post("/imports", "name,email,country\nAna Belén,ana@x.example,CO\n").Status(http.StatusCreated).JSON(&in)
	if in.Refused != 1 || in.Rows[0].Faults[0].Key != "import.other_name" {
		t.Fatalf("%+v", in)
	}
	c.call("PUT", "/imports/"+in.ID+"/columns", object{"columns": object{"name": 0, "email": 1, "country": 2}, "on_file": "update"}).Status(http.StatusOK).JSON(&in)
	if in.Update != 1 || len(in.Rows[0].Changes) != 2 {
		t.Fatalf("%+v", in)
	}
	c.post("/imports/"+in.ID+"/commit", object{"digest": in.Digest}).Status(http.StatusCreated).JSON(&in)
	if in.Update != 1 || w.Count("select count(*) from candidate where tenant_id = $1 and name = 'Ana Belén' and country = 'CO' and language = 'es'", w.Andina.ID) != 1 {
		t.Errorf("%+v", in)
	}
}
