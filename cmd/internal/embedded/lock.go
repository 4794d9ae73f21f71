package embedded

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// InUse is the refusal to open a folder that another Accord is running in.
type InUse struct {
	Home    string
	Process int // 0 when it is not known
}

func (e InUse) Error() string {
	by := ""
	if e.Process > 0 {
		by = fmt.Sprintf(" (process %d)", e.Process)
	}
	return fmt.Sprintf("Accord is already running in %s%s: stop it first, or give this one a folder of its own with ACCORD_HOME", e.Home, by)
}

// orphans is how long children may take to end after their program died; PostgreSQL writes a checkpoint first.
const orphans = 20 * time.Second

// acquire locks the file and notes this process in it. A lock held by a living program is refused at once; one that only
// the children of a dead program still hold is waited for.
func acquire(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the folder of state cannot be used: %w", err)
	}
	for deadline := time.Now().Add(orphans); ; time.Sleep(20 * time.Millisecond) {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			break
		}
		holder := holderOf(path)
		if !errors.Is(err, syscall.EWOULDBLOCK) || alive(holder) || time.Now().After(deadline) {
			_ = file.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, InUse{Home: filepath.Dir(path), Process: holder}
			}
			return nil, fmt.Errorf("the folder of state cannot be locked: %w", err)
		}
	}
	if err := file.Truncate(0); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if _, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// held says whether somebody holds the lock, without waiting and without keeping it.
func held(path string) (bool, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = file.Close() }()
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

func holderOf(path string) int {
	written, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	process, err := strconv.Atoi(string(bytes.TrimSpace(written)))
	if err != nil {
		return 0
	}
	return process
}

func alive(process int) bool {
	if process <= 0 {
		return false
	}
	err := syscall.Kill(process, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
