package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/consents"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewUpload is what is said of a file before its bytes come. It is about
// exactly one of candidate, program and cohort, or a new version of a document.
type NewUpload struct {
	CandidateID, ProgramID, CohortID uuid.UUID
	DocumentID                       uuid.UUID // a new version of this one; kind and title are then the document's
	Why                              string    // of a new version

	Kind      string
	Title     string // "" = the file's name without its ending
	FileName  string
	MediaType string // as the uploader's machine says; "" = go by the name
	Size      int64

	document, version uuid.UUID // chosen before the transaction when the store has to know the key
	upload            string
}

// How long an upload may lie unfinished, in days, and how many of one person.
const (
	lapseDays     = 7
	maxUnfinished = 50
)

// Begin notes an upload that is about to come, as version 1 of a new document
// or as the next of an old one. Returns Invalid with every wrong field,
// NotFound when the document is not there for the actor, Forbidden when they
// may not add to it, Conflict when they left too many uploads unfinished, or for
// a recording of somebody who has not agreed to be recorded.
func Begin(tx *tenants.Tx, in NewUpload) (Version, error) {
	d, v, err := in.plan(tx)
	if err != nil {
		return Version{}, err
	}
	if in.DocumentID == uuid.Nil {
		if err := tx.DB().Create(&d).Error; err != nil {
			return Version{}, err
		}
	} else {
		if err := tx.Lock(d.ID); err != nil { // two new versions at once get two numbers
			return Version{}, err
		}
		if v.Number, err = nextNumber(tx, d.ID); err != nil {
			return Version{}, err
		}
	}
	if err := tx.DB().Create(&v).Error; err != nil {
		return Version{}, err
	}
	tx.Record(tenants.Event{Action: "document.upload_begun", Resource: "version", Subject: v.ID, Case: v.timeline(),
		Detail: map[string]any{"document": d.ID, "number": v.Number, "kind": v.Kind}})
	return v, tx.Due(tenants.Deadline{Subject: v.ID, Kind: "evidence.lapse", Stage: "unfinished", At: tx.Now().AddDate(0, 0, lapseDays)})
}

// plan checks what is said and asks whether it may be; nothing is written.
func (in *NewUpload) plan(tx *tenants.Tx) (d Document, v Version, err error) {
	in.tidy()
	if err = in.check(); err != nil {
		return d, v, err
	}
	if in.DocumentID != uuid.Nil {
		if d, err = DocumentOf(tx, in.DocumentID); err != nil {
			return d, v, err
		}
	} else {
		d = Document{TenantID: tx.Tenant(), ID: in.document, CandidateID: some(in.CandidateID), ProgramID: some(in.ProgramID), CohortID: some(in.CohortID),
			Kind: in.Kind, Title: in.Title, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
		if d.ID == uuid.Nil {
			d.ID = tx.NewID()
		}
		if err = tx.Allow("create", &d); err != nil {
			return d, v, err
		}
	}
	v = in.versionOf(tx, d)
	if err = tx.Allow("create", &v); err != nil {
		return d, v, err
	}
	if err = agreed(tx, v); err != nil {
		return d, v, err
	}
	return d, v, notTooMany(tx)
}

// agreed refuses a recording of somebody who has not agreed to be recorded, or
// has withdrawn that. What shows moving pictures of a candidate is a recording,
// whatever it is called.
func agreed(tx *tenants.Tx, v Version) error {
	if v.CandidateID == nil || v.Kind != standards.KindRecording && !strings.HasPrefix(v.DeclaredType, "video/") {
		return nil
	}
	may, err := consents.MayRecord(tx, *v.CandidateID)
	if err == nil && !may {
		err = fault.New(fault.Conflict, "consent.none_to_record")
	}
	return err
}

// notTooMany refuses to begin what would only fill the store. Jobs and guests
// have no uploads of their own to count.
func notTooMany(tx *tenants.Tx) error {
	begun, err := Unfinished(tx)
	if err == nil && len(begun) >= maxUnfinished {
		err = fault.New(fault.Conflict, "evidence.too_many_unfinished", "Count", len(begun))
	}
	return err
}

func (in *NewUpload) versionOf(tx *tenants.Tx, d Document) Version {
	t, _ := declared(in.MediaType, in.FileName)
	v := Version{TenantID: d.TenantID, ID: in.version, DocumentID: d.ID, CandidateID: d.CandidateID, ProgramID: d.ProgramID, CohortID: d.CohortID,
		Number: 1, Kind: d.Kind, Title: d.Title, Why: in.Why, FileName: in.FileName, Size: in.Size, DeclaredType: t.name, UploadID: in.upload,
		Origin: FromUpload, State: Uploading, CreatedAt: tx.Now(), CreatedBy: membership(tx), CreatedByName: tx.Name()}
	if v.ID == uuid.Nil {
		v.ID = tx.NewID()
	}
	v.StoreKey = storeKey(v.TenantID, v.DocumentID, v.ID)
	return v
}

// storeKey is where the bytes of a version go. It begins with a hash, so that
// a store that splits by prefix spreads tenants evenly; it has no slash, since
// a store over a file system cannot have a key below another key.
func storeKey(tenant, document, version uuid.UUID) string {
	h := sha256.Sum256(tenant[:])
	return strings.Join([]string{hex.EncodeToString(h[:4]), tenant.String(), document.String(), version.String()}, ".")
}

func (in *NewUpload) tidy() {
	in.Title, in.Why, in.FileName = strings.TrimSpace(in.Title), strings.TrimSpace(in.Why), strings.TrimSpace(in.FileName)
	if in.Title == "" && !badName(in.FileName) {
		in.Title = strings.TrimSuffix(in.FileName, path.Ext(in.FileName))
		for utf8.RuneCountInString(in.Title) > 200 {
			in.Title = string([]rune(in.Title)[:200])
		}
	}
}

func (in *NewUpload) check() error {
	var c fault.Check
	if in.DocumentID != uuid.Nil {
		c.If(in.Why == "", "why", "evidence.why_required")
	} else {
		in.checkSubject(&c)
		c.If(in.Title == "" && !badName(in.FileName), "title", "evidence.title_required")
		c.If(utf8.RuneCountInString(in.Title) > 200, "title", "evidence.title_long")
	}
	c.If(utf8.RuneCountInString(in.Why) > 500, "why", "evidence.why_long")
	switch _, ok := declared(in.MediaType, in.FileName); {
	case c.If(in.FileName == "", "file", "evidence.file_required"):
	case c.If(badName(in.FileName), "file", "evidence.name_bad"):
	case c.If(in.Size <= 0, "file", "evidence.empty"):
	case c.If(in.Size > MaxSize, "file", "evidence.too_large"):
	default:
		c.If(!ok, "file", "evidence.type_not_allowed")
	}
	return c.Err()
}

func (in *NewUpload) checkSubject(c *fault.Check) {
	about := 0
	for _, id := range []uuid.UUID{in.CandidateID, in.ProgramID, in.CohortID} {
		if id != uuid.Nil {
			about++
		}
	}
	c.If(about != 1, "about", "evidence.about_one")
	kind, ok := standards.KindNamed(in.Kind)
	if c.If(!ok, "kind", "evidence.kind_required") || about != 1 || kind.ID == standards.KindOther {
		return
	}
	c.If((kind.About == standards.AboutProgram) != (in.ProgramID != uuid.Nil), "kind", "evidence.kind_elsewhere")
}

func some(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
