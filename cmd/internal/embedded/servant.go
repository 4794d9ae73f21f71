package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// A servant is the user that the servers run as when this program is root. It is nil for everybody else, whose servers
// run as themselves; every method accepts that.
type servant struct {
	name     string
	uid, gid int
}

// findServant prefers the user that Debian's PostgreSQL brings.
func findServant() (*servant, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(found.Uid)
		gid, gidErr := strconv.Atoi(found.Gid)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return nil, err
		}
		return &servant{name: name, uid: uid, gid: gid}, nil
	}
	return nil, errors.New("the servers must not run as root, and this machine has neither a user postgres nor nobody to run them as")
}

func (s *servant) own(path string) error {
	if s == nil {
		return nil
	}
	return os.Chown(path, s.uid, s.gid)
}

// drop makes a child run as the servant, without any of root's groups.
func (s *servant) drop(attributes *syscall.SysProcAttr) {
	if s != nil {
		attributes.Credential = &syscall.Credential{Uid: uint32(s.uid), Gid: uint32(s.gid)}
	}
}

// mayEnter checks the way to the folder. Without it PostgreSQL would answer "permission denied" about a folder that is
// its own, because the closed one is further up.
func (s *servant) mayEnter(path string) error {
	if s == nil {
		return nil
	}
	for dir := path; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if !s.enters(info) {
			return fmt.Errorf("the servers run as the user %s, who may not enter %s: set ACCORD_HOME to a folder outside it, such as /var/lib/accord", s.name, dir)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

func (s *servant) enters(info fs.FileInfo) bool {
	mode := info.Mode().Perm()
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		if int(stat.Uid) == s.uid {
			return mode&0o100 != 0
		}
		if int(stat.Gid) == s.gid {
			return mode&0o010 != 0
		}
	}
	return mode&0o001 != 0
}
