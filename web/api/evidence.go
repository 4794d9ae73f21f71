package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
)

type version struct {
	ID          uuid.UUID  `json:"id"`
	DocumentID  uuid.UUID  `json:"document_id"`
	CandidateID *uuid.UUID `json:"candidate_id,omitempty"`
	Number      int        `json:"number"`
	Kind        string     `json:"kind"`
	Title       string     `json:"title"`
	FileName    string     `json:"file_name"`
	Size        int64      `json:"size" doc:"Bytes"`
	MediaType   string     `json:"media_type,omitempty" doc:"As the bytes say; none until typed"`
	SHA256      string     `json:"sha256,omitempty"`
	State       string     `json:"state" enum:"uploading,received,typed,refused,abandoned"`
	CreatedAt   time.Time  `json:"created_at"`
}

func versionOf(v evidence.Version) version {
	return version{v.ID, v.DocumentID, v.CandidateID, v.Number, v.Kind, v.Title, v.FileName, v.Size, v.MediaType, hex.EncodeToString(v.SHA256), v.State, v.CreatedAt}
}

type upload struct {
	Version  version        `json:"version"`
	PartSize int64          `json:"part_size" doc:"Bytes of every part but the last"`
	Parts    int            `json:"parts"`
	Received []receivedPart `json:"received" doc:"Parts that the store has"`
}

type receivedPart struct {
	Number int32 `json:"number"`
	Size   int64 `json:"size"`
}

type signedPart struct {
	URL     string            `json:"url" doc:"PUT the part's bytes here, with these headers"`
	Headers map[string]string `json:"headers"`
}

type address struct {
	URL string `json:"url" doc:"Fetch it within five minutes"`
}

func (s *service) evidence() {
	read(s, operation(http.MethodGet, "/o/{organisation}/evidence", "listEvidence", "List document versions"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Kind      string    `query:"kind" maxLength:"60"`
			Candidate uuid.UUID `query:"candidate" format:"uuid"`
			State     string    `query:"state" enum:"uploading,received,typed,refused,abandoned,all"`
		}) (list[version], error) {
			page, err := evidence.Library(tx, evidence.Filter{Kind: in.Kind, State: in.State, CandidateID: in.Candidate}, in.ask())
			return listOf(page, versionOf), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/evidence/{id}", "getVersion", "Read a document version's particulars"),
		func(tx *tenants.Tx, in *One) (version, error) {
			v, err := evidence.Get(tx, in.ID)
			return versionOf(v), err
		})
	s.uploads()
	s.disclosures()
	handle(s, operation(http.MethodGet, "/o/{organisation}/evidence/{id}/file", "openVersion", "Open a document version; the reading is recorded"),
		func(ctx context.Context, in *One) (address, error) {
			var v evidence.Version
			err := s.db.Write(ctx, web.MemberIn(ctx), func(tx *tenants.Tx) (err error) { v, err = evidence.Open(tx, in.ID, false); return err })
			return s.address(ctx, v, err)
		})
	handle(s, operation(http.MethodGet, "/imi/evidence/{id}/file", "openDisclosedVersion", "Open a disclosed document version; the reading stands in the organisation's journal"),
		func(ctx context.Context, in *struct {
			ID uuid.UUID `path:"id" format:"uuid"`
		}) (address, error) {
			var v evidence.Version
			err := s.db.Oversee(ctx, web.OverseerIn(ctx), "to read a disclosed document", func(tx *tenants.OversightTx) (err error) {
				v, err = evidence.OpenDisclosed(tx, in.ID, false)
				return err
			})
			return s.address(ctx, v, err)
		})
}

// address is where an opened version's bytes are, for a short while.
func (s *service) address(ctx context.Context, v evidence.Version, err error) (address, error) {
	if err != nil {
		return address{}, err
	}
	url, err := s.room.Address(ctx, v, false)
	if err != nil {
		return address{}, err
	}
	return address{url.String()}, nil
}

// uploads go from the client straight to the store: this program signs and
// lists, and moves no byte.
func (s *service) uploads() {
	act(s, operation(http.MethodPost, "/o/{organisation}/uploads", "beginUpload", "Begin an upload"),
		func(ctx context.Context, in *struct {
			In
			Body struct {
				CandidateID uuid.UUID `json:"candidate_id,omitempty" format:"uuid"`
				ProgramID   uuid.UUID `json:"program_id,omitempty" format:"uuid"`
				CohortID    uuid.UUID `json:"cohort_id,omitempty" format:"uuid"`
				DocumentID  uuid.UUID `json:"document_id,omitempty" format:"uuid" doc:"For a new version of this document"`
				Why         string    `json:"why,omitempty" maxLength:"500" doc:"Of a new version"`
				Kind        string    `json:"kind,omitempty" maxLength:"60"`
				Title       string    `json:"title,omitempty" maxLength:"200"`
				FileName    string    `json:"file_name" maxLength:"255"`
				MediaType   string    `json:"media_type,omitempty" maxLength:"100"`
				Size        int64     `json:"size" minimum:"1" doc:"Bytes"`
			}
		}) (upload, error) {
			b := in.Body
			v, err := s.room.Begin(ctx, web.MemberIn(ctx), evidence.NewUpload{CandidateID: b.CandidateID, ProgramID: b.ProgramID, CohortID: b.CohortID, DocumentID: b.DocumentID,
				Why: b.Why, Kind: b.Kind, Title: b.Title, FileName: b.FileName, MediaType: b.MediaType, Size: b.Size})
			return upload{versionOf(v), s3vault.PartSize, evidence.Parts(v.Size), []receivedPart{}}, called(err, "file", "file_name", "about", "candidate_id")
		})
	handle(s, operation(http.MethodGet, "/o/{organisation}/uploads/{id}", "getUpload", "Read which parts of an upload have arrived, to resume it"),
		func(ctx context.Context, in *One) (upload, error) {
			p, err := s.room.Progress(ctx, web.MemberIn(ctx), in.ID)
			return upload{versionOf(p.Version), s3vault.PartSize, evidence.Parts(p.Version.Size),
				each(p.Parts, func(p s3vault.Part) receivedPart { return receivedPart{p.Number, p.Size} })}, err
		})
	act(s, operation(http.MethodPost, "/o/{organisation}/uploads/{id}/parts", "signPart", "Sign the address that takes one part, of exactly these bytes"),
		func(ctx context.Context, in *struct {
			One
			Body struct {
				Number int32  `json:"number" minimum:"1" maximum:"10000"`
				Size   int64  `json:"size" minimum:"1"`
				SHA256 string `json:"sha256" doc:"Base64" maxLength:"44"`
			}
		}) (signedPart, error) {
			sum, err := base64.StdEncoding.DecodeString(in.Body.SHA256)
			if err != nil || len(sum) != 32 {
				var c fault.Check
				c.Field("sha256", "api.sha256")
				return signedPart{}, c.Err()
			}
			signed, err := s.room.SignPart(ctx, web.MemberIn(ctx), in.ID, s3vault.Part{Number: in.Body.Number, Size: in.Body.Size, SHA256: sum})
			return signedPart{signed.URL, signed.Headers}, err
		})
	act(s, operation(http.MethodPost, "/o/{organisation}/uploads/{id}/completion", "completeUpload", "Complete an upload once every part has arrived"),
		func(ctx context.Context, in *One) (version, error) {
			v, err := s.room.Complete(ctx, web.MemberIn(ctx), in.ID)
			return versionOf(v), err
		})
	act(s, operation(http.MethodDelete, "/o/{organisation}/uploads/{id}", "abandonUpload", "Give an upload up"),
		func(ctx context.Context, in *One) (done, error) {
			err := s.room.Abandon(ctx, web.MemberIn(ctx), in.ID)
			return done{err == nil}, err
		})
}
