package embedded

import (
	"errors"
	"os"
	"path/filepath"
)

// Reset removes the state of a home that is not running, so that the next start begins anew. What was built for it
// stays, and so does anything that Accord did not put there. A home in use is refused (InUse).
func Reset(home string) error {
	settings := filepath.Join(home, "settings.json")
	if _, err := os.Stat(settings); errors.Is(err, os.ErrNotExist) {
		return nil // nothing of Accord's is here
	}
	lock, err := acquire(filepath.Join(home, "lock"))
	if err != nil {
		return err
	}
	var faults []error
	for _, name := range []string{"postgres", "postgres.new", "redis", "s3", "mail", "run", "log", "demo"} {
		faults = append(faults, os.RemoveAll(filepath.Join(home, name)))
	}
	faults = append(faults, os.RemoveAll(shortFolder(home)))
	// The settings go last: while they are there, an interrupted reset is known for Accord's and can be repeated.
	if errors.Join(faults...) == nil {
		faults = append(faults, os.Remove(settings))
	}
	return errors.Join(append(faults, lock.Truncate(0), lock.Close())...)
}
