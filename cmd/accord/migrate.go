package main

import (
	"context"
	"fmt"
	"os"

	"accord/cmd/internal/boot"
	"accord/migrations"
)

// migrate applies what the database lacks; it alone logs in as the owner.
func migrate(ctx context.Context, _ []string) error {
	c, err := boot.Read(boot.ForMigrate, os.Getenv)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, c.Owner); err != nil {
		return err
	}
	fmt.Println("The database is at version", migrations.Latest())
	return nil
}
