// Package shares says what part of a whole something is, as people read it. It
// is the one rule of the product:
//
//   - rounded down, because a share is read against a bar (the hours that a
//     program asks for, the points that pass): what says 90 % has reached 90 %;
//   - so 100 % is said of all and of nothing less;
//   - and 0 % of none and of nothing more: a share above none says at least the
//     smallest that there is to say.
//
// Whether a bar is reached is for Reaches to say, not for what is read.
package shares

import (
	"math"
	"math/big"
)

// slack is what fractions of hours, which are no whole numbers to a computer, may lack.
const slack = 1e-9

// Percent is part in whole percent of all; 0 where there is nothing at all.
func Percent(part, of float64) int { return read(part, of, 100) }

// Of is Percent of what is counted.
func Of(part, of int) int { return Percent(float64(part), float64(of)) }

// Tenths is part in tenths of a percent of all; 0 where there is nothing at all.
func Tenths(part, of float64) int { return read(part, of, 1000) }

// Exactly is Tenths of a share that is known as a fraction.
func Exactly(share *big.Rat) int {
	t := new(big.Rat).Mul(share, big.NewRat(1000, 1))
	whole := int(new(big.Int).Quo(t.Num(), t.Denom()).Int64())
	if whole == 0 && share.Sign() > 0 {
		return 1
	}
	return whole
}

// Reaches says whether part is at least so many percent of all.
func Reaches(part, of float64, percent int) bool { return part*100+slack*of >= of*float64(percent) }

func read(part, of float64, units int) int {
	if of <= 0 || part <= 0 {
		return 0
	}
	whole := int(math.Floor(part/of*float64(units) + slack))
	if part < of {
		whole = min(whole, units-1)
	}
	return max(1, whole)
}
