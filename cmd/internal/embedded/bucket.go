package embedded

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// EnsureBucket makes the bucket where it is absent: versioned, able to lock objects, and open to scripts of the given
// origins ("http://127.0.0.1:8080"; one * stands for anything). The origins are set each time.
func (s *Storage) EnsureBucket(ctx context.Context, name string, origins []string) error {
	client := s.client()
	_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name, ObjectLockEnabledForBucket: aws.Bool(true)})
	var mine *types.BucketAlreadyOwnedByYou
	if err != nil && !errors.As(err, &mine) {
		return fmt.Errorf("bucket %s: %w", name, err)
	}
	if _, err := client.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{
		Bucket:                  &name,
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled},
	}); err != nil {
		return fmt.Errorf("versions of bucket %s: %w", name, err)
	}
	if len(origins) == 0 {
		return nil
	}
	// A browser uploads parts and reads their ETag and checksum back, which it may do only of exposed headers.
	if _, err := client.PutBucketCors(ctx, &s3.PutBucketCorsInput{
		Bucket: &name,
		CORSConfiguration: &types.CORSConfiguration{CORSRules: []types.CORSRule{{
			AllowedOrigins: origins,
			AllowedMethods: []string{"GET", "HEAD", "PUT"},
			AllowedHeaders: []string{"*"},
			ExposeHeaders:  []string{"ETag", "x-amz-checksum-sha256", "x-amz-version-id", "Content-Range", "Accept-Ranges"},
			MaxAgeSeconds:  aws.Int32(600),
		}}},
	}); err != nil {
		return fmt.Errorf("origins of bucket %s: %w", name, err)
	}
	return nil
}

func (s *Storage) client() *s3.Client {
	access, secret := s.Credentials()
	return s3.New(s3.Options{
		BaseEndpoint: aws.String(s.Endpoint()),
		Region:       Region,
		UsePathStyle: true,
		Credentials:  credentials.NewStaticCredentialsProvider(access, secret, ""),
	})
}
