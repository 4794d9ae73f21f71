package quality

import "testing"

// table makes the pairs of a table of counts, the one's marks down and the other's across.
func table(counts ...[]int) (pairs [][2]int) {
	for one, row := range counts {
		for other, n := range row {
			for range n {
				pairs = append(pairs, [2]int{one, other})
			}
		}
	}
	return pairs
}

func TestKappaIsWhatBooksSayOfTheirExamples(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		pairs         [][2]int
		exact, within int // percent, as app/shares reads it
		kappa         Kappa
		reading       string
	}{
		// po = 35/50 = 0.70; pe = (25·30 + 25·20)/2500 = 0.50; κ = 0.20/0.50
		{"two readers of fifty grants: 20, 5, 10, 15", table([]int{20, 5}, []int{10, 15}), 70, 100, Kappa{State: Given, Hundredths: 40}, "fair"},
		// po = 0.60; pe = (60·70 + 40·30)/10000 = 0.54; κ = 0.06/0.46 = 0.1304
		{"the same agreement, alike margins: 45, 15, 25, 15", table([]int{45, 15}, []int{25, 15}), 60, 100, Kappa{State: Given, Hundredths: 13}, "slight"},
		// po = 0.60; pe = (60·30 + 40·70)/10000 = 0.46; κ = 0.14/0.54 = 0.2593
		{"the same agreement, unlike margins: 25, 35, 5, 35", table([]int{25, 35}, []int{5, 35}), 60, 100, Kappa{State: Given, Hundredths: 26}, "fair"},
		// Cohen (1960), 200 cases: po = (88+40+12)/200 = 0.70; pe = (120·100 + 60·60 + 20·40)/40000 = 0.41; κ = 0.29/0.59 = 0.4915
		{"Cohen's own three categories", table([]int{88, 10, 2}, []int{14, 40, 6}, []int{18, 10, 12}), 70, 90, Kappa{State: Given, Hundredths: 49}, "moderate"},
		{"all alike in two categories", table([]int{15, 0}, []int{0, 15}), 100, 100, Kappa{State: Given, Hundredths: 100}, "almost_perfect"},
		// po = 0; pe = 2·15·15/900 = 0.50; κ = −0.50/0.50
		{"never alike", table([]int{0, 15}, []int{15, 0}), 0, 100, Kappa{State: Given, Hundredths: -100}, "none"},
		{"both have used one mark alone", table([]int{30}), 100, 100, Kappa{State: Undefined}, ""},
		// po = 29/30 = pe: the other has used one mark alone
		{"one of them has used one mark alone", table([]int{29}, []int{1}), 96, 100, Kappa{State: Given}, "slight"},
		{"twenty-nine pairs are too few", table([]int{15, 0}, []int{0, 14}), 100, 100, Kappa{State: TooFew, Missing: 1}, ""},
		{"no pair", nil, 0, 0, Kappa{State: TooFew, Missing: 30}, ""},
	} {
		f := FiguresOf(c.pairs)
		if f.N != len(c.pairs) || f.Share(f.Exact) != c.exact || f.Share(f.Within) != c.within || f.Kappa != c.kappa {
			t.Errorf("%s: %+v, %d %% exact, %d %% within a point", c.name, f, f.Share(f.Exact), f.Share(f.Within))
		}
		if c.reading != "" && f.Kappa.Reading() != c.reading {
			t.Errorf("%s is read as %s", c.name, f.Kappa.Reading())
		}
	}
	for hundredths, reading := range map[int]string{-1: "none", 0: "slight", 20: "slight", 21: "fair", 40: "fair", 41: "moderate", 60: "moderate", 61: "substantial", 80: "substantial", 81: "almost_perfect", 100: "almost_perfect"} {
		if got := (Kappa{State: Given, Hundredths: hundredths}).Reading(); got != reading {
			t.Errorf("%d hundredths are read as %s, want %s", hundredths, got, reading)
		}
	}
}
