package designs_test

import (
	"slices"
	"testing"

	"accord/app/designs"
)

func marks(points ...int) []designs.Seen {
	all := make([]designs.Seen, len(points))
	for i, p := range points {
		all[i].Points = p
	}
	return all
}

var unseen = designs.Seen{Not: true}

func TestARuleSaysWhoPasses(t *testing.T) {
	t.Parallel()
	share := func(percent int) designs.Rule { return designs.Rule{PassPercent: percent} }
	five := func(weight, floor int, points ...int) designs.Line {
		return designs.Line{Weight: weight, Of: 5, Floor: floor, Marks: marks(points...)}
	}
	for what, is := range map[string]struct {
		rule    designs.Rule
		lines   []designs.Line
		passes  bool
		reached int
		by      int
		short   []int
		tooMany int
		blank   int
	}{
		"exactly the share has reached it":            {share(60), []designs.Line{five(1, 0, 3)}, true, 600, 0, nil, 0, 0},
		"a point below the share has not":             {share(61), []designs.Line{{Weight: 1, Of: 100, Marks: marks(60)}}, false, 600, -10, nil, 0, 0},
		"a third below 66.7 % reads 66.6":             {share(67), []designs.Line{{Weight: 1, Of: 3, Marks: marks(2)}}, false, 666, -4, nil, 0, 0},
		"69.99 % reads 69.9 and has not reached 70":   {share(70), []designs.Line{{Weight: 9999, Of: 10000, Marks: marks(6999)}}, false, 699, -1, nil, 0, 0},
		"what reads 70.0 % has reached 70":            {share(70), []designs.Line{{Weight: 3, Of: 10000, Marks: marks(7000)}}, true, 700, 0, nil, 0, 0},
		"weights that do not add up to a hundred":     {share(70), []designs.Line{five(2, 0, 5), five(1, 0, 1)}, true, 733, 33, nil, 0, 0},
		"weights that add up to one":                  {share(100), []designs.Line{five(1, 0, 5), five(0, 0, 0)}, true, 1000, 0, nil, 0, 0},
		"thirds of weights lose nothing":              {share(50), []designs.Line{five(1, 0, 5), {Weight: 1, Of: 3, Marks: marks(1)}, {Weight: 1, Of: 6, Marks: marks(1)}}, true, 500, 0, nil, 0, 0},
		"a floor is met at equality":                  {share(0), []designs.Line{five(1, 3, 3)}, true, 600, 600, nil, 0, 0},
		"a floor is missed just below":                {share(0), []designs.Line{five(1, 3, 3, 2)}, false, 500, 500, []int{0}, 1, 0},
		"assessors' mean meets a floor at equality":   {share(0), []designs.Line{five(1, 3, 4, 2)}, true, 600, 600, nil, 0, 0},
		"a mean is compared unrounded":                {share(0), []designs.Line{five(1, 3, 3, 3, 2)}, false, 533, 533, []int{0}, 1, 0},
		"a floor counts where the weight is nothing":  {share(0), []designs.Line{five(1, 0, 5), {Weight: 0, Of: 1, Floor: 1, Marks: marks(0)}}, false, 1000, 1000, []int{1}, 1, 0},
		"the share alone does not make up for floors": {share(60), []designs.Line{five(9, 0, 5), five(1, 3, 2)}, false, 940, 340, []int{1}, 1, 0},
		"as many as may fall short do":                {designs.Rule{PassPercent: 60, MayFallShort: 1}, []designs.Line{five(9, 0, 5), five(1, 3, 2)}, true, 940, 340, []int{1}, 0, 0},
		"one more than may fall short":                {designs.Rule{MayFallShort: 1}, []designs.Line{five(1, 3, 2), five(1, 3, 2), five(1, 0, 5)}, false, 600, 600, []int{0, 1}, 1, 0},
		"no marks at all":                             {share(0), []designs.Line{five(1, 0)}, false, 0, 0, nil, 0, 1},
		"no marks under a floor":                      {share(0), []designs.Line{five(1, 1), five(1, 0, 5)}, false, 500, 500, []int{0}, 1, 1},
		"no criteria":                                 {share(0), nil, false, 0, 0, nil, 0, 0},
		"no weights":                                  {share(0), []designs.Line{five(0, 0, 5)}, false, 0, 0, nil, 0, 0},
		"not seen by one assessor: the other's counts": {share(80), []designs.Line{{Weight: 1, Of: 5, Floor: 4, Marks: []designs.Seen{unseen, {Points: 4}}}},
			true, 800, 0, nil, 0, 0},
		"not seen by anybody counts neither way": {share(80), []designs.Line{five(1, 0, 4), {Weight: 9, Of: 5, Floor: 5, Marks: []designs.Seen{unseen, unseen}}},
			true, 800, 0, nil, 0, 0},
		"nothing seen at all does not pass": {share(0), []designs.Line{{Weight: 1, Of: 5, Marks: []designs.Seen{unseen}}}, false, 0, 0, nil, 0, 0},
	} {
		v := is.rule.Judge(is.lines)
		if v.Passes != is.passes || v.Reached != is.reached || v.By != is.by || !slices.Equal(v.Short, is.short) || v.TooMany != is.tooMany || v.Blank != is.blank {
			t.Errorf("%s: %+v, want %+v", what, v, is)
		}
	}
}

// Whatever the marks: what reads as the share asked for, or more, passes, and
// nothing that reads less does.
func TestWhatIsReadIsWhatIsJudged(t *testing.T) {
	t.Parallel()
	for of := 1; of <= 40; of++ {
		for points := range of + 1 {
			for _, percent := range []int{0, 1, 33, 50, 60, 66, 67, 70, 99, 100} {
				v := designs.Rule{PassPercent: percent}.Judge([]designs.Line{{Weight: 7, Of: of, Marks: marks(points)}})
				if v.Passes != (v.Reached >= 10*percent) || v.Passes != (v.By >= 0) {
					t.Fatalf("%d of %d reads %d tenths, asked for %d %%, passes: %v", points, of, v.Reached, percent, v.Passes)
				}
			}
		}
	}
}
