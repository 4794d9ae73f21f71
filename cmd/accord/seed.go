package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"accord/cmd/internal/boot"
	"accord/cmd/internal/seed"
	"accord/migrations"
)

// fill makes organisations at the size they have in earnest, for measuring and
// for trying out. Like migrate it logs in as the owner.
func fill(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("seed", flag.ContinueOnError)
	share := flags.Float64("size", 1, "the share to make of 100 organisations, one of them with 20,000 candidates in 200 cohorts and 1,000,000 marks")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 0 || *share <= 0 || *share > 1 {
		return errors.New("it takes --size and a number above 0, and at most 1")
	}
	c, err := boot.Read(boot.ForMigrate, os.Getenv)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, c.Owner); err != nil {
		return err
	}
	size, begun := seed.Part(*share), time.Now()
	if err := seed.Fill(ctx, c.Owner, size); err != nil {
		return err
	}
	fmt.Printf("Made %d organisations, the largest (%s) with %d candidates, %d cohorts and %d marks, in %s\n", size.Organisations+1, seed.Large,
		size.Candidates, size.Cohorts, size.Marks(), time.Since(begun).Round(time.Second))
	return nil
}
