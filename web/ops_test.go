package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"accord/app/apptest"
	"accord/web"
	"accord/web/webtest"
)

func asked(t *testing.T, ops http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	ops.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestReadinessNamesThePartThatIsDown(t *testing.T) {
	t.Parallel()
	fine := web.Check{Part: "postgres", Ask: func(context.Context) error { return nil }}
	down := web.Check{Part: "redis", Ask: func(context.Context) error { return errors.New("connection refused") }}
	never := web.Check{Part: "evidence", Ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
	metrics := prometheus.NewRegistry()
	if status, said := asked(t, web.Ops(metrics, fine), "/readyz"); status != 200 || !strings.Contains(said, `"ready":true`) || !strings.Contains(said, `"postgres":"ok"`) {
		t.Errorf("%d %s", status, said)
	}
	status, said := asked(t, web.Ops(metrics, fine, down, never), "/readyz")
	if status != 503 || !strings.Contains(said, `"redis":"connection refused"`) || !strings.Contains(said, `"postgres":"ok"`) || !strings.Contains(said, `"evidence":"context deadline exceeded"`) {
		t.Errorf("%d %s", status, said)
	}
	if status, _ := asked(t, web.Ops(metrics, down), "/healthz"); status != 200 {
		t.Errorf("the process lives, and says %d", status)
	}
}

func TestRequestsAreCountedByDoorAndRoute(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	metrics := prometheus.NewRegistry()
	site := webtest.With(t, w, web.Config{Metrics: metrics}, pages{w.DB}.routes)
	site.As(w.Andina.Trainer).Get("/o/" + w.Andina.Slug)
	site.Nobody().Get("/no/such/page-with-a-secret")
	_, said := asked(t, web.Ops(metrics), "/metrics")
	for _, want := range []string{`accord_http_request_seconds_count{door="member",route="test.home",status="2xx"} 1`, `accord_http_request_seconds_count{door="public",route="none",status="4xx"} 1`} {
		if !strings.Contains(said, want) {
			t.Errorf("the metrics lack %s:\n%s", want, said)
		}
	}
	if strings.Contains(said, "secret") || strings.Contains(said, w.Andina.Slug) {
		t.Error("the metrics have an address in them")
	}
}
