package paging

import (
	"errors"
	"strconv"
	"testing"

	"accord/tenants/fault"
)

// numbers is a list of the numbers below n.
func numbers(n int) func(Ask) (Page[int], error) {
	return func(ask Ask) (p Page[int], err error) {
		at, _ := strconv.Atoi(ask.After)
		for ; at < n && len(p.Items) < ask.Limit; at++ {
			p.Items = append(p.Items, at)
		}
		if at < n {
			p.Next = strconv.Itoa(at)
		}
		return p, nil
	}
}

func TestEveryRowIsReadOnceHoweverManyPagesTheyAre(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, MaxLimit, MaxLimit + 1, 3*MaxLimit - 1, MaxEvery} {
		all, err := Every(Ask{After: "17", Before: "3", Limit: 2}, numbers(n))
		if err != nil || len(all) != n || n > 0 && all[n-1] != n-1 {
			t.Errorf("of %d there came %d: %v", n, len(all), err)
		}
	}
	_, err := Every(Ask{Sort: "-name"}, func(ask Ask) (Page[int], error) {
		if ask.Sort != "-name" {
			t.Errorf("sorted by %q", ask.Sort)
		}
		return Page[int]{}, nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAListThatIsTooLongOrCannotBeReadIsNotCut(t *testing.T) {
	t.Parallel()
	if all, err := Every(Ask{}, numbers(MaxEvery+1)); !fault.Is(err, fault.Invalid) || all != nil {
		t.Errorf("%d rows, %v", len(all), err)
	}
	broken := errors.New("the database is away")
	if all, err := Every(Ask{}, func(ask Ask) (Page[int], error) {
		if ask.After != "" {
			return Page[int]{}, broken
		}
		return Page[int]{Items: []int{1}, Next: "1"}, nil
	}); !errors.Is(err, broken) || all != nil {
		t.Errorf("%d rows, %v", len(all), err)
	}
}
