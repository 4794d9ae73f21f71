package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"accord/cmd/internal/seed"
)

func init() { benches["pages"] = pages }

const (
	pageRounds = 40  // of each page
	pageCost   = 3.0 // a page costs at most so many times its own queries
	pageP95    = 60.0
)

// pages opens the lists and grids of a large organisation and of a small one
// beside it (100 organisations, 20,000 candidates, 1,000,000 marks), each
// against its own queries, run again over a bare connection. The share may be
// made smaller for a look: ACCORD_BENCH_SHARE.
func pages(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	size := seed.Part(share())
	fmt.Fprintf(log, "  filling: %d candidates, %d marks…\n", size.Candidates, size.Marks())
	if err := seed.Fill(ctx, b.owner, size); err != nil {
		return nil, err
	}
	seen := &recorder{}
	site, stop, err := b.site(ctx, seen)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	large, err := enter(ctx, b.owner, seed.Large)
	if err != nil {
		return nil, err
	}
	small, err := enter(ctx, b.owner, "centro-1")
	if err != nil {
		return nil, err
	}
	again, err := b.again(ctx)
	if err != nil {
		return nil, err
	}
	defer again.close()
	for _, page := range measured {
		figure, err := measure(ctx, site, page, large, small, seen, again)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", page.name, err)
		}
		figures = append(figures, figure...)
	}
	return figures, nil
}

func measure(ctx context.Context, site string, page page, large, small entered, seen *recorder, again *replay) ([]Figure, error) {
	few, err := asked(ctx, site, page, small, seen)
	if err != nil {
		return nil, err
	}
	many, err := asked(ctx, site, page, large, seen)
	if err != nil {
		return nil, err
	}
	var whole, raw []time.Duration
	for i := range pageRounds + 5 {
		seen.forget()
		begun := time.Now()
		if err := large.get(ctx, site, page, i); err != nil {
			return nil, err
		}
		took := time.Since(begun)
		own, err := again.run(ctx, seen.all())
		if err != nil {
			return nil, err
		}
		if i >= 5 {
			whole, raw = append(whole, took), append(raw, own)
		}
	}
	slices.Sort(whole)
	slices.Sort(raw)
	constant := plain(page.name+": queries", float64(many), "")
	constant.Expected, constant.Holds = fmt.Sprintf("= %d, as in a small one", few), few == many
	return []Figure{
		atMost(page.name+": page / its queries", ratio(whole[len(whole)/2], raw[len(raw)/2]), "ratio", pageCost),
		atMost(page.name+": p95", micro(whole[len(whole)*95/100])/1000, "ms", pageP95),
		constant,
	}, nil
}

// asked is how many questions a page asks.
func asked(ctx context.Context, site string, page page, as entered, seen *recorder) (int, error) {
	for i := range 3 { // the first time prepares and remembers
		seen.forget()
		if err := as.get(ctx, site, page, i); err != nil {
			return 0, err
		}
	}
	return seen.reads(), nil
}
