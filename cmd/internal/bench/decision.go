package bench

import (
	"context"
	"fmt"
	"io"

	"accord/policies"
)

func init() { benches["decision"] = decision }

// decision asks one cached decision at growing numbers of policy lines,
// against stock Casbin on the same lines.
func decision(_ context.Context, log io.Writer) (figures []Figure, err error) {
	var first, last float64
	for i, lines := range []int{12, 1000, 100_000} {
		fmt.Fprintf(log, "  %d lines…\n", lines)
		ours, stock, err := policies.BenchDecision(lines)
		if err != nil {
			return nil, err
		}
		last = micro(ours)
		if i == 0 {
			first = last
		}
		figures = append(figures,
			atMost(fmt.Sprintf("cached decision at %d lines", lines), micro(ours), "µs", 1),
			plain(fmt.Sprintf("stock Casbin at %d lines", lines), micro(stock), "µs"),
			plain(fmt.Sprintf("stock Casbin / ours at %d lines", lines), ratio(stock, ours), "ratio"))
	}
	return append(figures, atMost("ours at 100000 lines / at 12", last/first, "ratio", 2)), nil
}
