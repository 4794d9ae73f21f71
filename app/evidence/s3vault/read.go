package s3vault

import (
	"context"
	"io"
	"mime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Download is how a browser is to take an object.
type Download struct {
	FileName  string // "" = the store's own choice
	MediaType string
	Inline    bool // shown in the page; otherwise saved
}

// Read opens one version as a stream, once. The caller closes it.
func (v *Vault) Read(ctx context.Context, o Object) (io.ReadCloser, error) {
	got, err := v.store.GetObject(ctx, &s3.GetObjectInput{Bucket: &v.bucket, Key: &o.Key, VersionId: version(o)})
	if err != nil {
		return nil, say(err)
	}
	return got.Body, nil
}

// Stat answers the newest version under a key and its size.
func (v *Vault) Stat(ctx context.Context, key string) (Object, error) {
	head, err := v.store.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &v.bucket, Key: &key})
	if err != nil {
		return Object{}, say(err)
	}
	return Object{Key: key, Version: aws.ToString(head.VersionId), Size: aws.ToInt64(head.ContentLength)}, nil
}

// SignGet signs an address that reads one version for a while. Whoever has the
// address can read, so it is made for one reader who was asked for and noted.
func (v *Vault) SignGet(ctx context.Context, o Object, d Download, ttl time.Duration) (string, error) {
	in := &s3.GetObjectInput{Bucket: &v.bucket, Key: &o.Key, VersionId: version(o), ResponseCacheControl: aws.String("private, no-store")}
	disposition := "attachment"
	if d.Inline {
		disposition = "inline"
	}
	var parameters map[string]string
	if d.FileName != "" {
		parameters = map[string]string{"filename": d.FileName}
	}
	in.ResponseContentDisposition = aws.String(mime.FormatMediaType(disposition, parameters))
	if d.MediaType != "" {
		in.ResponseContentType = &d.MediaType
	}
	made, err := v.signer.PresignGetObject(ctx, in, s3.WithPresignExpires(ttl))
	if err != nil {
		return "", say(err)
	}
	return made.URL, nil
}

func version(o Object) *string {
	if o.Version == "" {
		return nil
	}
	return &o.Version
}
