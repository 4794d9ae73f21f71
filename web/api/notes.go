package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/notes"
	"accord/tenants"
)

// deskNote is what an assessor noted at a place of a document.
type deskNote struct {
	ID           uuid.UUID  `json:"id"`
	MembershipID uuid.UUID  `json:"membership_id" doc:"The assessor"`
	VersionID    uuid.UUID  `json:"version_id" doc:"The document, as it was read"`
	Document     string     `json:"document" doc:"Its title, as it stood"`
	Timed        bool       `json:"timed" doc:"A recording: its places are seconds; those of anything else are pages"`
	Mark         string     `json:"mark"`
	Place        int        `json:"place"`
	CriterionID  *uuid.UUID `json:"criterion_id,omitempty" format:"uuid"`
	Words        string     `json:"words"`
	Revision     int        `json:"revision" doc:"Send it back with what you save, so that nothing is overwritten unseen"`
	WrittenAt    time.Time  `json:"written_at"`
	SubmittedAt  *time.Time `json:"submitted_at,omitempty" doc:"When it went in with its assessor's score sheet; it does not change after"`
}

func noteOf(n notes.Note) deskNote {
	return deskNote{n.ID, n.MembershipID, n.DocumentVersionID, n.DocumentTitle, n.Timed, n.Mark, n.Place, n.CriterionID, n.Words, n.Revision, n.WrittenAt, n.SubmittedAt}
}

type deskNoteBody struct {
	VersionID   uuid.UUID  `json:"version_id" format:"uuid" doc:"A document of the candidate's that you may open"`
	Mark        string     `json:"mark" maxLength:"100" doc:"A name of your own for the note: sent twice, it is one note"`
	Place       int        `json:"place" minimum:"0" maximum:"359999" doc:"The second of a recording; the page of anything else, from 1"`
	CriterionID *uuid.UUID `json:"criterion_id,omitempty" format:"uuid" doc:"The criterion that it is about"`
	Words       string     `json:"words" maxLength:"2000"`
	Revision    int        `json:"revision,omitempty" minimum:"0" doc:"Of the note that you start from; none for a new one"`
}

func (s *service) notes() {
	const at = "/o/{organisation}/assessments/{id}/notes"
	read(s, operation(http.MethodGet, at, "listNotes", "Read the notes that went in with score sheets, and your own"),
		func(tx *tenants.Tx, in *One) (list[deskNote], error) {
			all, err := notes.All(tx, in.ID)
			return list[deskNote]{Items: each(all, noteOf)}, err
		})
	write(s, operation(http.MethodPut, at, "keepNote", "Keep a note of your own at a place of a document, or change it, until your score sheet is in"),
		func(tx *tenants.Tx, in *struct {
			One
			Body deskNoteBody
		}) (deskNote, error) {
			b := in.Body
			n, err := notes.Keep(tx, notes.Input{AssessmentID: in.ID, VersionID: b.VersionID, Mark: b.Mark, Place: b.Place, CriterionID: b.CriterionID, Words: b.Words, Revision: b.Revision})
			return noteOf(n), err
		})
	write(s, operation(http.MethodPost, at+"/{note}/removal", "removeNote", "Take a note of your own out, until your score sheet is in"),
		func(tx *tenants.Tx, in *struct {
			One
			Note uuid.UUID `path:"note" format:"uuid"`
			Body struct {
				Revision int `json:"revision" minimum:"1"`
			}
		}) (deskNote, error) {
			n, err := notes.Remove(tx, in.ID, in.Note, in.Body.Revision)
			return noteOf(n), err
		})
}
