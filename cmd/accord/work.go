package main

import (
	"context"
	"os"

	"accord/cmd/internal/boot"
)

// work works off jobs until it is told to stop.
func work(ctx context.Context, _ []string) error {
	c, err := boot.Read(boot.ForWork, os.Getenv)
	if err != nil {
		return err
	}
	parts, err := boot.Open(ctx, c, os.Stderr, nil)
	if err != nil {
		return err
	}
	defer parts.Close()
	runner, err := parts.Runner()
	if err != nil {
		return err
	}
	return boot.Running{Parts: parts, Jobs: runner}.Run(ctx)
}
