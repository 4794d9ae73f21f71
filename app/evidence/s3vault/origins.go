package s3vault

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// welcome opens the bucket to scripts of the origins, and answers whether it
// had to. A rule is known by its id, or by naming the same origins: rules of
// others on the same bucket stay. A store has no way to add one rule to the
// rest, so two sites that start at the same moment may write over each other;
// hence it reads again what it wrote.
func (v *Vault) welcome(ctx context.Context, origins []string) (opened bool, err error) {
	ours := types.CORSRule{
		ID:             aws.String("accord " + origins[0]),
		AllowedOrigins: origins,
		AllowedMethods: []string{"GET", "HEAD", "PUT"},
		AllowedHeaders: []string{"*"},
		ExposeHeaders:  []string{"ETag", "x-amz-checksum-sha256"},
		MaxAgeSeconds:  aws.Int32(600),
	}
	for range 3 {
		rules, err := v.rules(ctx)
		if c := code(err); c == "NotImplemented" || c == "AccessDenied" {
			return opened, nil // writing unread would take the others' away
		} else if err != nil {
			return opened, fmt.Errorf("s3vault: origins of bucket %s: %w", v.bucket, err)
		}
		if slices.ContainsFunc(rules, func(r types.CORSRule) bool { return isSame(r, ours) }) {
			return opened, nil
		}
		rules = append(slices.DeleteFunc(rules, func(r types.CORSRule) bool {
			return aws.ToString(r.ID) == *ours.ID || slices.Equal(r.AllowedOrigins, origins)
		}), ours)
		_, err = v.store.PutBucketCors(ctx, &s3.PutBucketCorsInput{Bucket: &v.bucket, CORSConfiguration: &types.CORSConfiguration{CORSRules: rules}})
		if !tolerable(err) {
			return opened, fmt.Errorf("s3vault: origins of bucket %s: %w", v.bucket, err)
		}
		if err != nil {
			return opened, nil
		}
		opened = true
	}
	return opened, nil
}

// rules are what the bucket is open to.
func (v *Vault) rules(ctx context.Context) ([]types.CORSRule, error) {
	there, err := v.store.GetBucketCors(ctx, &s3.GetBucketCorsInput{Bucket: &v.bucket})
	if code(err) == "NoSuchCORSConfiguration" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return there.CORSRules, nil
}

// isSame says whether two rules allow the same to the same; some stores keep
// no ids.
func isSame(a, b types.CORSRule) bool {
	return slices.Equal(a.AllowedOrigins, b.AllowedOrigins) && slices.Equal(a.AllowedMethods, b.AllowedMethods) &&
		slices.Equal(a.AllowedHeaders, b.AllowedHeaders) && slices.Equal(a.ExposeHeaders, b.ExposeHeaders)
}
