package shares

import (
	"math/big"
	"testing"
)

func TestAShareIsRoundedDownAndSaysAllOrNoneOnlyWhereItIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ part, of, want int }{
		{6, 7, 85}, // 85.71: the pass rate and the agreement of the same marks read alike
		{0, 7, 0}, {7, 7, 100}, {0, 0, 0}, {3, 0, 0},
		{1, 1000, 1}, {999, 1000, 99}, {1, 3, 33}, {2, 3, 66}, {1, 2, 50}, {199, 200, 99}, {1, 100, 1}, {29, 100, 29}, {57, 100, 57},
	} {
		if got := Of(c.part, c.of); got != c.want {
			t.Errorf("%d of %d read %d %%, not %d", c.part, c.of, got, c.want)
		}
	}
	for of := 1; of <= 300; of++ {
		for part := 0; part <= of; part++ {
			percent := Of(part, of)
			if (percent == 100) != (part == of) || (percent == 0) != (part == 0) {
				t.Fatalf("%d of %d read %d %%", part, of, percent)
			}
			if percent > 1 && percent*of > 100*part || (percent+1)*of <= 100*part {
				t.Fatalf("%d of %d read %d %%, which is not the last it has reached", part, of, percent)
			}
			if tenths := Exactly(big.NewRat(int64(part), int64(of))); tenths != Tenths(float64(part), float64(of)) || (tenths == 1000) != (part == of) || (tenths == 0) != (part == 0) {
				t.Fatalf("%d of %d read %d tenths", part, of, tenths)
			}
		}
	}
}

func TestHoursReachWhatTheyAddUpTo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, of float64
		percent  int
		reaches  int // the highest bar that is reached
	}{
		{0.1 + 0.2, 0.3, 100, 100}, {31.5, 35, 90, 90}, {33.49, 35, 95, 95}, {0.07, 35, 1, 0}, {34.99, 35, 99, 99}, {27.9, 31, 90, 90},
	} {
		if got := Percent(c.part, c.of); got != c.percent {
			t.Errorf("%v of %v hours read %d %%, not %d", c.part, c.of, got, c.percent)
		}
		if !Reaches(c.part, c.of, c.reaches) || Reaches(c.part, c.of, c.reaches+1) {
			t.Errorf("%v of %v hours reach another bar than %d %%", c.part, c.of, c.reaches)
		}
	}
}
