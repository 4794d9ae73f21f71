package policies

import "testing"

func TestADecisionTakesTheSameTimeWhateverThePolicysSize(t *testing.T) {
	const small, large = 12, 20_000
	a, _, err := BenchDecision(small)
	if err != nil {
		t.Fatal(err)
	}
	b, stock, err := BenchDecision(large)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v at %d lines, %v at %d, where stock Casbin takes %v", a, small, b, large, stock)
	// Wide margins, for a busy machine: what is looked for is a search through the lines.
	if b > 10*a || b*500 > stock {
		t.Errorf("%v at %d lines, %v at %d, stock Casbin %v", a, small, b, large, stock)
	}
}

func BenchmarkDecision(b *testing.B) {
	made, err := newBench(1000)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if ok, err := made.ours(made.mine); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

func BenchmarkExplanation(b *testing.B) {
	made, err := newBench(1000)
	if err != nil {
		b.Fatal(err)
	}
	plan, err := made.policies.Plan("*", []string{"assessor", "trainer"}, "resource_0", read)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if len(plan.Explain(nil, made.mine)) != 4 {
			b.Fatal("the lines are not all explained")
		}
	}
}
