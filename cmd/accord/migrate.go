package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"accord/cmd/internal/boot"
	"accord/migrations"
	"accord/tenants/fault"
	"accord/web/locales"
)

// migrate applies what the database lacks; it alone logs in as the owner. With
// --administrator it then invites IMI's first administrator, whom nobody could
// invite otherwise.
func migrate(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("migrate", flag.ContinueOnError)
	invite := flags.Bool("administrator", false, "invite IMI's first administrator: accord migrate --administrator NAME EMAIL")
	locale := flags.String("locale", "en", "the language of the invitation: en or es")
	if err := flags.Parse(args); err != nil {
		return err
	}
	use, named := boot.ForMigrate, 0
	if *invite {
		use, named = use|boot.ForInvitation, 2
	}
	if flags.NArg() != named {
		return errors.New("it takes nothing, or --administrator NAME EMAIL (a name with blanks in quotation marks)")
	}
	c, err := boot.Read(use, os.Getenv)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, c.Owner); err != nil {
		return err
	}
	fmt.Println("The database is at version", migrations.Latest())
	if !*invite {
		return nil
	}
	address, err := boot.InviteAdministrator(ctx, c, nil, flags.Arg(0), flags.Arg(1), *locale)
	if err != nil {
		return plain(err)
	}
	fmt.Printf("%s becomes IMI's administrator at this address, which opens once:\n%s\n", flags.Arg(0), address)
	return nil
}

// plain says a fault in words for the terminal.
func plain(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Code == fault.Internal {
		return err
	}
	t := locales.New(locales.English, time.Local)
	lines := []string{t.Sentence(f.Sentence)}
	for _, field := range f.Fields {
		lines = append(lines, t.Sentence(field.Sentence))
	}
	return errors.New(strings.Join(lines, "\n  "))
}
