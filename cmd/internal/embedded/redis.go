package embedded

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// Redis is a running private server. It listens on a loopback port, behind a password, because that is the one address
// that both asynq and go-redis spell alike.
type Redis struct {
	home  *Home
	child *child
}

// RedisOptions say how the server is run.
type RedisOptions struct {
	// Durable keeps what was written, to within a second, through a crash. Nothing is lost without: PostgreSQL is the
	// queue of record.
	Durable bool
}

// StartRedis starts the home's server and returns once it answers, its data loaded.
func (h *Home) StartRedis(ctx context.Context, options RedisOptions) (*Redis, error) {
	binary, err := findRedis()
	if err != nil {
		return nil, err
	}
	if err := h.folder(h.join("redis")); err != nil {
		return nil, err
	}
	r := &Redis{home: h}
	err = h.onPort(&h.settings.Redis.Port, func(port int) error { return r.start(ctx, binary, port, options) })
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (r *Redis) start(ctx context.Context, binary string, port int, options RedisOptions) error {
	configuration := r.home.join("redis", "redis.conf")
	err := r.home.writeRedisConfiguration(configuration, port, options)
	if err != nil {
		return err
	}
	r.child, err = r.home.launch(program{
		name: "redis", path: binary, args: []string{configuration},
		farewell: syscall.SIGTERM,
		stops:    []stop{{syscall.SIGTERM, 10 * time.Second}},
	})
	if err != nil {
		return err
	}
	if err := r.awaitAnswer(ctx); err != nil {
		return errors.Join(err, r.Stop())
	}
	return nil
}

// URL is how to reach it.
func (r *Redis) URL() string {
	return redisURL(r.home.settings.Redis.Password, r.home.settings.Redis.Port)
}

// Stop ends the server in order, its data written.
func (r *Redis) Stop() error { return r.child.stop() }

// Kill ends the server as a crash would.
func (r *Redis) Kill() error { return r.child.kill() }

// redisURL names Redis's default user, for redis-cli takes a nameless one for a user whose name is empty.
func redisURL(password string, port int) string {
	return (&url.URL{Scheme: "redis", User: url.UserPassword("default", password), Host: loopback(port), Path: "/0"}).String()
}

// writeRedisConfiguration writes a file, since a password on the command line would be everybody's to read. Noeviction
// makes a full memory an error that jobs see; any other policy would drop queued tasks in silence.
func (h *Home) writeRedisConfiguration(path string, port int, options RedisOptions) error {
	appendonly := "no"
	if options.Durable {
		appendonly = "yes"
	}
	lines := []string{
		"bind 127.0.0.1",
		fmt.Sprintf("port %d", port),
		"requirepass " + h.settings.Redis.Password,
		fmt.Sprintf("dir %q", h.join("redis")),
		"appendonly " + appendonly,
		`save ""`,
		"maxmemory-policy noeviction",
		"daemonize no",
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	return h.servant.own(path)
}

func (r *Redis) awaitAnswer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	options, err := redis.ParseURL(r.URL())
	if err != nil {
		return err
	}
	options.MaxRetries = -1
	client := redis.NewClient(options)
	defer func() { _ = client.Close() }()
	for {
		err := client.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		select {
		case <-r.child.ended:
			return r.child.failure()
		case <-ctx.Done():
			return fmt.Errorf("redis does not answer: %w; the end of %s says:\n%s", err, r.child.log, lastLines(r.child.log, 8))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func findRedis() (string, error) {
	if binary := os.Getenv("ACCORD_REDIS_BIN"); binary != "" {
		return binary, nil
	}
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		return "", errors.New("redis-server is not installed: ./run installs it, or set ACCORD_REDIS_BIN to its binary")
	}
	return binary, nil
}
