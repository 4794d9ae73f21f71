package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"accord/tenants"
	"accord/tenants/fault"
)

// meters are what /metrics says of jobs. What stands in the outbox is read
// when it is asked for.
type meters struct {
	db  *tenants.DB
	log *slog.Logger

	doneCount, fencedCount, retryCount, deadCount *prometheus.CounterVec
	duration                                      *prometheus.HistogramVec
	lostCount, flushCount                         prometheus.Counter
	scanTime                                      prometheus.Gauge
	open, dead, lag, late                         *prometheus.Desc
}

func newMeters(db *tenants.DB, log *slog.Logger) *meters {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "accord_jobs_" + name, Help: help}, labels)
	}
	return &meters{
		db: db, log: log,
		doneCount:   counter("done_total", "Jobs whose effects were committed.", "kind"),
		fencedCount: counter("fenced_total", "Runs that found their job done already.", "kind"),
		retryCount:  counter("retries_total", "Tries that failed and will be made again.", "kind", "code"),
		deadCount:   counter("died_total", "Jobs given up.", "kind", "code"),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "accord_jobs_seconds", Help: "How long a successful try took.",
			Buckets: []float64{.005, .02, .1, .5, 2, 10, 60, 300}}, []string{"kind"}),
		lostCount:  prometheus.NewCounter(prometheus.CounterOpts{Name: "accord_jobs_swept_total", Help: "Rows looked at again because their lease was over."}),
		flushCount: prometheus.NewCounter(prometheus.CounterOpts{Name: "accord_jobs_redis_emptied_total", Help: "Times that Redis was found emptied."}),
		scanTime:   prometheus.NewGauge(prometheus.GaugeOpts{Name: "accord_jobs_scan_timestamp_seconds", Help: "When the last whole scan of deadlines ended."}),
		open:       prometheus.NewDesc("accord_jobs_open", "Jobs that are not done, by whether they are on the way.", []string{"dispatched"}, nil),
		dead:       prometheus.NewDesc("accord_jobs_dead", "Jobs given up and not replayed.", nil, nil),
		lag:        prometheus.NewDesc("accord_jobs_due_lag_seconds", "How long the oldest due job has waited to be put on the way.", nil, nil),
		late:       prometheus.NewDesc("accord_jobs_deadline_lag_seconds", "How long the oldest due deadline has waited for a scan.", nil, nil),
	}
}

func (m *meters) done(kind string, fenced bool, took time.Duration) {
	if fenced {
		m.fencedCount.WithLabelValues(kind).Inc()
		return
	}
	m.doneCount.WithLabelValues(kind).Inc()
	m.duration.WithLabelValues(kind).Observe(took.Seconds())
}

func (m *meters) failed(kind string, v verdict, why error) {
	if kind == "" {
		kind = "unknown" // not the name that came: it could be anything
	}
	code := string(fault.CodeOf(why))
	if errors.Is(why, context.DeadlineExceeded) {
		code = "timeout"
	}
	if v == stopped {
		m.deadCount.WithLabelValues(kind, code).Inc()
		return
	}
	m.retryCount.WithLabelValues(kind, code).Inc()
}

func (m *meters) lost()                { m.lostCount.Inc() }
func (m *meters) flushed()             { m.flushCount.Inc() }
func (m *meters) scanned(at time.Time) { m.scanTime.Set(float64(at.Unix())) }

func (m *meters) parts() []prometheus.Collector {
	return []prometheus.Collector{m.doneCount, m.fencedCount, m.retryCount, m.deadCount, m.duration, m.lostCount, m.flushCount, m.scanTime}
}

// Describe is prometheus.Collector's.
func (m *meters) Describe(to chan<- *prometheus.Desc) {
	for _, p := range m.parts() {
		p.Describe(to)
	}
	to <- m.open
	to <- m.dead
	to <- m.lag
	to <- m.late
}

// Collect is prometheus.Collector's. When the database is down its gauges are
// left out, and the alert on their absence tells.
func (m *meters) Collect(to chan<- prometheus.Metric) {
	for _, p := range m.parts() {
		p.Collect(to)
	}
	s, err := m.standing()
	if err != nil {
		m.log.Error("the outbox cannot be counted", slog.Any("cause", err))
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(m.open, float64(s.waiting), "no")
	gauge(m.open, float64(s.dispatched), "yes")
	gauge(m.dead, float64(s.dead))
	gauge(m.lag, s.lag)
	gauge(m.late, s.late)
}

type standing struct {
	waiting, dispatched, dead int64
	lag, late                 float64 // seconds
}

func (m *meters) standing() (s standing, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err = m.db.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(`
			select (select count(*) from outbox where state = 'open' and not dispatched),
			       (select count(*) from outbox where state = 'open' and dispatched),
			       (select count(*) from outbox where state = 'dead'),
			       coalesce((select extract(epoch from $1 - min(next_at))::float8 from outbox where state = 'open' and not dispatched and next_at <= $1), 0),
			       coalesce((select extract(epoch from $1 - min(due_at))::float8 from deadline where fired_at is null and cancelled_at is null and due_at <= $1), 0)`, tx.Now())
		if err != nil {
			return err
		}
		defer rows.Close()
		if !rows.Next() {
			return rows.Err()
		}
		return rows.Scan(&s.waiting, &s.dispatched, &s.dead, &s.lag, &s.late)
	})
	return s, err
}
