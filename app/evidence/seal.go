package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence/record"
	"accord/tenants"
	"accord/tenants/fault"
)

// Record is a record kept in Accord that is to be sealed: whom it is about,
// as which kind of document, and what it says.
type Record struct {
	CandidateID, ProgramID uuid.UUID // one of them
	Kind                   string
	Title                  string
	Of                     string // "score_sheet:" and the record's id; its versions are those of one document
	FileName               string // "score-sheet.pdf"
	Sheet                  record.Sheet
	// Print makes the paper where it has a form of its own; nil prints the sheet.
	Print func(record.Sealed) ([]byte, error)
}

// Sealing is a record on its way to becoming a version. It goes through three
// hands, none of which holds another's: PrepareSeal reads, Room.Render prints
// and stores, Seal writes.
type Sealing struct {
	Record
	TenantID   uuid.UUID
	documentID uuid.UUID
	number     int
	zone       *time.Location
	hash       []byte

	done    *Version // the record is unchanged: this version says the same already
	version uuid.UUID
	object  string // the vault's version
	key     string
	sha256  []byte
	size    int64
}

// PrepareSeal finds out what sealing a record now comes to: the next version
// of its document, or nothing, when its newest version says the same. zone is
// the organisation's, in which the sheet is dated.
func PrepareSeal(tx *tenants.Tx, r Record, zone *time.Location) (Sealing, error) {
	s := Sealing{Record: r, TenantID: tx.Tenant(), zone: zone, hash: r.Sheet.Hash(),
		documentID: uuid.NewSHA1(tx.Tenant(), []byte("record "+r.Of))}
	err := s.place(tx)
	return s, err
}

// place says where it goes: after the newest version, or onto it.
func (s *Sealing) place(tx *tenants.Tx) error {
	var last []Version
	if err := tx.DB().Where("document_id = ?", s.documentID).Order("number desc").Limit(1).Find(&last).Error; err != nil {
		return err
	}
	s.number, s.done = 1, nil
	if len(last) > 0 {
		s.number = last[0].Number + 1
		if bytes.Equal(last[0].RecordHash, s.hash) {
			s.done = &last[0]
		}
	}
	return nil
}

// Render prints the record and puts it into the vault, outside any
// transaction. The job's id makes the version's, so a job that runs again
// seals the same version.
func (r *Room) Render(ctx context.Context, t tenants.Task, s Sealing) (Sealing, error) {
	if s.done != nil {
		return s, nil
	}
	print := s.Print
	if print == nil {
		print = func(sealed record.Sealed) ([]byte, error) { return record.Render(s.Sheet, sealed) }
	}
	pdf, err := print(record.Sealed{At: r.DB.Now(), Zone: s.zone, Version: s.number})
	if err != nil {
		return s, fault.Wrap(err, fault.Internal, "fault.internal")
	}
	sum := sha256.Sum256(pdf)
	s.version = uuid.NewSHA1(t.ID, []byte(s.Of))
	s.key, s.sha256, s.size = storeKey(s.TenantID, s.documentID, s.version), sum[:], int64(len(pdf))
	o, err := r.Vault.Put(ctx, s.key, "application/pdf", bytes.NewReader(pdf), s.size)
	s.object = o.Version
	return s, err
}

// Seal writes a rendered record down as a typed version, in the fenced
// transaction of its job. An unchanged record is answered by the version it
// has. Returns Unavailable, for the job to begin again, when another version
// came in between and the printed number is not right any more.
func Seal(tx *tenants.Tx, s Sealing) (Version, error) {
	if err := tx.Lock(s.documentID); err != nil {
		return Version{}, err
	}
	printed := s.number
	if err := s.place(tx); err != nil {
		return Version{}, err
	}
	if s.done != nil {
		return *s.done, nil
	}
	if s.number != printed || s.object == "" {
		return Version{}, fault.New(fault.Unavailable, "evidence.sealed_meanwhile")
	}
	now := tx.Now()
	if s.number == 1 {
		d := Document{TenantID: s.TenantID, ID: s.documentID, CandidateID: some(s.CandidateID), ProgramID: some(s.ProgramID),
			Kind: s.Kind, Title: s.Title, CreatedAt: now, CreatedBy: membership(tx)}
		if err := tx.Allow("create", &d); err != nil {
			return Version{}, err
		}
		if err := tx.DB().Create(&d).Error; err != nil {
			return Version{}, err
		}
	}
	v := s.row(tx, now)
	if err := tx.Allow("create", &v); err != nil {
		return v, err
	}
	if err := tx.DB().Create(&v).Error; err != nil {
		return v, err
	}
	tx.Record(tenants.Event{Action: "document.sealed", Resource: "version", Subject: v.ID, Case: v.timeline(),
		Detail: map[string]any{"document": v.DocumentID, "number": v.Number, "kind": v.Kind, "record": v.RecordOf, "sha256": fmt.Sprintf("%x", v.SHA256)}})
	err := supersede(tx, &v)
	return v, err
}

func (s Sealing) row(tx *tenants.Tx, now time.Time) Version {
	return Version{TenantID: s.TenantID, ID: s.version, DocumentID: s.documentID, CandidateID: some(s.CandidateID), ProgramID: some(s.ProgramID),
		Number: s.number, Kind: s.Kind, Title: s.Title, FileName: s.FileName, Size: s.size, DeclaredType: "application/pdf", MediaType: "application/pdf",
		SHA256: s.sha256, StoreKey: s.key, StoreVersion: s.object, Origin: FromRecord, RecordOf: s.Of, RecordHash: s.hash, State: Typed,
		CreatedAt: now, CreatedBy: membership(tx), CreatedByName: "Accord", ReceivedAt: &now, TypedAt: &now}
}
