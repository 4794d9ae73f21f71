package s3vault_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"accord/app/evidence/s3vault"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

func TestAnObjectSentInPartsComesBackWholeAndAsOneVersion(t *testing.T) {
	t.Parallel()
	v, key := vault(t), newKey()
	body := noise(s3vault.PartSize + 1234)
	upload := begin(t, v, key)
	for number, piece := range pieces(body) {
		if got := put(t, sign(t, v, key, upload, number, piece), piece); got != http.StatusOK {
			t.Fatalf("part %d: %d", number, got)
		}
	}
	parts, err := v.Parts(t.Context(), key, upload)
	if err != nil {
		t.Fatal(err)
	}
	if len(parts) != 2 || parts[0].Number != 1 || parts[0].Size != s3vault.PartSize || parts[1].Size != 1234 || !bytes.Equal(parts[0].SHA256, sum(body[:s3vault.PartSize])) {
		t.Fatalf("the store lists %+v", parts)
	}
	whole, err := v.Complete(t.Context(), key, upload, parts)
	if err != nil {
		t.Fatal(err)
	}
	if whole.Version == "" || whole.Version == "null" || whole.Size != int64(len(body)) {
		t.Errorf("it became %+v", whole)
	}
	if !bytes.Equal(read(t, v, whole), body) {
		t.Error("other bytes came back")
	}

	again, err := v.Complete(t.Context(), key, upload, parts)
	if err != nil || again != whole {
		t.Errorf("completing again answered %+v, %v", again, err)
	}
}

func TestAPartIsTakenOnlyAsItWasAnnounced(t *testing.T) {
	t.Parallel()
	v, key := vault(t), newKey()
	upload := begin(t, v, key)
	announced := []byte("what was announced")
	for what, send := range map[string]struct {
		body    []byte
		headers map[string]string
	}{
		"other bytes of that length":          {[]byte("what was sent....!"), nil},
		"more bytes":                          {[]byte("what was announced and then some"), nil},
		"fewer bytes":                         {[]byte("what was"), nil},
		"other bytes with their own checksum": {[]byte("what was sent....!"), map[string]string{"X-Amz-Checksum-Sha256": base64.StdEncoding.EncodeToString(sum([]byte("what was sent....!")))}},
		"no checksum":                         {announced, map[string]string{"X-Amz-Checksum-Sha256": ""}},
	} {
		signed := sign(t, v, key, upload, 1, announced)
		for name, value := range send.headers {
			if signed.Headers[name] = value; value == "" {
				delete(signed.Headers, name)
			}
		}
		if got := put(t, signed, send.body); got/100 != 4 {
			t.Errorf("%s: %d", what, got)
		}
	}
	parts, err := v.Parts(t.Context(), key, upload)
	if err != nil || len(parts) != 0 {
		t.Errorf("the store keeps %+v, %v", parts, err)
	}
}

func TestAnAddressOfOnePartTakesNoOther(t *testing.T) {
	t.Parallel()
	v, key := vault(t), newKey()
	piece := []byte("a part")
	signed := sign(t, v, key, begin(t, v, key), 1, piece)
	for _, other := range [][2]string{{"partNumber=1", "partNumber=2"}, {key, newKey()}} {
		changed := s3vault.Signed{URL: strings.Replace(signed.URL, other[0], other[1], 1), Headers: signed.Headers}
		if changed.URL == signed.URL {
			t.Fatalf("%s is not in the address", other[0])
		}
		if got := put(t, changed, piece); got != http.StatusForbidden {
			t.Errorf("%s instead of %s: %d", other[1], other[0], got)
		}
	}
}

func TestAnAbandonedUploadIsGoneAndAbandoningAgainIsNoFault(t *testing.T) {
	t.Parallel()
	v, key := vault(t), newKey()
	upload := begin(t, v, key)
	piece := []byte("a part")
	put(t, sign(t, v, key, upload, 1, piece), piece)
	for range 2 {
		if err := v.Abandon(t.Context(), key, upload); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := v.Parts(t.Context(), key, upload); !fault.Is(err, fault.NotFound) {
		t.Errorf("its parts: %v", err)
	}
	if _, err := v.Complete(t.Context(), key, upload, []s3vault.Part{{Number: 1}}); !fault.Is(err, fault.NotFound) {
		t.Errorf("completing it: %v", err)
	}
}

func TestAStreamIsCarriedInAndItsLimitsHold(t *testing.T) {
	t.Parallel()
	v := vault(t)
	body := noise(s3vault.PartSize + 5)
	for what, c := range map[string]struct {
		body  []byte
		limit int64
		code  fault.Code
	}{
		"two parts":       {body, int64(len(body)), ""},
		"exactly a part":  {body[:s3vault.PartSize], s3vault.PartSize, ""},
		"one byte over":   {body, int64(len(body)) - 1, fault.TooLarge},
		"small, over":     {body[:11], 10, fault.TooLarge},
		"nothing at all":  {nil, 10, fault.Invalid},
		"one single byte": {body[:1], 10, ""},
	} {
		key := newKey()
		o, err := v.Put(t.Context(), key, "application/pdf", bytes.NewReader(c.body), c.limit)
		if fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if err != nil {
			if _, err := v.Stat(t.Context(), key); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: something was kept: %v", what, err)
			}
			continue
		}
		if o.Size != int64(len(c.body)) || !bytes.Equal(read(t, v, o), c.body) {
			t.Errorf("%s: got %+v", what, o)
		}
	}
}

func TestASignedDownloadIsSavedUnderItsNameUnlessItIsShown(t *testing.T) {
	t.Parallel()
	v, key := vault(t), newKey()
	o, err := v.Put(t.Context(), key, "application/pdf", strings.NewReader("%PDF-1.7 a file"), 100)
	if err != nil {
		t.Fatal(err)
	}
	for inline, want := range map[bool]string{false: "attachment", true: "inline"} {
		address, err := v.SignGet(t.Context(), o, s3vault.Download{FileName: "bitácora.pdf", MediaType: "application/pdf", Inline: inline}, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK || string(body) != "%PDF-1.7 a file" {
			t.Errorf("%s: %s %q", want, answer.Status, body)
		}
		if got := answer.Header.Get("Content-Disposition"); !strings.HasPrefix(got, want) || !strings.Contains(got, "bit%C3%A1cora.pdf") {
			t.Errorf("disposition %q", got)
		}
		if got := answer.Header.Get("Content-Type"); got != "application/pdf" {
			t.Errorf("type %q", got)
		}
		if !strings.HasPrefix(address, v.Origin()+"/") {
			t.Errorf("%s is not at %s", address, v.Origin())
		}
	}
}

func TestAVersionThatWasReplacedIsStillRead(t *testing.T) {
	t.Parallel()
	v, key := vault(t), newKey()
	first, err := v.Put(t.Context(), key, "text/plain", strings.NewReader("first"), 10)
	if err != nil {
		t.Fatal(err)
	}
	second, err := v.Put(t.Context(), key, "text/plain", strings.NewReader("second"), 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(read(t, v, first)); got != "first" || first.Version == second.Version {
		t.Errorf("the first version reads %q; versions %s and %s", got, first.Version, second.Version)
	}
}

func TestAddressesAreSignedForWhereBrowsersReachTheStore(t *testing.T) {
	t.Parallel()
	store := tenantstest.Bucket(t)
	v, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint,
		PublicEndpoint: "https://files.example.org", AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	if v.Origin() != "https://files.example.org" {
		t.Errorf("origin %s", v.Origin())
	}
	key := newKey()
	upload := begin(t, v, key) // reaches the store where the program does
	if signed := sign(t, v, key, upload, 1, []byte("x")); !strings.HasPrefix(signed.URL, "https://files.example.org/"+store.Bucket+"/") {
		t.Errorf("signed %s", signed.URL)
	}
}

func TestABadSettingStopsTheStart(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]s3vault.Config{
		"no bucket":       {},
		"endpoint is not": {Bucket: "b", Endpoint: "127.0.0.1:9000"},
		"public endpoint": {Bucket: "b", Endpoint: "http://127.0.0.1:9000", PublicEndpoint: "ftp://files"},
		"belong together": {Bucket: "b", AccessKey: "a"},
	} {
		if _, err := s3vault.Open(t.Context(), c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestTheBucketIsBroughtIntoShapeAgainAndAgain(t *testing.T) {
	t.Parallel()
	store := tenantstest.Bucket(t)
	v, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: "ensured-" + strings.ToLower(newKey()), Region: store.Region, Endpoint: store.Endpoint,
		AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Ready(t.Context()); err == nil {
		t.Error("a bucket that is not there is ready")
	}
	for _, first := range []bool{true, false} {
		if opened, err := v.Ensure(t.Context(), "http://127.0.0.1:8080"); err != nil || opened != first {
			t.Fatalf("opened: %t, not %t: %v", opened, first, err)
		}
	}
	if err := v.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	o, err := v.Put(t.Context(), "key", "text/plain", strings.NewReader("x"), 1)
	if err != nil || o.Version == "" || o.Version == "null" {
		t.Errorf("it is not versioned: %+v, %v", o, err)
	}
}

func TestAStoreThatCannotDoItAllIsTakenAsItIs(t *testing.T) {
	t.Parallel()
	for refusal, status := range map[string]int{"NotImplemented": http.StatusNotImplemented, "AccessDenied": http.StatusForbidden} {
		store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodHead {
				w.WriteHeader(status)
				io.WriteString(w, "<Error><Code>"+refusal+"</Code></Error>")
			}
		}))
		t.Cleanup(store.Close)
		v, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: "b", Endpoint: store.URL, AccessKey: "a", SecretKey: "s"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.Ensure(t.Context(), "http://127.0.0.1:8080"); err != nil {
			t.Errorf("%s: %v", refusal, err)
		}
	}
}

func TestAStoreThatIsDownIsWorthTryingAgain(t *testing.T) {
	t.Parallel()
	v, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: "b", Endpoint: "http://127.0.0.1:1", AccessKey: "a", SecretKey: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Stat(t.Context(), "key"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}

func vault(t *testing.T) *s3vault.Vault {
	t.Helper()
	store := tenantstest.Bucket(t)
	v, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func begin(t *testing.T, v *s3vault.Vault, key string) string {
	t.Helper()
	upload, err := v.Begin(t.Context(), key, "application/pdf")
	if err != nil {
		t.Fatal(err)
	}
	return upload
}

func sign(t *testing.T, v *s3vault.Vault, key, upload string, number int32, piece []byte) s3vault.Signed {
	t.Helper()
	signed, err := v.SignPart(t.Context(), key, upload, s3vault.Part{Number: number, Size: int64(len(piece)), SHA256: sum(piece)})
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// put sends a part as a browser does and answers the status.
func put(t *testing.T, signed s3vault.Signed, piece []byte) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, signed.URL, bytes.NewReader(piece))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range signed.Headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

func read(t *testing.T, v *s3vault.Vault, o s3vault.Object) []byte {
	t.Helper()
	stream, err := v.Read(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	body, err := io.ReadAll(stream)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func pieces(body []byte) map[int32][]byte {
	all := map[int32][]byte{}
	for number := int32(1); len(body) > 0; number++ {
		n := min(len(body), s3vault.PartSize)
		all[number], body = body[:n], body[n:]
	}
	return all
}

func noise(n int) []byte { b := make([]byte, n); _, _ = rand.Read(b); return b }

func sum(b []byte) []byte { s := sha256.Sum256(b); return s[:] }

func newKey() string { return rand.Text() }
