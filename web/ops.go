package web

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Check asks one part whether it works: "postgres", "redis", "evidence".
type Check struct {
	Part string
	Ask  func(context.Context) error
}

// Ops is what the machine's keepers ask, on an address of its own that people
// never reach: /healthz (the process lives), /readyz (each part by name) and
// /metrics.
func Ops(metrics prometheus.Gatherer, checks ...Check) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, checks) })
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}))
	return mux
}

// ready asks every part at once, for at most two seconds.
func ready(w http.ResponseWriter, r *http.Request, checks []Check) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	said, status := make(map[string]string, len(checks)), http.StatusOK
	var mu sync.Mutex
	var asked sync.WaitGroup
	for _, c := range checks {
		asked.Go(func() {
			err := c.Ask(ctx)
			mu.Lock()
			defer mu.Unlock()
			said[c.Part] = "ok"
			if err != nil {
				said[c.Part], status = err.Error(), http.StatusServiceUnavailable
			}
		})
	}
	asked.Wait()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"ready": status == http.StatusOK, "parts": said})
}
