package s3vault

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Config says where the bucket is.
type Config struct {
	Bucket         string
	Region         string // "" = AWS_REGION, else us-east-1
	Endpoint       string // "" = AWS's own; otherwise buckets are addressed by path
	PublicEndpoint string // where browsers reach the same store; "" = Endpoint
	AccessKey      string // "" = AWS's own variables and files
	SecretKey      string
	AlwaysChecksum bool // add the library's own checksums to every request; some stores reject them
}

// Vault is one bucket.
type Vault struct {
	bucket string
	store  *s3.Client
	signer *s3.PresignClient // for the endpoint that browsers reach: an address signs its host
	origin string
}

// Open reads the configuration; nothing is asked of the store yet. It returns
// an error that says which setting is wrong.
func Open(ctx context.Context, c Config) (*Vault, error) {
	if c.Bucket == "" {
		return nil, errors.New("s3vault: no bucket is named")
	}
	for name, address := range map[string]string{"endpoint": c.Endpoint, "public endpoint": c.PublicEndpoint} {
		if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
			return nil, fmt.Errorf("s3vault: the %s is not an http or https address", name)
		}
	}
	if (c.AccessKey == "") != (c.SecretKey == "") {
		return nil, errors.New("s3vault: an access key and a secret key belong together")
	}
	// A plain http.Client cannot take the bundle of authorities that AWS_CA_BUNDLE names; this one can.
	options := []func(*config.LoadOptions) error{config.WithHTTPClient(awshttp.NewBuildableClient()), config.WithRetryMaxAttempts(5)}
	if c.Region != "" {
		options = append(options, config.WithRegion(c.Region))
	}
	if c.AccessKey != "" {
		options = append(options, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(c.AccessKey, c.SecretKey, "")))
	}
	loaded, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("s3vault: %w", err)
	}
	if loaded.Region == "" {
		loaded.Region = "us-east-1"
	}
	v := &Vault{bucket: c.Bucket, store: client(loaded, c, c.Endpoint)}
	public := c.PublicEndpoint
	if public == "" {
		public = c.Endpoint
	}
	v.signer = s3.NewPresignClient(client(loaded, c, public))
	v.origin, err = v.findOrigin(ctx)
	return v, err
}

func client(loaded aws.Config, c Config, endpoint string) *s3.Client {
	return s3.NewFromConfig(loaded, func(o *s3.Options) {
		if endpoint != "" {
			o.BaseEndpoint, o.UsePathStyle = aws.String(endpoint), true
		}
		if !c.AlwaysChecksum {
			// Every object's own SHA-256 is asked for by name; what else the library would add, some stores reject.
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
			o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
		}
	})
}

// Origin is where signed addresses lead, "https://files.example.org": what a
// page's policy has to let a browser reach.
func (v *Vault) Origin() string { return v.origin }

func (v *Vault) findOrigin(ctx context.Context) (string, error) {
	signed, err := v.SignGet(ctx, Object{Key: "origin"}, Download{}, time.Minute)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(signed)
	if err != nil {
		return "", fmt.Errorf("s3vault: %w", err)
	}
	return u.Scheme + "://" + u.Host, nil
}
