package evidence

import (
	"context"
	"errors"
	"io"
	"net/url"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/fault"
)

// Room is where evidence is taken in and handed out: the rows and the vault
// together, never one inside the other's time.
type Room struct {
	DB    *tenants.DB
	Vault *s3vault.Vault
}

// ReadTTL is how long an address to read a version may be used to begin.
const ReadTTL = 5 * time.Minute

// Begin notes an upload and opens it in the vault. Faults are those of the
// verb Begin, and Unavailable.
func (r *Room) Begin(ctx context.Context, m tenants.Member, in NewUpload) (Version, error) {
	in.version = uuid.Must(uuid.NewV7())
	if in.DocumentID == uuid.Nil {
		in.document = uuid.Must(uuid.NewV7())
	}
	var v Version
	err := r.DB.Read(ctx, m, func(tx *tenants.Tx) (err error) {
		_, v, err = in.plan(tx)
		return err
	})
	if err != nil {
		return Version{}, err
	}
	if in.upload, err = r.Vault.Begin(ctx, v.StoreKey, v.DeclaredType); err != nil {
		return Version{}, err
	}
	err = r.DB.Write(ctx, m, func(tx *tenants.Tx) (err error) {
		v, err = Begin(tx, in)
		return err
	})
	if err != nil {
		return Version{}, errors.Join(err, r.Vault.Abandon(context.WithoutCancel(ctx), v.StoreKey, in.upload))
	}
	return v, nil
}

// Progress is what the store has of an upload.
type Progress struct {
	Version Version
	Parts   []s3vault.Part
}

// Parts is how many parts an upload of that many bytes has.
func Parts(size int64) int { return int((size + s3vault.PartSize - 1) / s3vault.PartSize) }

// PartSize is how many bytes a part of an upload has; the last has what is left.
func PartSize(size int64, number int32) int64 {
	return min(s3vault.PartSize, size-int64(number-1)*s3vault.PartSize)
}

// Progress lists the parts that have come, so that an upload goes on where it
// stopped. An upload that is finished has none to list.
func (r *Room) Progress(ctx context.Context, m tenants.Member, id uuid.UUID) (Progress, error) {
	v, err := r.uploading(ctx, m, id)
	if err != nil || v.State != Uploading {
		return Progress{Version: v}, err
	}
	parts, err := r.Vault.Parts(ctx, v.StoreKey, v.UploadID)
	return Progress{v, parts}, err
}

// SignPart signs the address for one part. Returns Invalid when the part is
// none of this upload's, Conflict when nothing is awaited any more.
func (r *Room) SignPart(ctx context.Context, m tenants.Member, id uuid.UUID, p s3vault.Part) (s3vault.Signed, error) {
	v, err := r.uploading(ctx, m, id)
	if err != nil {
		return s3vault.Signed{}, err
	}
	if v.State != Uploading {
		return s3vault.Signed{}, fault.New(fault.Conflict, "evidence.received_already")
	}
	if p.Number < 1 || int(p.Number) > Parts(v.Size) || p.Size != PartSize(v.Size, p.Number) || len(p.SHA256) != 32 {
		return s3vault.Signed{}, fault.New(fault.Invalid, "evidence.part_bad")
	}
	return r.Vault.SignPart(ctx, v.StoreKey, v.UploadID, p)
}

// Complete makes the parts into the version's file. It may be repeated.
// Returns Conflict with the number of missing parts while some are.
func (r *Room) Complete(ctx context.Context, m tenants.Member, id uuid.UUID) (Version, error) {
	v, err := r.uploading(ctx, m, id)
	if err != nil || v.State != Uploading {
		return v, err
	}
	parts, err := r.Vault.Parts(ctx, v.StoreKey, v.UploadID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return v, err
	}
	// An upload that is not open was completed, and the answer got lost: the vault then tells what it became.
	if err == nil {
		if missing := Parts(v.Size) - whole(v.Size, parts); missing > 0 {
			return v, fault.New(fault.Conflict, "evidence.parts_missing", "Count", missing)
		}
	}
	o, err := r.Vault.Complete(ctx, v.StoreKey, v.UploadID, parts)
	if fault.Is(err, fault.NotFound) {
		return v, fault.Wrap(err, fault.Conflict, "evidence.upload_gone")
	}
	if err != nil {
		return v, err
	}
	if o.Size != v.Size {
		return v, fault.New(fault.Conflict, "evidence.parts_differ")
	}
	return r.note(ctx, m, id, o)
}

// whole counts the parts that are there in full.
func whole(size int64, parts []s3vault.Part) (n int) {
	for _, p := range parts {
		if int(p.Number) <= Parts(size) && p.Size == PartSize(size, p.Number) {
			n++
		}
	}
	return n
}

// Abandon gives an upload up, in the rows and then in the vault.
func (r *Room) Abandon(ctx context.Context, m tenants.Member, id uuid.UUID) error {
	var v Version
	err := r.DB.Write(ctx, m, func(tx *tenants.Tx) (err error) {
		v, err = Abandon(tx, id)
		return err
	})
	if err != nil || v.UploadID == "" {
		return err
	}
	return r.Vault.Abandon(ctx, v.StoreKey, v.UploadID)
}

// Carry takes a whole file in through the program: the way of the form without
// scripts. Returns TooLarge over MaxFormSize.
func (r *Room) Carry(ctx context.Context, m tenants.Member, in NewUpload, body io.Reader) (Version, error) {
	if in.Size > MaxFormSize {
		var c fault.Check
		c.Field("file", "evidence.too_large_form")
		return Version{}, c.Err()
	}
	var v Version
	err := r.DB.Write(ctx, m, func(tx *tenants.Tx) (err error) {
		v, err = Begin(tx, in)
		return err
	})
	if err != nil {
		return Version{}, err
	}
	o, err := r.Vault.Put(ctx, v.StoreKey, v.DeclaredType, body, v.Size)
	if err == nil && o.Size != v.Size {
		err = fault.New(fault.Invalid, "evidence.interrupted")
	}
	if err != nil {
		return Version{}, errors.Join(err, r.Abandon(context.WithoutCancel(ctx), m, v.ID))
	}
	return r.note(ctx, m, v.ID, o)
}

// Address is where a version's bytes can be fetched for a short while. It is
// made after Open or OpenDisclosed noted who reads, never without.
func (r *Room) Address(ctx context.Context, v Version, view bool) (*url.URL, error) {
	signed, err := r.Vault.SignGet(ctx, v.object(),
		s3vault.Download{FileName: v.DownloadName(), MediaType: v.MediaType, Inline: view && v.Viewable()}, ReadTTL)
	if err != nil {
		return nil, err
	}
	return url.Parse(signed)
}

// uploading answers a version that the actor is bringing, or has brought.
func (r *Room) uploading(ctx context.Context, m tenants.Member, id uuid.UUID) (v Version, err error) {
	err = r.DB.Read(ctx, m, func(tx *tenants.Tx) error {
		if v, err = Get(tx, id); err != nil || v.State != Uploading {
			return err
		}
		return tx.Allow("upload", &v)
	})
	if err == nil && v.State == Abandoned {
		err = fault.New(fault.Conflict, "evidence.abandoned")
	}
	return v, err
}

func (r *Room) note(ctx context.Context, m tenants.Member, id uuid.UUID, o s3vault.Object) (v Version, err error) {
	err = r.DB.Write(ctx, m, func(tx *tenants.Tx) error {
		v, err = arrived(tx, id, o)
		return err
	})
	return v, err
}

// Read opens a version's bytes, for what is given away as a whole. It is called
// after Open noted who reads, never without.
func (r *Room) Read(ctx context.Context, v Version) (io.ReadCloser, error) {
	return r.Vault.Read(ctx, v.object())
}
