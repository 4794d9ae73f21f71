package demo

import (
	"context"
	"fmt"
)

// seed tells the stories the first time a home is used.
func (d *Demo) seed(context.Context) error { return nil }

// printCast says who can be signed in as.
func (d *Demo) printCast(url string) {
	fmt.Fprintf(d.out, "\nThe cast, all with the password %q:\n", Password)
	for _, p := range Cast {
		fmt.Fprintf(d.out, "  %-22s %-26s %s%s\n", p.Name, p.Email, url, p.Place)
	}
	fmt.Fprintf(d.out, "The mailbox: %s/demo/mail\n\n", url)
}
