package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"accord/cmd/internal/bench"
)

// measure prints a table of ratios, or one JSON object a line.
func measure(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "one object a line: name, figure, unit, expected, holds")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("name one of %s, or all", strings.Join(bench.Names(), ", "))
	}
	return bench.Run(ctx, flags.Arg(0), *asJSON, os.Stdout, os.Stderr)
}
