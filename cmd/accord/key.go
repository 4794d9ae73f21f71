package main

import (
	"context"
	"errors"
	"fmt"

	"accord/app/journal"
)

// key makes a key that signs the journal's checkpoints, and prints both halves.
func key(_ context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("name whose it is, such as the host: accord key accord.example.org")
	}
	private, public, err := journal.NewKey(args[0])
	if err != nil {
		return fmt.Errorf("%q cannot be a key's name: it has no blanks and no plus signs", args[0])
	}
	fmt.Printf("For ACCORD_JOURNAL_KEYS of `accord work`, and nobody else:\n  %s\nTo be made known, for `accord verify --key`:\n  %s\n", private, public)
	return nil
}
