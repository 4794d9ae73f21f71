package designs

import "math/big"

// Rule is when a candidate passes: who reaches the share of the weighted
// points, and stays under the floors of no more criteria than may fall short.
type Rule struct {
	PassPercent  int // of the weighted points; 0: no share is asked
	MayFallShort int // how many criteria may stay under their floors
}

// Line is a criterion with the marks that the assessors gave for it.
type Line struct {
	Weight int // what it counts; 0: its floor alone counts
	Of     int // the most points there are
	Floor  int // the fewest points that are asked; 0: none
	Marks  []Seen
}

// Seen is one assessor's mark.
type Seen struct {
	Points int
	Not    bool // there was no occasion to see it: it counts neither way
}

// Verdict is what a rule says of marks.
type Verdict struct {
	Passes  bool
	Counted bool  // false where nothing that weighs was seen at all
	Reached int   // of the weighted points, in tenths of a percent, rounded down: what reads 70.0 has reached 70
	Short   []int // the lines under their floors, by their places
	By      int   // Reached above what is asked, in tenths of a percent; negative below it
	TooMany int   // lines under their floors beyond those that may be
	Blank   int   // lines that nobody marked: nobody passes before they are
}

// Judge says what the rule makes of the lines. Several assessors' marks count
// as their mean, which is compared unrounded; whoever is at a floor, or at the
// share, has reached it.
func (r Rule) Judge(lines []Line) Verdict {
	var v Verdict
	reached, weights := new(big.Rat), new(big.Rat)
	for i, l := range lines {
		mean, given := l.mean()
		if !given && len(l.Marks) > 0 {
			continue // not seen by anybody: counts neither way
		}
		if !given {
			v.Blank++
		}
		if mean.Cmp(whole(l.Floor)) < 0 {
			v.Short = append(v.Short, i)
		}
		if l.Weight > 0 && l.Of > 0 {
			share := new(big.Rat).Quo(mean, whole(l.Of))
			reached.Add(reached, share.Mul(share, whole(l.Weight)))
			weights.Add(weights, whole(l.Weight))
		}
	}
	v.Counted = weights.Sign() > 0
	if v.Counted {
		reached.Quo(reached, weights)
	}
	v.Reached = tenths(reached)
	v.By = v.Reached - 10*r.PassPercent
	v.TooMany = max(0, len(v.Short)-r.MayFallShort)
	v.Passes = v.Counted && v.Blank == 0 && v.TooMany == 0 && reached.Cmp(big.NewRat(int64(r.PassPercent), 100)) >= 0
	return v
}

// mean is that of the marks of those who saw it; zero, and false, where nobody did.
func (l Line) mean() (*big.Rat, bool) {
	sum, n := 0, 0
	for _, m := range l.Marks {
		if !m.Not {
			sum, n = sum+m.Points, n+1
		}
	}
	if n == 0 {
		return new(big.Rat), false
	}
	return big.NewRat(int64(sum), int64(n)), true
}

// tenths are the tenths of a percent that a share has whole.
func tenths(share *big.Rat) int {
	t := new(big.Rat).Mul(share, whole(1000))
	return int(new(big.Int).Quo(t.Num(), t.Denom()).Int64())
}

func whole(n int) *big.Rat { return big.NewRat(int64(n), 1) }
