package designs

import (
	"math/big"

	"accord/app/shares"
)

// Rule is when a candidate passes: who reaches the share of the weighted
// points, and stays under the floors of no more criteria than may fall short.
// It also says when assessors disagree, and how often a candidate may try.
type Rule struct {
	PassPercent  int // of the weighted points; 0: no share is asked
	MayFallShort int // how many criteria may stay under their floors
	MarksApart   int // of a criterion's scale, in percent, that two marks may be apart; 100: any
	ResultApart  int // points of the percentage reached that two sheets may be apart; 100: any
	Attempts     int // that a candidate has; 0: as many as they like
	ResitAfter   int // days between a failure and the next attempt
}

// The thresholds of a first design: a point of five, and as much of the whole.
const (
	UsualMarksApart  = 20
	UsualResultApart = 20
)

// The limits of a first design: two more attempts, a month apart.
const (
	UsualAttempts   = 3
	UsualResitAfter = 30
)

// The furthest that limits go.
const (
	MaxAttempts   = 20
	MaxResitAfter = 730
)

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
	v, _ := r.judge(lines)
	return v
}

// judge answers the share that was reached too, unrounded.
func (r Rule) judge(lines []Line) (Verdict, *big.Rat) {
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
	v.Reached = shares.Exactly(reached)
	v.By = v.Reached - 10*r.PassPercent
	v.TooMany = max(0, len(v.Short)-r.MayFallShort)
	v.Passes = v.Counted && v.Blank == 0 && v.TooMany == 0 && reached.Cmp(big.NewRat(int64(r.PassPercent), 100)) >= 0
	return v, reached
}

// Disagreement is in what sheets are further apart than a rule allows.
type Disagreement struct {
	Lines  []int // by their places
	Result bool  // one sheet alone passes and another does not, or the shares are too far apart
}

// Any says whether there is one.
func (d Disagreement) Any() bool { return d.Result || len(d.Lines) > 0 }

// Disagree compares several sheets, each with a mark for the same lines. Marks
// of those who had no occasion to see a line are no disagreement on it. The
// database says the same of the rows (app.sheets_disagree).
func (r Rule) Disagree(sheets [][]Line) Disagreement {
	var d Disagreement
	if len(sheets) < 2 {
		return d
	}
	for i, l := range sheets[0] {
		least, most := l.Of, 0
		for _, sheet := range sheets {
			for _, m := range sheet[i].Marks {
				if !m.Not {
					least, most = min(least, m.Points), max(most, m.Points)
				}
			}
		}
		if (most-least)*100 > r.MarksApart*l.Of {
			d.Lines = append(d.Lines, i)
		}
	}
	first, lowest := r.judge(sheets[0])
	highest := lowest
	for _, sheet := range sheets[1:] {
		v, share := r.judge(sheet)
		d.Result = d.Result || v.Passes != first.Passes
		if share.Cmp(lowest) < 0 {
			lowest = share
		}
		if share.Cmp(highest) > 0 {
			highest = share
		}
	}
	apart := new(big.Rat).Sub(highest, lowest)
	d.Result = d.Result || apart.Cmp(big.NewRat(int64(r.ResultApart), 100)) > 0
	return d
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

func whole(n int) *big.Rat { return big.NewRat(int64(n), 1) }
