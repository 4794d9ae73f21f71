package api

import (
	"context"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/sheets"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
)

// importing is a table of candidates with what a commit will do, row by row.
// Nobody is on file by it before the commit.
type importing struct {
	ID       uuid.UUID      `json:"id"`
	CohortID *uuid.UUID     `json:"cohort_id,omitempty" doc:"Into which they are enrolled"`
	FileName string         `json:"file_name"`
	State    string         `json:"state" enum:"columns,waiting,committing,committed" doc:"columns: it is not clear which column is what; choose them first. committing: the commit is under way"`
	Header   []string       `json:"header,omitempty" doc:"The table's columns as they came"`
	Columns  map[string]int `json:"columns,omitempty" doc:"Which of them, from 0, is taken for what"`
	OnFile   string         `json:"on_file,omitempty" enum:"keep,update,refuse" doc:"What becomes of people who are on file already"`
	Digest   string         `json:"digest,omitempty" doc:"Of this preview; send it with the commit"`
	Written  int            `json:"written,omitempty" doc:"While it is committed: new people written so far; all of them are on file at once, or none"`
	Add      int            `json:"add" doc:"New on file"`
	Enrol    int            `json:"enrol" doc:"Enrolled, those who are new among them"`
	Update   int            `json:"update" doc:"On file, of whom something changes"`
	Keep     int            `json:"keep" doc:"There already"`
	Skip     int            `json:"skip" doc:"Left out: the address is on file under another name"`
	Refused  int            `json:"refused" doc:"Rows with a fault; while there is one nothing is imported"`
	Rows     []importRow    `json:"rows"`
}

type importRow struct {
	Row       int      `json:"row" doc:"As a spreadsheet shows it: the header is 1"`
	Name      string   `json:"name"`
	Email     string   `json:"email"`
	Language  string   `json:"language"`
	Country   string   `json:"country"`
	Reference string   `json:"reference"`
	Outcome   string   `json:"outcome" enum:"add,enrol,keep,skip,refused" doc:"skip: the address is on file under another name, and those on file stay as they are"`
	Changes   []string `json:"changes,omitempty" doc:"Fields on file that the row replaces"`
	Faults    []remark `json:"faults,omitempty"`
	Warnings  []remark `json:"warnings,omitempty"`
}

// remark is what is to be said of one column of a row.
type remark struct {
	Column string `json:"column"`
	Key    string `json:"key"`
	Detail string `json:"detail"`
}

func importingOf(tx *tenants.Tx, p candidates.Plan) importing {
	say := func(all []fault.FieldError) []remark {
		return each(all, func(f fault.FieldError) remark { return remark{f.Field, f.Key, speaker(tx).Sentence(f.Sentence)} })
	}
	out := importing{ID: p.Import.ID, CohortID: p.Import.CohortID, FileName: p.Import.FileName, State: "waiting", Digest: p.Digest(), Update: p.Changed(), Add: p.Count(candidates.WillAdd),
		Keep: p.Count(candidates.WillKeep), Skip: p.Count(candidates.WillSkip), Refused: p.Count(candidates.Refused), Rows: []importRow{}}
	if p.Import.CohortID != nil {
		out.Enrol = out.Add + p.Count(candidates.WillEnrol)
	}
	for _, r := range p.Rows {
		out.Rows = append(out.Rows, importRow{r.Number, r.Name, r.Email, r.Language, r.Country, r.Reference, string(r.Outcome), r.Changes, say(r.Faults), say(r.Warnings)})
	}
	return out
}

// read says how the table is read.
func (out *importing) read(imp candidates.Import) error {
	t, err := imp.Table()
	if err != nil {
		return err
	}
	choice, err := imp.Choice()
	out.Header, out.Columns, out.OnFile = t.Header, choice.Mapping, string(choice.OnFile)
	return err
}

// Table is a text/csv body, or a workbook's; exported as One is.
type Table struct {
	FileName string `query:"file_name" maxLength:"200" doc:"What the file is called, to be recognised by"`
	RawBody  []byte `contentType:"text/csv"`
}

func (s *service) imports() {
	write(s, s.takesTable(operation(http.MethodPost, "/o/{organisation}/imports", "uploadCandidates", "Upload a table of candidates for the list and see what a commit will do")),
		func(tx *tenants.Tx, in *struct {
			In
			Table
		}) (importing, error) {
			return planned(tx)(candidates.Upload(tx, candidates.NewImport{FileName: in.FileName, Data: in.RawBody}))
		})
	write(s, s.takesTable(operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/imports", "uploadCohort", "Upload a table of candidates to be enrolled in a cohort and see what a commit will do")),
		func(tx *tenants.Tx, in *struct {
			One
			Table
		}) (importing, error) {
			return planned(tx)(trainings.UploadFor(tx, in.ID, candidates.NewImport{FileName: in.FileName, Data: in.RawBody}))
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/imports/{id}", "getImport", "Read what a commit of a table will do as things stand now"),
		func(tx *tenants.Tx, in *One) (importing, error) {
			imp, err := candidates.ImportOf(tx, in.ID)
			if err == nil && imp.CommittedAt != nil {
				return committed(imp), nil
			}
			if written, is := candidates.Written(in.ID); err == nil && is {
				return importing{ID: imp.ID, CohortID: imp.CohortID, FileName: imp.FileName, State: "committing", Written: written, Rows: []importRow{}}, nil
			}
			return planned(tx)(imp, err)
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/imports/{id}/columns", "chooseImportColumns", "Say which column of a table is what, and what becomes of people on file"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Columns map[string]int `json:"columns" doc:"Places from 0 by column: name and email; family_name, language, country and reference where the table has them"`
				OnFile  string         `json:"on_file" enum:"keep,update,refuse"`
			}
		}) (importing, error) {
			return planned(tx)(candidates.Choose(tx, in.ID, candidates.Choice{Mapping: in.Body.Columns, OnFile: candidates.OnFile(in.Body.OnFile)}))
		})
	act(s, operation(http.MethodPost, "/o/{organisation}/imports/{id}/commit", "commitImport", "Import a table whole, as its preview showed it"),
		func(ctx context.Context, in *struct {
			One
			Body struct {
				Digest string `json:"digest" maxLength:"64" doc:"Of the preview that was read; refused when it would come out otherwise now"`
			}
		}) (importing, error) {
			watched, stop := candidates.Watch(ctx, in.ID)
			defer stop()
			var imp candidates.Import
			err := s.db.Write(watched, web.MemberIn(ctx), func(tx *tenants.Tx) (err error) {
				imp, err = trainings.CommitImport(tx, in.ID, in.Body.Digest)
				return err
			})
			return committed(imp), err
		})
}

// planned previews an import in the transaction that read or made it.
func planned(tx *tenants.Tx) func(candidates.Import, error) (importing, error) {
	return func(imp candidates.Import, err error) (importing, error) {
		if err != nil {
			return importing{}, called(err, "file", "body")
		}
		out := importing{ID: imp.ID, CohortID: imp.CohortID, FileName: imp.FileName, State: "columns", Rows: []importRow{}}
		if imp.Settled() == nil {
			plan, err := trainings.PlanImport(tx, imp)
			if err != nil {
				return importing{}, err
			}
			out = importingOf(tx, plan)
		}
		return out, out.read(imp)
	}
}

func committed(imp candidates.Import) importing {
	return importing{ID: imp.ID, CohortID: imp.CohortID, FileName: imp.FileName, State: "committed", Add: imp.Added, Update: imp.Updated, Enrol: imp.Enrolled, Rows: []importRow{}}
}

// takesTable is an endpoint whose body is a table.
func (s *service) takesTable(op huma.Operation) huma.Operation {
	op.MaxBodyBytes = candidates.MaxImportBytes
	op.RequestBody = &huma.RequestBody{Description: "A header line, then a line for each candidate, as CSV or as a workbook (.xlsx). Columns that are called name, family name, email, language, country or reference, in English or Spanish, are recognised; any other is yours to choose",
		Content: map[string]*huma.MediaType{sheets.Workbook.Type(): {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		if kind, _, err := mime.ParseMediaType(ctx.Header("Content-Type")); err != nil || kind != "text/csv" && kind != sheets.Workbook.Type() {
			s.answer(ctx, http.StatusUnsupportedMediaType)
			return
		}
		next(ctx)
	})
	return op
}

// answer refuses before an endpoint is reached.
func (s *service) answer(ctx huma.Context, status int) {
	if err := huma.WriteErr(s.huma, ctx, status, ""); err != nil {
		s.refuse(context.WithoutCancel(ctx.Context()), err)
	}
}
