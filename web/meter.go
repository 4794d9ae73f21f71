package web

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// meter counts requests by door, route and kind of answer.
type meter struct {
	took *prometheus.HistogramVec
}

func newMeter(to prometheus.Registerer) *meter {
	m := &meter{took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "accord_http_request_seconds",
		Help:    "Time to answer a request, by door, route and status class.",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"door", "route", "status"})}
	if to != nil {
		to.MustRegister(m.took)
	}
	return m
}

func (m *meter) observe(door, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.took.WithLabelValues(door, route, strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}
