package evidence

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/gabriel-vasile/mimetype"
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Found is what a version's bytes say of themselves.
type Found struct {
	SHA256    []byte
	MediaType string
	Size      int64
}

// Examine reads a version's bytes once, as a stream, and tells what they are.
func (r *Room) Examine(ctx context.Context, v Version) (Found, error) {
	stream, err := r.Vault.Read(ctx, v.object())
	if err != nil {
		return Found{}, err
	}
	defer stream.Close()
	head := make([]byte, 3072) // what telling a type by its first bytes takes
	n, err := io.ReadFull(stream, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return Found{}, fault.Wrap(err, fault.Unavailable, "evidence.store_down")
	}
	sum := sha256.New()
	sum.Write(head[:n])
	rest, err := io.Copy(sum, stream)
	if err != nil {
		return Found{}, fault.Wrap(err, fault.Unavailable, "evidence.store_down")
	}
	return Found{SHA256: sum.Sum(nil), MediaType: mimetype.Detect(head[:n]).String(), Size: int64(n) + rest}, nil
}

// ToType answers a received version whose type is still to be established;
// false when there is nothing left to do.
func ToType(tx *tenants.Tx, id uuid.UUID) (Version, bool, error) {
	v, err := Get(tx, id)
	return v, err == nil && v.State == Received, err
}

// Establish writes down what a version's bytes are. They become typed, or refused:
// when they are of no allowed type, or not of the type they were said to be.
func Establish(tx *tenants.Tx, id uuid.UUID, found Found) (Version, error) {
	if err := tx.Lock(id); err != nil {
		return Version{}, err
	}
	v, err := Get(tx, id)
	if err != nil {
		return v, err
	}
	if v.State != Received {
		return v, nil
	}
	if err := tx.Allow("type", &v); err != nil {
		return v, err
	}
	now := tx.Now()
	v.SHA256, v.TypedAt = found.SHA256, &now
	v.State, v.Refusal = Typed, found.refusal(v)
	v.MediaType = found.MediaType
	if t, ok := typeNamed(found.MediaType); ok {
		v.MediaType = t.name
	}
	if v.Refusal != "" {
		v.State = Refused
	}
	if err := move(tx, &v, map[string]any{"state": v.State, "refusal": v.Refusal, "media_type": v.MediaType, "sha256": v.SHA256, "typed_at": now}); err != nil {
		return v, err
	}
	detail := map[string]any{"document": v.DocumentID, "number": v.Number, "type": v.MediaType, "sha256": fmt.Sprintf("%x", v.SHA256)}
	if v.State == Refused {
		tx.Record(tenants.Event{Action: "document.refused", Resource: "version", Subject: v.ID, Case: v.timeline(), Detail: detail})
		return v, nil
	}
	tx.Record(tenants.Event{Action: "document.typed", Resource: "version", Subject: v.ID, Case: v.timeline(), Detail: detail})
	err = supersede(tx, &v)
	return v, err
}

// refusal is the sentence that says why a file is not taken; "" when it is.
func (f Found) refusal(v Version) string {
	said, _ := typeNamed(v.DeclaredType)
	is, allowed := typeNamed(f.MediaType)
	switch {
	case f.Size != v.Size:
		return "evidence.refused_size"
	case !allowed:
		return "evidence.refused_type"
	case is.family != said.family:
		return "evidence.refused_lie"
	}
	return ""
}

// supersede marks what a typed version takes the place of; one that was typed
// after a newer one is itself of the past.
func supersede(tx *tenants.Tx, v *Version) error {
	var others []Version
	err := tx.DB().Where("document_id = ? and id <> ? and state = ? and superseded_at is null", v.DocumentID, v.ID, Typed).Find(&others).Error
	if err != nil {
		return err
	}
	for i := range others {
		old := &others[i]
		if old.Number > v.Number {
			old = v
		}
		if err := tx.Allow("supersede", old); err != nil {
			return err
		}
		if err := move(tx, old, map[string]any{"superseded_at": tx.Now()}); err != nil {
			return err
		}
	}
	return nil
}
