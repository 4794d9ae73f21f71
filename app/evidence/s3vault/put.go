package s3vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"accord/tenants/fault"
)

// Put carries a stream into the vault itself, in parts with their checksums:
// for what the program makes, and for the form without scripts. One part is in
// memory at a time. Returns TooLarge when the stream has more than limit
// bytes, Invalid when it has none; nothing is kept then.
func (v *Vault) Put(ctx context.Context, key, mediaType string, body io.Reader, limit int64) (Object, error) {
	upload, err := v.Begin(ctx, key, mediaType)
	if err != nil {
		return Object{}, err
	}
	whole, err := v.carry(ctx, key, upload, body, limit)
	if err != nil {
		// The caller's context may be the reason, and the parts must not stay.
		return Object{}, errors.Join(err, v.Abandon(context.WithoutCancel(ctx), key, upload))
	}
	return whole, nil
}

func (v *Vault) carry(ctx context.Context, key, upload string, body io.Reader, limit int64) (Object, error) {
	var parts []Part
	var total int64
	buffer := make([]byte, min(PartSize, limit+1))
	for number := int32(1); ; number++ {
		n, err := io.ReadFull(body, buffer)
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return Object{}, fault.Wrap(err, fault.Invalid, "evidence.interrupted")
		}
		if total += int64(n); total > limit {
			return Object{}, fault.New(fault.TooLarge, "evidence.too_large")
		}
		if n > 0 {
			p, err := v.send(ctx, key, upload, number, buffer[:n])
			if err != nil {
				return Object{}, err
			}
			parts = append(parts, p)
		}
		if last {
			break
		}
	}
	if total == 0 {
		return Object{}, fault.New(fault.Invalid, "evidence.empty")
	}
	return v.Complete(ctx, key, upload, parts)
}

func (v *Vault) send(ctx context.Context, key, upload string, number int32, piece []byte) (Part, error) {
	sum := sha256.Sum256(piece)
	sent, err := v.store.UploadPart(ctx, &s3.UploadPartInput{
		Bucket: &v.bucket, Key: &key, UploadId: &upload, PartNumber: &number, Body: bytes.NewReader(piece),
		ContentLength: aws.Int64(int64(len(piece))), ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(sum[:])),
	})
	if err != nil {
		return Part{}, say(err)
	}
	return Part{Number: number, Size: int64(len(piece)), SHA256: sum[:], etag: aws.ToString(sent.ETag)}, nil
}
