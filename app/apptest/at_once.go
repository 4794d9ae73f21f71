package apptest

import "sync"

// AtOnce does all of it at one time, each on a connection of its own, and
// answers what came of each.
func AtOnce(do ...func() error) []error {
	came := make([]error, len(do))
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i, one := range do {
		all.Go(func() { <-begin; came[i] = one() })
	}
	close(begin)
	all.Wait()
	return came
}
