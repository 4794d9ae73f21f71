package s3vault

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"accord/tenants/fault"
)

// PartSize is how an object is cut: every part but the last has this many bytes.
const PartSize = 8 << 20

// partTTL is how long a part's address may be used. The store looks at it when
// the part begins to arrive, so a slow line is no reason for more.
const partTTL = 15 * time.Minute

// Object is one version of what is kept under a key.
type Object struct {
	Key     string
	Version string // "" = the newest
	Size    int64
}

// Part is a piece of an upload, as it is announced and as the store lists it.
type Part struct {
	Number int32 // from 1
	Size   int64
	SHA256 []byte
	etag   string
}

// Signed is an address that takes one part, and the headers that were signed
// with it: they must be sent as they are.
type Signed struct {
	URL     string
	Headers map[string]string
}

// Begin opens an upload in parts and answers its id.
func (v *Vault) Begin(ctx context.Context, key, mediaType string) (upload string, err error) {
	made, err := v.store.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{
		Bucket: &v.bucket, Key: &key, ContentType: &mediaType, ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
	})
	if err != nil {
		return "", say(err)
	}
	return aws.ToString(made.UploadId), nil
}

// SignPart signs the address to which a browser sends one part: nothing but
// those bytes, of that length, to that key.
func (v *Vault) SignPart(ctx context.Context, key, upload string, p Part) (Signed, error) {
	made, err := v.signer.PresignUploadPart(ctx, &s3.UploadPartInput{
		Bucket: &v.bucket, Key: &key, UploadId: &upload, PartNumber: &p.Number,
		ContentLength: &p.Size, ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(p.SHA256)),
	}, s3.WithPresignExpires(partTTL))
	if err != nil {
		return Signed{}, say(err)
	}
	s := Signed{URL: made.URL, Headers: map[string]string{}}
	for name := range made.SignedHeader {
		// A browser sets these two itself, and lets nobody else.
		if canonical := http.CanonicalHeaderKey(name); canonical != "Host" && canonical != "Content-Length" {
			s.Headers[canonical] = made.SignedHeader.Get(name)
		}
	}
	return s, nil
}

// Parts lists what the store has of an upload, by number. Returns NotFound
// when the upload is not open: never begun, completed or abandoned.
func (v *Vault) Parts(ctx context.Context, key, upload string) ([]Part, error) {
	var parts []Part
	pages := s3.NewListPartsPaginator(v.store, &s3.ListPartsInput{Bucket: &v.bucket, Key: &key, UploadId: &upload})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, say(err)
		}
		for _, p := range page.Parts {
			sum, err := base64.StdEncoding.DecodeString(aws.ToString(p.ChecksumSHA256))
			if err != nil {
				return nil, fault.New(fault.Internal, "fault.internal").Because(err)
			}
			parts = append(parts, Part{Number: aws.ToInt32(p.PartNumber), Size: aws.ToInt64(p.Size), SHA256: sum, etag: aws.ToString(p.ETag)})
		}
	}
	return parts, nil
}

// Complete makes one object of the parts, as Parts listed them, with every
// part's checksum. It is safe to repeat: an upload that was completed before
// answers the object it became, also without parts, since none are listed any
// more. Returns NotFound when there is neither.
func (v *Vault) Complete(ctx context.Context, key, upload string, parts []Part) (Object, error) {
	if len(parts) == 0 {
		return v.Stat(ctx, key)
	}
	whole := Object{Key: key}
	completed := make([]types.CompletedPart, len(parts))
	for i, p := range parts {
		whole.Size += p.Size
		completed[i] = types.CompletedPart{PartNumber: aws.Int32(p.Number), ETag: aws.String(p.etag),
			ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(p.SHA256))}
	}
	done, err := v.store.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{
		Bucket: &v.bucket, Key: &key, UploadId: &upload, MultipartUpload: &types.CompletedMultipartUpload{Parts: completed},
	})
	if err := say(err); err != nil && !fault.Is(err, fault.NotFound) {
		return Object{}, err
	}
	if done == nil || aws.ToString(done.VersionId) == "" {
		// The upload is not open. Stores say so, or praise what was completed before without naming it.
		return v.Stat(ctx, key)
	}
	whole.Version = aws.ToString(done.VersionId)
	return whole, nil
}

// Abandon throws an open upload's parts away. One that is not open is as good
// as abandoned.
func (v *Vault) Abandon(ctx context.Context, key, upload string) error {
	_, err := v.store.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: &v.bucket, Key: &key, UploadId: &upload})
	if err := say(err); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}
