package submissions

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxManifest is how many versions a manifest holds at most.
const MaxManifest = 60

// Draft is what the organisation may change of a submission that is not
// submitted: the manifest as a whole, and the reason for a completion before
// the program's recognition.
type Draft struct {
	SubmissionID uuid.UUID
	Versions     []uuid.UUID
	Reason       string
}

// Prepare makes the manifest exactly these versions. Returns NotFound for a
// version that is not the organisation's, Invalid for one that is about
// somebody else, refused, not yet
// typed, or another version of a document that is chosen,
// and Conflict once the submission is submitted.
func Prepare(tx *tenants.Tx, in Draft) (Submission, error) {
	in.Reason = strings.TrimSpace(in.Reason)
	s, err := draft(tx, in.SubmissionID)
	if err != nil {
		return s, err
	}
	versions, err := evidence.ByIDs(tx, distinct(in.Versions))
	if err != nil {
		return s, err
	}
	if err := in.check(s, versions); err != nil {
		return s, err
	}
	chosen, err := Manifest(tx, s.ID)
	if err != nil {
		return s, err
	}
	var fresh []evidence.Version
	for _, v := range versions {
		if !slices.ContainsFunc(chosen, func(i Item) bool { return i.DocumentVersionID == v.ID }) {
			fresh = append(fresh, v)
		}
	}
	var gone []uuid.UUID
	for _, i := range chosen {
		if !slices.Contains(in.Versions, i.DocumentVersionID) {
			gone = append(gone, i.DocumentVersionID)
		}
	}
	if len(gone) > 0 {
		if err := deleteItems(tx, s.ID, gone); err != nil {
			return s, err
		}
	}
	if err := addItems(tx, s, fresh); err != nil {
		return s, err
	}
	if s.Reason != in.Reason {
		s.Reason = in.Reason
		if err := change[Submission](tx, s.TenantID, s.ID, map[string]any{"reason": in.Reason}); err != nil {
			return s, err
		}
	}
	tx.Record(tenants.Event{Action: "submission.prepared", Resource: "submission", Subject: s.ID,
		Detail: map[string]any{"added": len(fresh), "removed": len(gone), "documents": len(versions)}})
	return s, nil
}

// draft locks a submission and asks whether the actor may still prepare it.
func draft(tx *tenants.Tx, submission uuid.UUID) (Submission, error) {
	if err := tx.Lock(submission); err != nil {
		return Submission{}, err
	}
	s, err := Find(tx, submission)
	if err != nil {
		return s, err
	}
	if s.SubmittedAt != nil {
		return s, fault.New(fault.Conflict, "submission.submitted_already")
	}
	return s, tx.Allow("prepare", &s)
}

func (in Draft) check(s Submission, versions []evidence.Version) error {
	var c fault.Check
	c.If(utf8.RuneCountInString(in.Reason) > 2000, "reason", "submission.reason_long", "Max", 2000)
	c.If(len(versions) > MaxManifest, "versions", "submission.manifest_long", "Max", MaxManifest)
	documents := map[uuid.UUID]bool{}
	for _, v := range versions {
		about := v.CandidateID != nil && *v.CandidateID == s.CandidateID || v.CandidateID == nil && v.ProgramID != nil && *v.ProgramID == s.ProgramID
		switch {
		case !about:
			c.Field("versions", "submission.about_another", "Title", v.Title)
		case v.State == evidence.Refused:
			c.Field("versions", "submission.version_refused", "Title", v.Title)
		case v.State != evidence.Typed:
			c.Field("versions", "submission.not_typed", "Title", v.Title)
		case documents[v.DocumentID]:
			c.Field("versions", "submission.two_versions", "Title", v.Title)
		}
		documents[v.DocumentID] = true
	}
	return c.Err()
}

func addItems(tx *tenants.Tx, s Submission, versions []evidence.Version) error {
	if len(versions) == 0 {
		return nil
	}
	items := make([]Item, len(versions))
	for i, v := range versions {
		items[i] = Item{TenantID: s.TenantID, ID: tx.NewID(), SubmissionID: s.ID, DocumentVersionID: v.ID, Kind: v.Kind, Title: v.Title,
			SHA256: v.SHA256, ChosenAt: tx.Now()}
	}
	return inserted(tx, &items)
}

func distinct(ids []uuid.UUID) []uuid.UUID {
	var once []uuid.UUID
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}
