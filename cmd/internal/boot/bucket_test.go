package boot

import (
	"log/slog"
	"net/http"
	"testing"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants/tenantstest"
)

func TestServingMakesTheBucketAndOpensItToOurPagesBesideOthers(t *testing.T) {
	t.Parallel()
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket + "-of-boot", Region: store.Region,
		Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	parts := &Parts{Config: Config{PublicURL: "https://accord.example/under"}, Log: slog.New(slog.DiscardHandler), Room: &evidence.Room{Vault: vault}}
	parts.EnsureBucket(t.Context())
	other := &Parts{Config: Config{PublicURL: "https://second.example"}, Log: parts.Log, Room: parts.Room}
	other.EnsureBucket(t.Context()) // another site on the same bucket
	if err := vault.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	for from, allowed := range map[string]bool{"https://accord.example": true, "https://second.example": true, "https://elsewhere.example": false} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, store.Endpoint+"/"+store.Bucket+"-of-boot/key", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Origin", from)
		request.Header.Set("Access-Control-Request-Method", http.MethodPut)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if got := answer.StatusCode == http.StatusOK; got != allowed {
			t.Errorf("a page of %s: %s", from, answer.Status)
		}
	}
}
