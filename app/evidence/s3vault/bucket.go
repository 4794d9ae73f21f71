package s3vault

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

// Ensure brings the bucket to what the vault needs: there, versioned, and open
// to scripts of the given origins. It may run at every start. A store that
// cannot do one of these says NotImplemented and is taken as it is; who may
// not set them (AccessDenied) has had them set by somebody else. What other
// sites on the same bucket were opened to stays. It answers whether the origins
// were let in now rather than before.
func (v *Vault) Ensure(ctx context.Context, origins ...string) (opened bool, err error) {
	_, err = v.store.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &v.bucket})
	if code(err) == "NotFound" || code(err) == "NoSuchBucket" {
		_, err = v.store.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &v.bucket, ObjectLockEnabledForBucket: aws.Bool(true)})
		if code(err) == "NotImplemented" {
			_, err = v.store.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &v.bucket})
		}
		if code(err) == "BucketAlreadyOwnedByYou" {
			err = nil // another program of ours was first
		}
	}
	if err != nil {
		return false, fmt.Errorf("s3vault: bucket %s: %w", v.bucket, err)
	}
	_, err = v.store.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: &v.bucket,
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}})
	if !tolerable(err) {
		return false, fmt.Errorf("s3vault: versions of bucket %s: %w", v.bucket, err)
	}
	if len(origins) == 0 {
		return false, nil
	}
	return v.welcome(ctx, origins)
}

// Ready answers whether the bucket can be reached, for /readyz.
func (v *Vault) Ready(ctx context.Context) error {
	if _, err := v.store.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &v.bucket}); err != nil {
		return fmt.Errorf("s3vault: bucket %s: %w", v.bucket, err)
	}
	return nil
}

func tolerable(err error) bool {
	c := code(err)
	return err == nil || c == "NotImplemented" || c == "AccessDenied"
}

// code is what the store calls its refusal; "" for none, or for no answer.
func code(err error) string {
	if refusal, ok := errors.AsType[smithy.APIError](err); ok {
		return refusal.ErrorCode()
	}
	return ""
}
