package main

import (
	"context"
	"os"

	"accord/cmd/internal/boot"
)

// serve answers pages and the API until it is told to stop.
func serve(ctx context.Context, _ []string) error {
	c, err := boot.Read(boot.ForServe, os.Getenv)
	if err != nil {
		return err
	}
	parts, err := boot.Open(ctx, c, os.Stderr, nil)
	if err != nil {
		return err
	}
	defer parts.Close()
	app, err := parts.Site(boot.Extra{})
	if err != nil {
		return err
	}
	go parts.EnsureBucket(ctx)
	return boot.Running{Parts: parts, App: app, Ready: boot.SayReady(os.Stdout)}.Run(ctx)
}
