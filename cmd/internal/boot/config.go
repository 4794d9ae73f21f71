package boot

import (
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"accord/app/journal"
	"accord/tenants"
)

// Config is the whole configuration, read once from the environment.
type Config struct {
	Addr      string // where pages and API are served
	OpsAddr   string // where /metrics and /readyz are served; loopback
	PublicURL string // how people reach it: the base of links in mails
	Home      string // the state's folder; demo only

	Proxies []netip.Prefix // whose X-Forwarded-For is believed

	Databases map[tenants.Door]string
	Owner     string // migrate and the first invitation only; serve and work refuse it

	RedisURL string
	Storage  Storage
	SMTPURL  string
	MailFrom string
	Journal  journal.Keys // sign the journal's checkpoints; work only
	Secret   []byte       // derives links' tokens and signs forms; 32 bytes or more
	LogLevel slog.Level
	LogText  bool // for people rather than collectors

	Trace pgx.QueryTracer // told of every query; measurements only
}

// Storage is an S3 bucket and how to reach it.
type Storage struct {
	Endpoint       string // "" = AWS
	PublicEndpoint string // how browsers reach it; "" = Endpoint
	Bucket         string
	Region         string
	PathStyle      bool
	ChecksumAlways bool // false: only when a call requires one, for stores that reject the SDK's default
}

// Use says which parts a command needs, so that it refuses what it lacks and
// does not ask for what it does not.
type Use int

// The uses.
const (
	ForServe Use = 1 << iota
	ForWork
	ForMigrate
	ForInvitation // of IMI's first administrator, beside ForMigrate
)

// Read reads and validates the configuration. Its error names every fault at
// once, by the variable's name, and never repeats a value that may be secret.
func Read(use Use, getenv func(string) string) (Config, error) {
	r := reader{get: getenv}
	c := Config{
		Addr:      r.address("ACCORD_ADDR", "127.0.0.1:8080"),
		OpsAddr:   r.address("ACCORD_OPS_ADDR", "127.0.0.1:9090"),
		Home:      getenv("ACCORD_HOME"),
		Databases: map[tenants.Door]string{},
		LogLevel:  r.level("ACCORD_LOG_LEVEL"),
		LogText:   r.oneOf("ACCORD_LOG", "json", "json", "text") == "text",
	}
	c.Proxies = r.networks("ACCORD_PROXIES")
	c.PublicURL = strings.TrimRight(r.link("ACCORD_PUBLIC_URL", "http://"+c.Addr, "http", "https"), "/")
	if c.Home != "" && !filepath.IsAbs(c.Home) {
		r.wrong("ACCORD_HOME", "must be an absolute path")
	}
	if use&ForMigrate != 0 {
		c.Owner = r.database("DATABASE_URL_OWNER")
	}
	if use&ForInvitation != 0 {
		c.Secret = r.secret("ACCORD_SECRET")
	}
	if use&(ForServe|ForWork) != 0 {
		if getenv("DATABASE_URL_OWNER") != "" && use&ForMigrate == 0 {
			r.wrong("DATABASE_URL_OWNER", "is for `accord migrate` only: take it away from the running program")
		}
		doors := []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorGate}
		if use&ForServe != 0 {
			doors = append(doors, tenants.DoorSelf, tenants.DoorPublic)
		}
		if use&ForWork != 0 {
			doors = append(doors, tenants.DoorClerk)
		}
		for _, d := range doors {
			c.Databases[d] = r.database("DATABASE_URL_" + strings.ToUpper(string(d)))
		}
		c.Storage = r.storage()
		c.Secret = r.secret("ACCORD_SECRET")
	}
	if getenv("ACCORD_JOURNAL_KEYS") != "" && use&ForServe != 0 && use&ForWork == 0 {
		r.wrong("ACCORD_JOURNAL_KEYS", "is for `accord work` only: what answers pages cannot sign the journal")
	}
	if use&ForWork != 0 {
		c.Journal = r.journalKeys("ACCORD_JOURNAL_KEYS")
		c.RedisURL = r.link("REDIS_URL", "", "redis", "rediss", "unix")
		c.SMTPURL = r.link("SMTP_URL", "", "smtp", "smtps")
		c.MailFrom = r.mailbox("ACCORD_MAIL_FROM", "Accord <accord@localhost>")
	}
	return c, r.err()
}

// reader gathers faults while it reads.
type reader struct {
	get    func(string) string
	faults []string
}

func (r *reader) wrong(name, format string, args ...any) {
	r.faults = append(r.faults, name+" "+fmt.Sprintf(format, args...))
}

func (r *reader) err() error {
	if len(r.faults) == 0 {
		return nil
	}
	return errors.New("the configuration has " + count(len(r.faults), "fault") + ":\n  " + strings.Join(r.faults, "\n  "))
}

func (r *reader) or(name, fallback string) string {
	if v := strings.TrimSpace(r.get(name)); v != "" {
		return v
	}
	return fallback
}

func (r *reader) address(name, fallback string) string {
	v := r.or(name, fallback)
	_, port, err := net.SplitHostPort(v)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		r.wrong(name, "must be host:port, such as %s", fallback)
	}
	return v
}

// networks reads addresses and prefixes, parted by commas.
func (r *reader) networks(name string) (all []netip.Prefix) {
	for text := range strings.FieldsFuncSeq(r.get(name), func(c rune) bool { return c == ',' || c == ' ' }) {
		p, err := netip.ParsePrefix(text)
		if ip, bare := netip.ParseAddr(text); bare == nil {
			p, err = ip.Prefix(ip.BitLen())
		}
		if err != nil {
			r.wrong(name, "must be addresses or networks parted by commas, such as 10.0.0.0/8")
			return nil
		}
		all = append(all, p.Masked())
	}
	return all
}

func (r *reader) link(name, fallback string, schemes ...string) string {
	v := r.or(name, fallback)
	if v == "" {
		r.wrong(name, "is missing: a URL that starts with %s://", strings.Join(schemes, ":// or "))
		return ""
	}
	u, err := url.Parse(v)
	if err != nil || !slices.Contains(schemes, u.Scheme) || (u.Host == "" && u.Scheme != "unix" && u.Query().Get("host") == "") {
		r.wrong(name, "must be a URL that starts with %s://", strings.Join(schemes, ":// or "))
	}
	return v
}

// database may name a unix socket's folder in place of a host: postgres://login:password@/database?host=/folder.
func (r *reader) database(name string) string {
	return r.link(name, "", "postgres", "postgresql")
}

func (r *reader) secret(name string) []byte {
	v := r.get(name)
	if v == "" {
		r.wrong(name, "is missing: at least 32 random bytes in base64, such as from `openssl rand -base64 32`")
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(v)
	if err != nil {
		r.wrong(name, "must be base64")
	} else if len(b) < 32 {
		r.wrong(name, "must hold at least 32 bytes, and holds %d", len(b))
	}
	return b
}

func (r *reader) journalKeys(name string) journal.Keys {
	k, err := journal.ReadKeys(r.get(name))
	if err != nil {
		r.wrong(name, "%v", err)
	}
	return k
}

func (r *reader) mailbox(name, fallback string) string {
	v := r.or(name, fallback)
	if _, err := mail.ParseAddress(v); err != nil {
		r.wrong(name, "must be an address, such as %q", fallback)
	}
	return v
}

func (r *reader) level(name string) (l slog.Level) {
	if err := l.UnmarshalText([]byte(r.or(name, "info"))); err != nil {
		r.wrong(name, "must be debug, info, warn or error")
	}
	return l
}

func (r *reader) oneOf(name, fallback string, allowed ...string) string {
	v := r.or(name, fallback)
	if !slices.Contains(allowed, v) {
		r.wrong(name, "must be %s", strings.Join(allowed, " or "))
	}
	return v
}

func (r *reader) flag(name string, fallback bool) bool {
	v := r.or(name, strconv.FormatBool(fallback))
	b, err := strconv.ParseBool(v)
	if err != nil {
		r.wrong(name, "must be true or false")
	}
	return b
}

func (r *reader) storage() Storage {
	s := Storage{Bucket: r.or("S3_BUCKET", ""), Region: r.or("S3_REGION", "us-east-1"),
		ChecksumAlways: r.flag("S3_CHECKSUM_ALWAYS", false)}
	if s.Bucket == "" {
		r.wrong("S3_BUCKET", "is missing")
	}
	if r.get("S3_ENDPOINT") != "" {
		s.Endpoint = r.link("S3_ENDPOINT", "", "http", "https")
	}
	if r.get("S3_PUBLIC_ENDPOINT") != "" {
		s.PublicEndpoint = r.link("S3_PUBLIC_ENDPOINT", "", "http", "https")
	}
	s.PathStyle = r.flag("S3_PATH_STYLE", s.Endpoint != "")
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
