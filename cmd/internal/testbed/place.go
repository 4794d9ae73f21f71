package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// memory is where Linux keeps files in memory for everybody.
const memory = "/dev/shm"

// enough is how many bytes have to be free there for a bed.
const enough = 4 << 30

// dataFolder answers the folder below which the bed's servers write. It is in memory where there is room, with a link to it
// in the bed's own folder: a database is a copy of a thousand files, which took more than a second to make on a disk and a
// tenth of one in memory.
func dataFolder(folder string) (string, error) {
	data := filepath.Join(folder, "data")
	target, err := os.Readlink(data)
	if errors.Is(err, os.ErrNotExist) && hasRoom() {
		sum := sha256.Sum256([]byte(folder))
		target = filepath.Join(memory, "accord-test-"+hex.EncodeToString(sum[:6]))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return "", err
		}
		if err := os.Symlink(target, data); err != nil && !errors.Is(err, os.ErrExist) {
			return "", err
		}
	} else if err != nil {
		return data, os.MkdirAll(data, 0o755) // on the disk, as before or for want of room
	}
	if err := os.MkdirAll(target, 0o755); err != nil {
		return "", err
	}
	// Everybody may write there, so somebody else could have put it there.
	info, err := os.Lstat(target)
	if err != nil {
		return "", err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(stat.Uid) != os.Geteuid() || info.Mode().Perm()&0o022 != 0 {
		return "", fmt.Errorf("%s must be a folder that only you may write: remove it and start again", target)
	}
	// A child of a bed that was killed may have made it anew, for itself alone; the servers are somebody else.
	return data, os.Chmod(target, 0o755)
}

// temporary answers the folder for what a command and its tests write for a moment: beside the data where that is in memory,
// and otherwise the one they have.
func temporary(data string) (string, error) {
	target, err := os.Readlink(data)
	if err != nil {
		return os.TempDir(), nil
	}
	folder := filepath.Join(target, "tmp")
	return folder, os.MkdirAll(folder, 0o755)
}

func hasRoom() bool {
	var room syscall.Statfs_t
	const tmpfs = 0x01021994
	return syscall.Statfs(memory, &room) == nil && int64(room.Type) == tmpfs && room.Bavail*uint64(room.Bsize) >= enough
}

// forget gives back the memory of what a bed wrote, while it still has its lock: the next bed finds nothing there, and
// begins anew. What the servers logged stays in the bed's own folder, for whoever looks for the cause of a failure; on a
// disk all of it stays, until the next bed.
func forget(data string) error {
	target, err := os.Readlink(data)
	if err != nil {
		return nil
	}
	log, gone := filepath.Join(filepath.Dir(data), "log"), target+".gone"
	err = errors.Join(os.RemoveAll(log), os.RemoveAll(gone))
	if logged := os.CopyFS(log, os.DirFS(filepath.Join(target, "shared", "log"))); !errors.Is(logged, os.ErrNotExist) {
		err = errors.Join(err, logged)
	}
	return errors.Join(err, os.Rename(target, gone), os.RemoveAll(gone))
}
