package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// seed tells the stories the first time a home is used. What was told half is
// not told again: the next start says so.
func (d *Demo) seed(ctx context.Context) error {
	begun, told := filepath.Join(d.home, "stories.begun"), filepath.Join(d.home, "stories.told")
	if _, err := os.Stat(told); err == nil {
		return nil
	}
	if _, err := os.Stat(begun); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, errors.New("the stories were told only in part when this home was first used: start over with ./run --reset"))
	}
	if err := os.WriteFile(begun, nil, 0o600); err != nil {
		return err
	}
	fmt.Fprintln(d.out, "Telling the stories: a year at IMI, in Quito and in Oslo…")
	from := time.Now()
	if err := d.tell(ctx); err != nil {
		return fmt.Errorf("the stories were told only in part (start over with ./run --reset): %w", err)
	}
	fmt.Fprintf(d.out, "Told in %.1f s\n", time.Since(from).Seconds())
	return os.Rename(begun, told)
}

// tell goes through the stories in the order in which they happened, and then
// leaves the clock on their last morning.
func (d *Demo) tell(ctx context.Context) error {
	helper, err := d.Parts.Stagehand()
	if err != nil {
		return err
	}
	if err := helper.Start(ctx); err != nil {
		return err
	}
	t := newTeller(ctx, d, helper)
	t.foundings()
	t.qualifications()
	t.cohorts()
	t.waits()
	t.checksIn()
	t.certificates()
	t.messages()
	t.applications()
	t.exercises()
	t.assessors()
	t.candidacies()
	t.assessed()
	t.assessing()
	t.logbooks()
	t.merges()
	t.practice()
	t.nordlys()
	t.requests()
	t.designs()
	t.rules()
	err = t.tell()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	if err := errors.Join(err, helper.Stop(end)); err != nil {
		return err
	}
	d.Clock.to(t.today)
	return d.Clock.keep()
}

// printCast says who can be signed in as.
func (d *Demo) printCast(url string) {
	fmt.Fprintf(d.out, "\nThe cast, all with the password %q:\n", Password)
	for _, p := range Cast {
		fmt.Fprintf(d.out, "  %-22s %-26s %s%s\n", p.Name, p.Email, url, p.Place)
	}
	fmt.Fprintf(d.out, "The mailbox: %s/demo/mail\n", url)
}
