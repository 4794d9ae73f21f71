package files

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"time"

	"accord/app/adjustments"
	"accord/app/appeals"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/consents"
	"accord/app/evidence"
	"accord/app/identities"
	"accord/app/submissions"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Taken is all that is in a candidate's own file, but for the documents' bytes.
type Taken struct {
	At               time.Time
	Organisation     string
	Candidate        candidates.Candidate
	Contact          candidates.Contact
	Identity         []identities.Check
	Notices          []consents.Notice // of all that they said something to
	Acknowledgements []consents.Acknowledgement
	Recording        []consents.RecordingConsent
	Logbook          []candidates.LogbookEntry
	Referees         []candidates.Refereed
	Exemptions       []candidates.Exemption
	Adjustments      []adjustments.Adjustment
	Trainings        []trainings.Training
	Completions      []trainings.Completion
	Certificates     []certificates.Certificate
	Results          []appeals.Result
	Appeals          []appeals.Appeal
	Submissions      []submissions.Listed
	Documents        []evidence.Version
	OnFile           []evidence.KindOnFile // also of what others filed
}

// Take gathers it for who is signed in, and notes that they took it. Returns
// NotFound where they have no file here.
func Take(tx *tenants.Tx) (t Taken, err error) {
	p, err := Mine(tx)
	if err != nil {
		return t, err
	}
	t.At, t.Candidate, t.Contact = tx.Now(), p.Candidate, p.Contact
	var said consents.Standing
	for _, read := range []func() error{
		func() (err error) { t.Identity, err = identities.OfCandidate(tx, p.ID); return err },
		func() (err error) { said, err = consents.Of(tx, p.ID); return err },
		func() (err error) { t.Logbook, err = candidates.Logbook(tx, p.ID); return err },
		func() (err error) { t.Referees, err = candidates.RefereesOf(tx, p.ID); return err },
		func() (err error) { t.Exemptions, err = candidates.ExemptionsOf(tx, p.ID); return err },
		func() (err error) { t.Adjustments, err = adjustments.OfCandidate(tx, p.ID); return err },
		func() (err error) { t.Trainings, err = trainings.TrainingsOf(tx, p.ID); return err },
		func() (err error) { t.Completions, err = trainings.CompletionsOf(tx, p.ID); return err },
		func() (err error) { t.Certificates, err = certificates.OfCandidate(tx, p.ID); return err },
		func() (err error) { t.Results, err = appeals.ResultsOf(tx, p.ID); return err },
		func() (err error) { t.Submissions, err = submissions.ListedOfCandidate(tx, p.ID); return err },
		func() (err error) { t.Documents, err = evidence.OfCandidate(tx, p.ID); return err },
		func() (err error) { t.OnFile, err = evidence.KindsOnFile(tx, p.ID); return err },
	} {
		if err := read(); err != nil {
			return t, err
		}
	}
	t.Acknowledgements, t.Recording = said.Read, said.Answers
	for _, n := range said.Versions {
		t.Notices = append(t.Notices, n)
	}
	for _, r := range t.Results {
		lodged, err := appeals.OfAssessment(tx, r.ID)
		if err != nil {
			return t, err
		}
		t.Appeals = append(t.Appeals, lodged...)
	}
	tx.Record(tenants.Event{Action: "candidate.took_file", Resource: "candidate", Subject: p.ID, Detail: map[string]any{"documents": len(t.Documents)}})
	for i, v := range t.Documents {
		if v.State != evidence.Typed {
			continue
		}
		if t.Documents[i], err = evidence.Open(tx, v.ID, false); err != nil {
			return t, err
		}
	}
	return t, nil
}

// Write writes it as one ZIP: what is known as file.json, and the documents
// beside it. The bytes go from the store through it, a piece at a time.
func (t Taken) Write(ctx context.Context, room *evidence.Room, to io.Writer) error {
	z := zip.NewWriter(to)
	f, err := z.CreateHeader(&zip.FileHeader{Name: "file.json", Method: zip.Deflate, Modified: t.At})
	if err != nil {
		return err
	}
	e := json.NewEncoder(f)
	e.SetIndent("", "  ")
	if err := e.Encode(t.told()); err != nil {
		return err
	}
	for i, v := range t.Documents {
		if v.State != evidence.Typed {
			continue
		}
		if err := t.add(ctx, z, room, i, v); err != nil {
			return err
		}
	}
	return z.Close()
}

// told leaves out where the bytes are kept: it is ours, and says nothing of them.
func (t Taken) told() Taken {
	t.Documents = slices.Clone(t.Documents)
	for i := range t.Documents {
		t.Documents[i].StoreKey, t.Documents[i].StoreVersion, t.Documents[i].UploadID = "", "", ""
	}
	return t
}

func (t Taken) add(ctx context.Context, z *zip.Writer, room *evidence.Room, i int, v evidence.Version) error {
	body, err := room.Read(ctx, v)
	if err != nil {
		return err
	}
	defer body.Close()
	// Names are made here, so that no file name leads out of the folder.
	f, err := z.CreateHeader(&zip.FileHeader{Name: path.Join("documents", fmt.Sprintf("%03d-%s%s", i+1, v.Kind, path.Ext(v.DownloadName()))), Method: zip.Store, Modified: v.CreatedAt})
	if err != nil {
		return err
	}
	n, err := io.Copy(f, body)
	if err == nil && n != v.Size {
		err = fault.New(fault.Unavailable, "fault.unavailable")
	}
	return err
}
