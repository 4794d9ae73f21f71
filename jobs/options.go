package jobs

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"strings"
	"time"

	"github.com/hibiken/asynq"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/journal"
	"accord/app/letters/post"
	"accord/tenants"
)

// Options are what a Runner needs. The zero value of what is marked so is a
// sound choice.
type Options struct {
	DB       *tenants.DB
	RedisURL string // redis://, rediss:// or redis-socket://

	SMTPURL  string // see post.Open; zero: mail is Unavailable
	MailFrom string // "Accord <no-reply@accord.example>"
	BaseURL  string // of the links in mails: "https://accord.example"

	Vault *s3vault.Vault // where evidence is; zero: its jobs are Unavailable

	JournalKeys journal.Keys // sign the journal's checkpoints; zero: there are none

	SequenceEvery time.Duration // of the journal's events; zero: a second

	ScanEvery   time.Duration // of deadlines; zero: a minute
	Poll        time.Duration // of the outbox while there is work; zero: 25 ms
	Lease       time.Duration // after which a dispatched row is looked for again; zero: a minute
	Grace       time.Duration // that Stop gives to running tasks; zero: 20 s
	Concurrency int           // tasks at once; zero: 16

	Registry prometheus.Registerer // zero: none
	Log      *slog.Logger          // zero: slog.Default
	Kinds    []Kind                // known beside the registered ones, for tests and measurements
}

// queues with their weights: what a person or a deadline waits for goes
// first, what may take all night last.
var queues = map[string]int{"deadline": 12, "fanout": 8, "collect": 8, "notify": 8, "webhook": 4, "bundle": 2, "bulk": 1}

// New checks the options whole and wires a Runner. It connects with Start.
func New(o Options) (*Runner, error) {
	o.fill()
	kit, bad := o.kit()
	faults := []error{bad}
	connect, err := asynq.ParseRedisURI(o.RedisURL)
	if err != nil {
		faults = append(faults, errors.New("jobs: the address of Redis cannot be read")) // the error itself may hold the password
	}
	m := newMux(kit)
	if o.Registry != nil {
		faults = append(faults, o.Registry.Register(m.meters))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return newRunner(o, m, connect.MakeRedisClient().(redis.UniversalClient)), nil
}

// NewKit makes a kit without a Runner, for Drain.
func NewKit(o Options) (*Kit, error) {
	o.fill()
	return o.kit()
}

func (o *Options) kit() (*Kit, error) {
	k := &Kit{DB: o.DB, Room: evidence.Room{DB: o.DB, Vault: o.Vault}, BaseURL: strings.TrimSuffix(o.BaseURL, "/"), Log: o.Log, kinds: maps.Clone(registry), writers: maps.Clone(writers)}
	var faults []error
	for _, kind := range o.Kinds {
		faults = append(faults, k.know(kind))
	}
	if o.DB == nil {
		faults = append(faults, errors.New("jobs: no database is given"))
	}
	if o.SMTPURL != "" {
		if u, err := url.Parse(o.BaseURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			faults = append(faults, errors.New("jobs: the base address of links is not http(s)://host"))
		}
		var err error
		k.Post, err = post.Open(o.SMTPURL, o.MailFrom)
		faults = append(faults, err)
	}
	return k, errors.Join(faults...)
}

func (o *Options) fill() {
	set := func(d *time.Duration, to time.Duration) {
		if *d <= 0 {
			*d = to
		}
	}
	set(&o.ScanEvery, time.Minute)
	set(&o.SequenceEvery, time.Second)
	set(&o.Poll, 25*time.Millisecond)
	set(&o.Lease, time.Minute)
	set(&o.Grace, 20*time.Second)
	if o.Concurrency <= 0 {
		o.Concurrency = 16
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
}

// know adds a kind to this kit alone.
func (k *Kit) know(kind Kind) error {
	if err := kind.check(); err != nil {
		return err
	}
	if _, twice := k.kinds[kind.Name]; twice {
		return fmt.Errorf("jobs: kind %s is known already", kind.Name)
	}
	k.kinds[kind.Name] = kind.filled()
	return nil
}
