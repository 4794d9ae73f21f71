// Command accord is the whole product in one binary.
//
//	accord serve     answers pages and the API
//	accord work      works off jobs: mails, deadlines, reading of uploads
//	accord migrate   brings the database to the shape this binary expects; with
//	                 --administrator it invites IMI's first administrator
//	accord verify    checks what Accord made, offline
//	accord key       makes a key that signs the journal's checkpoints
//	accord demo      everything at once, on services of its own, with demo data
//	accord bench     measures it against the raw parts beneath
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// commands in the order of the help.
var commands = []struct {
	name, does string
	run        func(ctx context.Context, args []string) error
}{
	{"serve", "answers pages and the API", serve},
	{"work", "works off jobs: mails, deadlines, reading of uploads", work},
	{"migrate", "brings the database to the shape this binary expects: accord migrate [--administrator NAME EMAIL]", migrate},
	{"verify", "checks what Accord made, offline: accord verify journal [--key PUBLIC-KEY …] FILE", verify},
	{"key", "makes a key that signs the journal's checkpoints: accord key NAME", key},
	{"demo", "everything at once, on services of its own, with demo data: accord demo [--env|--reset]", runDemo},
	{"seed", "fills a database at full size, or a share of it: accord seed [--size SHARE]", fill},
	{"bench", "measures it against the raw parts beneath: accord bench [--json] NAME", measure},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 {
		for _, c := range commands {
			if c.name != os.Args[1] {
				continue
			}
			if err := c.run(ctx, os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, "accord "+c.name+":", err)
				os.Exit(1)
			}
			return
		}
	}
	fmt.Fprint(os.Stderr, usage(os.Args[1:]))
	os.Exit(2)
}

// usage is the help, after what was wrong with what was asked.
func usage(args []string) string {
	var text strings.Builder
	if len(args) > 0 {
		fmt.Fprintf(&text, "accord: there is no command %q\n\n", args[0])
	}
	text.WriteString("accord COMMAND\n")
	for _, c := range commands {
		fmt.Fprintf(&text, "  %-8s %s\n", c.name, c.does)
	}
	return text.String()
}
