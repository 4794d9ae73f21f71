package embedded

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func TestABrowserUploadsInPartsBySignedAddresses(t *testing.T) {
	t.Parallel()
	storage := store(t, "http://127.0.0.1:8080")
	body := bytes.Repeat([]byte("evidence "), 700_000) // two parts
	version := uploadInParts(t, storage, "video", body)
	if version == "" || version == "null" {
		t.Errorf("the upload has the version %q", version)
	}
	if got := download(t, storage, "video"); got != string(body) {
		t.Errorf("%d bytes came back of %d", len(got), len(body))
	}
}

func TestAPartThatIsNotWhatWasSignedIsRefused(t *testing.T) {
	t.Parallel()
	storage := store(t)
	client := storage.client()
	upload := begin(t, client, "lie")
	signed := signPart(t, client, upload, 1, []byte("what was announced"))

	answer := put(t, signed, []byte("what was sent----!"), "")
	if answer.StatusCode/100 != 4 {
		t.Errorf("other bytes of the same length: %s", answer.Status)
	}
	signed.SignedHeader.Set("X-Amz-Checksum-Sha256", checksum([]byte("what was sent----!")))
	answer = put(t, signed, []byte("what was sent----!"), "")
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("another checksum than the signed one: %s", answer.Status)
	}
}

func TestTheStoreAnswersAScriptsPreflightByOrigin(t *testing.T) {
	t.Parallel()
	storage := store(t, "http://127.0.0.1:8080", "http://localhost:*")
	for origin, allowed := range map[string]bool{
		"http://127.0.0.1:8080": true,
		"http://localhost:4321": true,
		"http://127.0.0.1:9999": false,
		"https://evil.example":  false,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, storage.Endpoint()+"/"+Bucket+"/key?partNumber=1", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Origin", origin)
		request.Header.Set("Access-Control-Request-Method", "PUT")
		request.Header.Set("Access-Control-Request-Headers", "x-amz-checksum-sha256")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if got := answer.StatusCode == http.StatusOK && answer.Header.Get("Access-Control-Allow-Origin") == origin; got != allowed {
			t.Errorf("%s: %s %v", origin, answer.Status, answer.Header)
		}
		if exposed := strings.ToLower(answer.Header.Get("Access-Control-Expose-Headers")); allowed && (!strings.Contains(exposed, "etag") || !strings.Contains(exposed, "x-amz-checksum-sha256")) {
			t.Errorf("%s may read only %q", origin, exposed)
		}
	}
}

func TestAnUploadersScriptReadsTheChecksumOfItsPart(t *testing.T) {
	t.Parallel()
	storage := store(t, "http://127.0.0.1:8080")
	client := storage.client()
	body := []byte("a part")
	answer := put(t, signPart(t, client, begin(t, client, "part"), 1, body), body, "http://127.0.0.1:8080")
	if answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status)
	}
	if origin := answer.Header.Get("Access-Control-Allow-Origin"); origin != "http://127.0.0.1:8080" {
		t.Errorf("the answer is for %q", origin)
	}
	if answer.Header.Get("ETag") == "" || answer.Header.Get("X-Amz-Checksum-Sha256") != checksum(body) {
		t.Errorf("got %v", answer.Header)
	}
}

func TestTheStoreTellsAStrangerNothing(t *testing.T) {
	t.Parallel()
	storage := store(t)
	uploadInParts(t, storage, "secret", []byte("secret"))
	for _, path := range []string{"/", "/" + Bucket, "/" + Bucket + "/secret"} {
		answer, err := http.Get(storage.Endpoint() + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", path, answer.Status)
		}
	}
}

func TestALockedVersionCannotBeRemoved(t *testing.T) {
	t.Parallel()
	storage := store(t)
	version := uploadInParts(t, storage, "sealed", []byte("sealed"))
	client := storage.client()
	_, err := client.PutObjectRetention(t.Context(), &s3.PutObjectRetentionInput{
		Bucket: aws.String(Bucket), Key: aws.String("sealed"), VersionId: &version,
		Retention: &types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeCompliance, RetainUntilDate: aws.Time(time.Now().Add(time.Hour))},
	})
	if err != nil {
		t.Fatal(err)
	}
	remove := &s3.DeleteObjectInput{Bucket: aws.String(Bucket), Key: aws.String("sealed"), VersionId: &version}
	if _, err := client.DeleteObject(t.Context(), remove); err == nil {
		t.Error("it was removed")
	}
	if got := download(t, storage, "sealed"); got != "sealed" {
		t.Errorf("got %q", got)
	}
}

func TestAStoreOnAFileSystemWithoutAttributesKeepsItsMetadata(t *testing.T) {
	t.Parallel()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = home.Close() }()
	// The folder of sidecar files is what a first start leaves on such a file system, and what later ones go by.
	for _, dir := range []string{home.join("s3"), home.join("s3", "sidecar")} {
		if err := home.folder(dir); err != nil {
			t.Fatal(err)
		}
	}
	for _, version := range []string{"first", "second"} {
		storage, err := home.StartStorage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := storage.EnsureBucket(t.Context(), Bucket, nil); err != nil {
			t.Error(err)
		}
		if id := uploadInParts(t, storage, "key", []byte(version)); id == "" || id == "null" {
			t.Errorf("%s: version %q", version, id)
		}
		if got := download(t, storage, "key"); got != version {
			t.Errorf("got %q", got)
		}
		if err := storage.Stop(); err != nil {
			t.Error(err)
		}
	}
	files, err := filepath.Glob(home.join("s3", "sidecar", Bucket, "*"))
	if err != nil || len(files) == 0 {
		t.Errorf("the metadata is elsewhere: %v", err)
	}
}

// store is an S3 server with the bucket, open to scripts of those origins.
func store(t *testing.T, origins ...string) *Storage {
	t.Helper()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	storage, err := home.StartStorage(t.Context())
	if err != nil {
		t.Fatal(errors.Join(err, home.Close()))
	}
	t.Cleanup(func() {
		if err := errors.Join(storage.Stop(), home.Close()); err != nil {
			t.Error(err)
		}
	})
	if err := storage.EnsureBucket(t.Context(), Bucket, origins); err != nil {
		t.Fatal(err)
	}
	return storage
}

// uploadInParts does what the browser does: hash a part, have it signed, send it, complete with every checksum. It
// answers the version.
func uploadInParts(t *testing.T, s *Storage, key string, body []byte) string {
	t.Helper()
	client := s.client()
	upload := begin(t, client, key)
	var parts []types.CompletedPart
	const size = 5 << 20
	for number := int32(1); len(body) > 0; number++ {
		part := body[:min(size, len(body))]
		body = body[len(part):]
		answer := put(t, signPart(t, client, upload, number, part), part, "")
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("part %d: %s", number, answer.Status)
		}
		parts = append(parts, types.CompletedPart{
			PartNumber: aws.Int32(number), ETag: aws.String(answer.Header.Get("ETag")), ChecksumSHA256: aws.String(checksum(part)),
		})
	}
	done, err := client.CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{
		Bucket: upload.Bucket, Key: upload.Key, UploadId: upload.UploadId,
		MultipartUpload: &types.CompletedMultipartUpload{Parts: parts},
	})
	if err != nil {
		t.Fatal(err)
	}
	return aws.ToString(done.VersionId)
}

func begin(t *testing.T, client *s3.Client, key string) *s3.CreateMultipartUploadOutput {
	t.Helper()
	upload, err := client.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{
		Bucket: aws.String(Bucket), Key: &key, ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
	})
	if err != nil {
		t.Fatal(err)
	}
	return upload
}

type signedPart struct {
	URL          string
	SignedHeader http.Header
}

func signPart(t *testing.T, client *s3.Client, upload *s3.CreateMultipartUploadOutput, number int32, part []byte) signedPart {
	t.Helper()
	signed, err := s3.NewPresignClient(client).PresignUploadPart(t.Context(), &s3.UploadPartInput{
		Bucket: upload.Bucket, Key: upload.Key, UploadId: upload.UploadId, PartNumber: &number,
		ContentLength: aws.Int64(int64(len(part))), ChecksumSHA256: aws.String(checksum(part)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return signedPart{signed.URL, signed.SignedHeader}
}

func put(t *testing.T, signed signedPart, body []byte, origin string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, signed.URL, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header = signed.SignedHeader.Clone()
	request.Header.Del("Host")
	if origin != "" {
		request.Header.Set("Origin", origin)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer
}

func download(t *testing.T, s *Storage, key string) string {
	t.Helper()
	object, err := s.client().GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String(Bucket), Key: &key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = object.Body.Close() }()
	body, err := io.ReadAll(object.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func checksum(body []byte) string {
	sum := sha256.Sum256(body)
	return base64.StdEncoding.EncodeToString(sum[:])
}
