package candidates

import (
	"encoding/json"
	"errors"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
)

// ImportLife is how long an uploaded table waits for its commit.
const ImportLife = 24 * time.Hour

// ForgetImportKind is the job that erases a table nobody committed.
const ForgetImportKind = "candidates.forget_import"

// NewImport is a file that was chosen, and the cohort it is meant for.
type NewImport struct {
	Cohort   uuid.UUID // zero: candidates only
	Language string    // of rows that name none; "" is English
	FileName string
	Data     []byte
}

// Upload keeps a table of candidates until it is committed or a day has
// passed. Nobody is on file by it yet. Returns Invalid (TooLarge beyond
// MaxImportBytes and MaxImportRows) at the field "file" when it is no table.
// Which column is what is guessed; where that is not clear, Import.Settled says
// so and Choose settles it.
func Upload(tx *tenants.Tx, in NewImport) (Import, error) {
	imp := Import{TenantID: tx.Tenant(), ID: tx.NewID(), FileName: fileName(in.FileName), Language: in.Language, OnFile: Keep, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	if in.Cohort != uuid.Nil {
		imp.CohortID = &in.Cohort
	}
	if err := tx.Allow("create", &imp); err != nil {
		return Import{}, err
	}
	t, mapping, err := ofPeople.read(in.Data, MaxImportRows)
	if err != nil {
		return Import{}, err
	}
	if imp.Rows, err = json.Marshal(t); err != nil {
		return Import{}, err
	}
	if imp.Mapping, err = json.Marshal(mapping); err != nil {
		return Import{}, err
	}
	if err := insert(tx, &imp); err != nil {
		return Import{}, err
	}
	if err := tx.Due(tenants.Deadline{Subject: imp.ID, Kind: ForgetImportKind, Stage: "forget", At: tx.Now().Add(ImportLife)}); err != nil {
		return Import{}, err
	}
	tx.Record(tenants.Event{Action: "import.uploaded", Resource: "candidate_import", Subject: imp.ID, Detail: map[string]any{"rows": len(t.Rows)}})
	return imp, nil
}

// read reads a table of at most so many rows, and guesses which column is what.
func (s shape) read(data []byte, most int) (ImportTable, Mapping, error) {
	t, err := sheets.Read(data, sheets.Limits{Bytes: MaxImportBytes, Rows: most})
	if err != nil {
		return ImportTable{}, nil, atFile(err)
	}
	if len(t.Header) > MaxImportColumns {
		return ImportTable{}, nil, atFile(fault.New(fault.TooLarge, "import.columns_many", "Max", MaxImportColumns))
	}
	m, err := s.guess(t.Header)
	if err != nil {
		return ImportTable{}, nil, atFile(err)
	}
	return ImportTable(t), m, nil
}

// atFile brings a fault of the whole file to the field it was chosen in.
func atFile(err error) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || len(f.Fields) > 0 {
		return err
	}
	at := fault.New(f.Code, "fault.invalid").Because(err)
	at.Fields = []fault.FieldError{{Field: "file", Sentence: f.Sentence}}
	return at
}

// fileName is a name to show: no folders, no unseen signs, not too long.
func fileName(s string) string {
	s = oneLine(strings.ToValidUTF8(path.Base(strings.ReplaceAll(s, `\`, "/")), ""))
	s = strings.Map(func(r rune) rune {
		if unsafe("a" + string(r)) {
			return -1
		}
		return r
	}, s)
	for utf8.RuneCountInString(s) > 200 {
		s = s[:len(s)-1]
	}
	if s = strings.ToValidUTF8(s, ""); s == "" || s == "." || s == "/" {
		return "candidates.csv"
	}
	return s
}
