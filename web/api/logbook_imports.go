package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// logbookImport is a table of mediations with what a commit will do, row by row.
// Nothing is in the logbook by it before the commit.
type logbookImport struct {
	ID       uuid.UUID      `json:"id"`
	FileName string         `json:"file_name"`
	State    string         `json:"state" enum:"columns,waiting,committed" doc:"columns: it is not clear how the table is read; say so first"`
	Header   []string       `json:"header,omitempty" doc:"The table's columns as they came"`
	Columns  map[string]int `json:"columns,omitempty" doc:"Which of them, from 0, is taken for what"`
	Days     string         `json:"days,omitempty" enum:"day_first,month_first" doc:"What comes first in a day whose year is last; absent while it can be either"`
	Digest   string         `json:"digest,omitempty" doc:"Of this preview; send it with the commit"`
	Add      int            `json:"add"`
	Keep     int            `json:"keep" doc:"In the logbook already"`
	Named    int            `json:"named" doc:"Rows to be added that read like a name: somebody says that none is one"`
	Refused  int            `json:"refused" doc:"Rows with a fault; while there is one nothing is imported"`
	Rows     []mediationRow `json:"rows"`
}

type mediationRow struct {
	Row      int               `json:"row" doc:"As a spreadsheet shows it: the header is 1"`
	Says     map[string]string `json:"says" doc:"The cells as they came, by column"`
	HeldOn   string            `json:"held_on,omitempty" format:"date"`
	Role     string            `json:"role,omitempty"`
	Medium   string            `json:"medium,omitempty"`
	Hours    float64           `json:"hours"`
	Field    string            `json:"field"`
	Parties  int               `json:"parties"`
	Settled  string            `json:"settled,omitempty"`
	Outcome  string            `json:"outcome" enum:"add,keep,refused"`
	Named    bool              `json:"named" doc:"The field reads like a name"`
	Faults   []remark          `json:"faults,omitempty"`
	Warnings []remark          `json:"warnings,omitempty"`
}

func (s *service) logbookImports() {
	const at = "/o/{organisation}/candidates/{id}/logbook/imports"
	write(s, s.takesMediations(operation(http.MethodPost, at, "uploadLogbook", "Upload a table of mediations for a candidate's logbook and see what a commit will do")),
		func(tx *tenants.Tx, in *struct {
			One
			Table
		}) (logbookImport, error) {
			imp, err := candidates.UploadLogbook(tx, in.ID, candidates.NewImport{FileName: in.FileName, Data: in.RawBody})
			return logbookPlanned(tx, imp, called(err, "file", "body"))
		})
	read(s, operation(http.MethodGet, at+"/{import}", "getLogbookImport", "Read what a commit of a table of mediations will do as things stand now"),
		func(tx *tenants.Tx, in *struct {
			One
			Import uuid.UUID `path:"import" format:"uuid"`
		}) (logbookImport, error) {
			imp, err := logbookImportOf(tx, in.ID, in.Import)
			return logbookPlanned(tx, imp, err)
		})
	write(s, operation(http.MethodPut, at+"/{import}/columns", "chooseLogbookColumns", "Say which column of a table of mediations is what; those left out are erased"),
		func(tx *tenants.Tx, in *struct {
			One
			Import uuid.UUID `path:"import" format:"uuid"`
			Body   struct {
				Columns map[string]int `json:"columns" doc:"Places from 0 by column: held_on, role, medium, hours, field, parties and settled"`
				Days    string         `json:"days" enum:"day_first,month_first"`
			}
		}) (logbookImport, error) {
			imp, err := logbookImportOf(tx, in.ID, in.Import)
			if err == nil {
				imp, err = candidates.ChooseLogbook(tx, imp.ID, candidates.EntryChoice{Mapping: in.Body.Columns, Days: candidates.DayOrder(in.Body.Days)})
			}
			return logbookPlanned(tx, imp, err)
		})
	write(s, operation(http.MethodPost, at+"/{import}/commit", "commitLogbookImport", "Write a table of mediations whole into the logbook, as its preview showed it"),
		func(tx *tenants.Tx, in *struct {
			One
			Import uuid.UUID `path:"import" format:"uuid"`
			Body   struct {
				Digest  string `json:"digest" maxLength:"64" doc:"Of the preview that was read; refused when it would come out otherwise now"`
				NoNames bool   `json:"no_names,omitempty" doc:"Somebody looked at the rows that read like a name: none is one"`
			}
		}) (logbookImport, error) {
			imp, err := logbookImportOf(tx, in.ID, in.Import)
			if err != nil {
				return logbookImport{}, err
			}
			day, err := logbookDay(tx)
			if err != nil {
				return logbookImport{}, err
			}
			imp, err = candidates.CommitLogbook(tx, imp.ID, in.Body.Digest, in.Body.NoNames, day)
			return logbookPlanned(tx, imp, err)
		})
}

// logbookImportOf reads the import of an address, which names its candidate too.
func logbookImportOf(tx *tenants.Tx, candidate, id uuid.UUID) (candidates.LogbookImport, error) {
	imp, err := candidates.LogbookImportOf(tx, id)
	if err == nil && imp.CandidateID != candidate {
		err = fault.Absent("logbook_import")
	}
	return imp, err
}

// logbookDay is the day it is in the organisation's zone.
func logbookDay(tx *tenants.Tx) (time.Time, error) {
	zone, err := trainings.Zone(tx)
	if err != nil {
		return time.Time{}, err
	}
	return tx.Now().In(zone), nil
}

func logbookPlanned(tx *tenants.Tx, imp candidates.LogbookImport, err error) (logbookImport, error) {
	if err != nil {
		return logbookImport{}, err
	}
	out := logbookImport{ID: imp.ID, FileName: imp.FileName, State: "columns", Days: string(imp.Days), Rows: []mediationRow{}}
	if imp.CommittedAt != nil {
		out.State, out.Add = "committed", imp.Added
		return out, nil
	}
	t, err := imp.Table()
	if err != nil {
		return out, err
	}
	choice, err := imp.Choice()
	if err != nil {
		return out, err
	}
	if out.Header, out.Columns = t.Header, choice.Mapping; imp.ForgottenAt == nil && imp.Settled() != nil {
		return out, nil
	}
	day, err := logbookDay(tx)
	if err != nil {
		return out, err
	}
	plan, err := candidates.PlanLogbook(tx, imp, day)
	if err != nil {
		return out, err
	}
	out.State, out.Digest, out.Add, out.Keep, out.Named, out.Refused = "waiting", plan.Digest(), plan.Count(candidates.WillAdd), plan.Count(candidates.WillKeep), plan.Named(), plan.Count(candidates.Refused)
	say := func(all []fault.FieldError) []remark {
		return each(all, func(f fault.FieldError) remark { return remark{f.Field, f.Key, speaker(tx).Sentence(f.Sentence)} })
	}
	for _, r := range plan.Rows {
		e := r.Entry
		row := mediationRow{Row: r.Number, Says: r.Says, Role: e.Role, Medium: e.Medium, Hours: e.Hours, Field: e.Field, Parties: e.Parties, Settled: e.Settled,
			Outcome: string(r.Outcome), Named: r.Named, Faults: say(r.Faults), Warnings: say(r.Warnings)}
		if !e.HeldOn.Before(candidates.FirstDay) {
			row.HeldOn = e.HeldOn.Format(time.DateOnly)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// takesMediations is an endpoint whose body is a table of mediations.
func (s *service) takesMediations(op huma.Operation) huma.Operation {
	op = s.takesTable(op)
	op.RequestBody.Description = "A header line, then a line for each mediation, as CSV or as a workbook (.xlsx): its day, role, how it was held, hours, field, number of parties and whether it settled, with headings and words in English or Spanish. Never the name of a party"
	return op
}
