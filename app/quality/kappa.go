package quality

import "accord/app/shares"

// MinPairs is from how many pairs on Cohen's kappa is given; below it the
// paired marks themselves are shown.
const MinPairs = 30

// KappaState says whether there is a kappa.
type KappaState string

// What can be said of one.
const (
	Given     KappaState = "given"
	Undefined KappaState = "undefined" // both have used one mark alone: there is nothing that chance could explain
	TooFew    KappaState = "too_few"
)

// Kappa is Cohen's, of two assessors' marks as categories.
type Kappa struct {
	State      KappaState
	Hundredths int // rounded to the nearest; where it is given
	Missing    int // pairs, to MinPairs; where there are too few
}

// Reading is what a kappa is called, after Landis and Koch (1977).
func (k Kappa) Reading() string {
	switch h := k.Hundredths; {
	case h < 0:
		return "none"
	case h <= 20:
		return "slight"
	case h <= 40:
		return "fair"
	case h <= 60:
		return "moderate"
	case h <= 80:
		return "substantial"
	}
	return "almost_perfect"
}

// Figures are how far paired marks agree.
type Figures struct {
	N      int
	Exact  int // pairs of the same mark
	Within int // pairs at most one point apart
	Kappa  Kappa
}

// Share is so many of N in percent; 0 of none.
func (f Figures) Share(of int) int { return shares.Of(of, f.N) }

// FiguresOf counts over pairs of marks.
func FiguresOf(pairs [][2]int) Figures {
	f := Figures{N: len(pairs)}
	ones, others := map[int]int{}, map[int]int{}
	for _, p := range pairs {
		ones[p[0]]++
		others[p[1]]++
		if p[0] == p[1] {
			f.Exact++
		}
		if p[0]-p[1] <= 1 && p[1]-p[0] <= 1 {
			f.Within++
		}
	}
	f.Kappa = kappaOf(f.N, f.Exact, ones, others)
	return f
}

// kappaOf is (po − pe) / (1 − pe) in whole numbers: both sides times n².
func kappaOf(n, exact int, ones, others map[int]int) Kappa {
	if n < MinPairs {
		return Kappa{State: TooFew, Missing: MinPairs - n}
	}
	chance := 0
	for mark, count := range ones {
		chance += count * others[mark]
	}
	above, room := n*exact-chance, n*n-chance
	if room == 0 {
		return Kappa{State: Undefined}
	}
	return Kappa{State: Given, Hundredths: nearest(100*above, room)}
}

// nearest divides, a half away from zero.
func nearest(a, b int) int {
	if a < 0 {
		return -nearest(-a, b)
	}
	return (2*a + b) / (2 * b)
}
