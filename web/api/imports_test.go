package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/sheets"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web/webtest"
)

// imported is what the API says of a table.
type imported struct {
	ID, State, Digest                string
	Header                           []string
	Columns                          map[string]int
	Add, Skip, Update, Keep, Refused int
	Enrol, Written                   int
	Rows                             []struct {
		Name, Outcome    string
		Changes          []string
		Faults, Warnings []struct{ Column, Key, Detail string }
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
	if in.Refused != 0 || in.Skip != 1 || in.Rows[0].Outcome != "skip" || in.Rows[0].Warnings[0].Key != "import.other_name_left" {
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

func TestTenThousandRowsComeInByTheAPIAsTheyWereShown(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	var table strings.Builder
	table.WriteString("name,email\n")
	for i := range candidates.MaxImportRows {
		fmt.Fprintf(&table, "Persona Número %d,p%d@correo.example\n", i, i)
	}
	var shown, done, after imported
	c.say("Content-Type", "text/csv").post("/imports?file_name=padron.csv", table.String()).Status(http.StatusCreated).JSON(&shown)
	if shown.State != "waiting" || shown.Add != candidates.MaxImportRows || len(shown.Rows) != candidates.MaxImportRows || shown.Keep+shown.Refused != 0 {
		t.Fatalf("%s: %d to add of %d rows, %d refused", shown.State, shown.Add, len(shown.Rows), shown.Refused)
	}
	answered := make(chan *webtest.Answer, 1)
	go func() { answered <- c.post("/imports/"+shown.ID+"/commit", object{"digest": shown.Digest}) }()
	for after.State != "committed" && len(answered) == 0 { // whoever asks meanwhile is told that it waits, how far it is, and then that it is done
		c.get("/imports/" + shown.ID).Status(http.StatusOK).JSON(&after)
		if after.State != "waiting" && after.State != "committing" && after.State != "committed" {
			t.Fatalf("while it is committed it is %q", after.State)
		}
	}
	(<-answered).Status(http.StatusCreated).JSON(&done)
	c.get("/imports/" + shown.ID).Status(http.StatusOK).JSON(&after)
	if done.State != "committed" || done.Add != shown.Add || after.Add != shown.Add || w.Count(`select count(*) from candidate where tenant_id = $1 and email like 'p%@correo.example'`, w.Andina.ID) != shown.Add {
		t.Errorf("shown %d, answered %d, read %d", shown.Add, done.Add, after.Add)
	}
}

func TestAddingSomebodyByTheAPIWarnsOfNamesakes(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	c.post("/candidates", object{"name": "Ana Belén Ríos", "email": "ana@x.example"}).Status(http.StatusCreated)
	again := object{"name": "ana belen rios", "email": "ana.rios@y.example"}
	fields(t, problem(t, c.post("/candidates", again), 409), map[string]string{"name": "candidate.namesake"})
	again["another"] = true
	c.post("/candidates", again).Status(http.StatusCreated)
	fields(t, problem(t, c.post("/candidates", again), 409), map[string]string{"email": "candidate.email_taken"})
}

func TestWhoeverReadsAnImportWhileItIsCommittedSeesHowFarItIs(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	var shown imported
	c.say("Content-Type", "text/csv").post("/imports", "name,email\nAna Bel,ana@x.example\nBo Cruz,bo@x.example\n").Status(http.StatusCreated).JSON(&shown)
	ctx, stop := candidates.Watch(t.Context(), uuid.MustParse(shown.ID))
	ok(t, w.DB.Write(ctx, w.Andina.Manager, func(tx *tenants.Tx) error {
		if _, err := candidates.Commit(tx, uuid.MustParse(shown.ID), shown.Digest); err != nil {
			return err
		}
		var during imported
		c.get("/imports/" + shown.ID).Status(http.StatusOK).JSON(&during)
		if during.State != "committing" || during.Written != 2 || len(during.Rows) != 0 {
			t.Errorf("before it is over: %+v", during)
		}
		problem(t, as(t, s, w, w.Andina.Assessor).get("/imports/"+shown.ID), 404)
		return nil
	}))
	stop()
	var after imported
	c.get("/imports/" + shown.ID).Status(http.StatusOK).JSON(&after)
	if after.State != "committed" || after.Add != 2 || after.Written != 0 {
		t.Errorf("when it is over: %+v", after)
	}
}

// A cohort has at most so many places as its workbook has rows here.
func TestAWorkbookFillsTheLargestCohortByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	var cohort trainings.Cohort
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		cohort, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "ALL-26", Title: "Everybody", Language: "es",
			StartsOn: apptest.Start, EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: trainings.MaxCapacity, RequiredHours: 40, AttendanceFloor: 90})
		return err
	}))
	c := as(t, s, w, w.Andina.Manager)
	rows := make([][]string, trainings.MaxCapacity)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("Persona Número %d", i), fmt.Sprintf("p%d@correo.example", i)}
	}
	var book bytes.Buffer
	ok(t, sheets.Write(&book, sheets.Workbook, []string{"Nombre", "Correo"}, rows))
	var in imported
	c.say("Content-Type", sheets.Workbook.Type()).post("/cohorts/"+cohort.ID.String()+"/imports?file_name=grupo.xlsx", book.String()).Status(http.StatusCreated).JSON(&in)
	if in.State != "waiting" || in.Add != len(rows) || in.Enrol != len(rows) {
		t.Fatalf("%s: %d to add, %d to enrol, %d refused", in.State, in.Add, in.Enrol, in.Refused)
	}
	c.post("/imports/"+in.ID+"/commit", object{"digest": in.Digest}).Status(http.StatusCreated).JSON(&in)
	if in.Enrol != len(rows) || w.Count("select count(*) from enrolment where cohort_id = $1", cohort.ID) != len(rows) {
		t.Errorf("%d enrolled", in.Enrol)
	}
}
