// Package bed is what a test and the test bed say to each other. The bed is a process of its own (cmd/internal/testbed)
// that owns the servers that tests use; a test binary reaches it by HTTP on a unix socket.
//
//	POST   /lease                    Lease, and the answer stays open: when the test binary is gone, so is what it leased
//	POST   /databases                DatabaseRequest → Access
//	DELETE /databases/{name}
//	POST   /buckets                  LeaseRequest → Store
//	POST   /servers                  ServerRequest → Server
//	POST   /servers/{id}/kill        as a crash would
//	POST   /servers/{id}/start       again, on the same data → Server
//	DELETE /servers/{id}
//	GET    /servers/{id}/messages    []Message once there are more than ?after=n, or after ?seconds=n
//	POST   /stop                     end the bed; with ?unless=held only when nobody holds a lease
package bed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Version changes with what is said here. A bed of another version is ended and replaced.
const Version = 1

// Lease is what a test binary holds of the bed.
type Lease struct {
	Version int
	ID      string
	Access  Access // to the maintenance database of the shared cluster
}

// Access is every way into one database: the URL of each login ("owner", "member", …), and the superuser's.
type Access struct {
	Database string
	Logins   map[string]string
	Super    string
}

// LeaseRequest asks for something to be held until the lease ends.
type LeaseRequest struct{ Lease string }

// DatabaseRequest asks for a copy of a database. Without a name the copy gets one and ends with the lease; a named one
// stays until the bed ends.
type DatabaseRequest struct{ Lease, Template, Name string }

// Store is one bucket and how to reach it.
type Store struct{ Endpoint, Region, Bucket, AccessKey, SecretKey string }

// The kinds of server that a test may have for itself.
const (
	Redis    = "redis"
	Postgres = "postgres"
	Mail     = "mail"
)

// ServerRequest asks for a server that only this lease uses.
type ServerRequest struct{ Lease, Kind string }

// Server is such a server: a cluster by its Access, the others by their URL.
type Server struct {
	ID     string
	URL    string
	Access Access
}

// Message is a mail that a sink received.
type Message struct {
	ID      string
	At      time.Time
	From    string
	To      []string
	Subject string
	Text    string
	HTML    string
	Files   []string
}

// Home is the folder of everything that tests start: test under ACCORD_HOME, or under its default.
func Home() (string, error) {
	home := os.Getenv("ACCORD_HOME")
	switch {
	case home != "":
	case os.Geteuid() == 0:
		home = "/var/lib/accord"
	case filepath.IsAbs(os.Getenv("XDG_DATA_HOME")):
		home = filepath.Join(os.Getenv("XDG_DATA_HOME"), "accord")
	default:
		user, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("no folder for the test bed: set ACCORD_HOME: %w", err)
		}
		home = filepath.Join(user, ".local", "share", "accord")
	}
	return filepath.Abs(filepath.Join(home, "test"))
}

// Make makes the bed's folder. Its servers run as another user when this is root, and that one has to get through.
func Make(home string) error {
	if os.Geteuid() == 0 {
		return os.MkdirAll(home, 0o711)
	}
	return os.MkdirAll(home, 0o700)
}

// socketLimit is what a unix socket's path may measure, in bytes.
const socketLimit = 107

// Socket is where the bed of a home listens.
func Socket(home string) string {
	path := filepath.Join(home, "bed.sock")
	if len(path) <= socketLimit {
		return path
	}
	sum := sha256.Sum256([]byte(home))
	return filepath.Join("/tmp", "accord-bed-"+hex.EncodeToString(sum[:6])+".sock")
}
