package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"accord/cmd/internal/demo"
	"accord/cmd/internal/embedded"
)

// runDemo runs everything at once. --env prints what points tools at a running
// demo; --reset starts over.
func runDemo(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	env := flags.Bool("env", false, "print what points tools at the running demo, as NAME=value lines")
	reset := flags.Bool("reset", false, "start over, with nothing of before")
	if err := flags.Parse(args); err != nil {
		return err
	}
	home, err := embedded.DefaultHome()
	if err != nil {
		return err
	}
	if *env {
		lines, err := demo.Env(home)
		for _, line := range lines {
			fmt.Println(line)
		}
		return err
	}
	if *reset {
		if err := embedded.Reset(home); err != nil {
			return err
		}
	}
	return demo.Start(ctx, home, os.Getenv, os.Stdout)
}
