// Package bench measures Accord against the raw part beneath it, both sides
// in one run, and reports ratios: seconds say more of the machine than of the
// program. It starts its own services and leaves nothing behind.
package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Figure is one line of a table.
type Figure struct {
	Name     string  `json:"name"`
	Figure   float64 `json:"figure"`
	Unit     string  `json:"unit"`     // "µs", "ratio", "rows/s"
	Expected string  `json:"expected"` // "≤ 1.5", or "" where nothing is promised
	Holds    bool    `json:"holds"`
}

// atMost and atLeast are figures with a promise.
func atMost(name string, figure float64, unit string, most float64) Figure {
	return Figure{name, figure, unit, fmt.Sprintf("≤ %g", most), figure <= most}
}

func atLeast(name string, figure float64, unit string, least float64) Figure {
	return Figure{name, figure, unit, fmt.Sprintf("≥ %g", least), figure >= least}
}

func plain(name string, figure float64, unit string) Figure {
	return Figure{Name: name, Figure: figure, Unit: unit, Holds: true}
}

// benches are what can be measured, by name.
var benches = map[string]func(ctx context.Context, log io.Writer) ([]Figure, error){}

// Names lists what can be measured.
func Names() []string {
	var names []string
	for n := range benches {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Run measures one thing, or "all", and writes a table to out, or one JSON
// object a line. Progress goes to log.
func Run(ctx context.Context, name string, asJSON bool, out, log io.Writer) error {
	names := []string{name}
	if name == "all" {
		names = Names()
	}
	for _, n := range names {
		bench, ok := benches[n]
		if !ok {
			return fmt.Errorf("there is no bench %q; there are: %s, and all of them: all", n, strings.Join(Names(), ", "))
		}
		fmt.Fprintf(log, "measuring %s…\n", n)
		figures, err := bench(ctx, log)
		if err != nil {
			return fmt.Errorf("bench %s: %w", n, err)
		}
		if err := write(out, n, figures, asJSON); err != nil {
			return err
		}
	}
	return nil
}

func write(out io.Writer, name string, figures []Figure, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		for _, f := range figures {
			if err := enc.Encode(f); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tfigure\tunit\texpected\tholds\n", name)
	for _, f := range figures {
		holds := "yes"
		if !f.Holds {
			holds = "NO"
		}
		if f.Expected == "" {
			holds = ""
		}
		fmt.Fprintf(w, "%s\t%.3g\t%s\t%s\t%s\n", f.Name, f.Figure, f.Unit, f.Expected, holds)
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// side is one way of doing the same thing.
type side struct {
	name string
	do   func(ctx context.Context, i int) error
}

// alternate runs the sides in turn, so that a neighbour's noise falls on all
// alike, and answers each side's median duration.
func alternate(ctx context.Context, rounds int, sides ...side) (map[string]time.Duration, error) {
	took := map[string][]time.Duration{}
	for i := range rounds + rounds/10 {
		for _, s := range sides {
			start := time.Now()
			if err := s.do(ctx, i); err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			if i >= rounds/10 { // the first tenth warms up
				took[s.name] = append(took[s.name], time.Since(start))
			}
		}
	}
	medians := map[string]time.Duration{}
	for name, all := range took {
		slices.Sort(all)
		medians[name] = all[len(all)/2]
	}
	return medians, nil
}

func micro(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
