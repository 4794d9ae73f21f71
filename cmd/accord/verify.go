package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"accord/app/journal"
)

// verifies what Accord made, by the kind that is named.
var verifiers = map[string]func(file io.Reader, keys []string, out io.Writer) error{
	"journal": verifyJournal,
}

// verify checks a file without a network, a configuration or trust in whoever
// gave it. It ends with an error, and so with another status than 0, when the
// file does not hold.
func verify(_ context.Context, args []string) error {
	const asked = "accord verify journal [--key PUBLIC-KEY …] FILE"
	var keys, rest []string
	for i := 0; i < len(args); i++ {
		if args[i] == "--key" && i+1 < len(args) {
			i++
			keys = append(keys, args[i])
			continue
		}
		rest = append(rest, args[i])
	}
	if len(rest) != 2 || verifiers[rest[0]] == nil {
		return errors.New("say what to verify: " + asked)
	}
	file, err := os.Open(rest[1])
	if err != nil {
		return err
	}
	defer file.Close()
	return verifiers[rest[0]](file, keys, os.Stdout)
}

func verifyJournal(file io.Reader, keys []string, out io.Writer) error {
	v, err := journal.Verify(file, keys...)
	if b, is := errors.AsType[journal.Broken](err); is {
		return fmt.Errorf("THIS JOURNAL DOES NOT HOLD, at line %d of the file: %s", b.Line, printed(b.Reason))
	}
	if err != nil {
		return err
	}
	h, c := v.Head, v.Checkpoint
	say := func(format string, args ...any) { fmt.Fprintln(out, printed(fmt.Sprintf(format, args...))) }
	say("This journal holds together.")
	say("")
	say("Whose it is     organisation %s; the file calls it %q", h.Organisation, h.Name)
	say("Of which Accord %s", c.Origin)
	if h.Whole {
		say("How much        every event from the first to number %d, none left out, in the order in which they were entered", h.Size)
	} else {
		say("How much        %d of %d events; each stands at its place, and others may have been left out", v.Events, h.Size)
	}
	if !v.From.IsZero() {
		say("From, to        %s to %s (UTC)", moment(v.From), moment(v.To))
	}
	if v.Withheld > 0 {
		say("Kept back       %d events are shown by their seal alone", v.Withheld)
	}
	if v.Erased > 0 {
		say("Erased          of %d events, who did it was erased; that they happened was not", v.Erased)
	}
	say("Signed          checkpoint %d of %s (UTC), by %s", c.Number, moment(c.At), strings.Join(v.SignedBy, " and "))
	if v.Unknown > 0 {
		say("                and by %d keys that were not given", v.Unknown)
	}
	say("What that means nobody has changed, added, removed, reordered or backdated any of it since then without the signing keys")
	if v.OwnKeys {
		say("")
		say("No key was given, so the keys that the file itself names were taken:")
		for _, k := range h.Keys {
			say("  %s", k)
		}
		say("Compare them with those that %s and IMI make known, or name them with --key: only then does the signature tell whose it is.", c.Origin)
	}
	return nil
}

// printed takes what moves a terminal's cursor, or hides what follows, out of words
// that whoever made the file chose.
func printed(words string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, words)
}

func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04:05") }
