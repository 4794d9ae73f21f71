package paging

import "accord/tenants/fault"

// MaxEvery is how many rows of a list are read whole, for a table to keep.
const MaxEvery = 20_000

// Every reads all pages of a list from its start, in the order that ask names,
// so that a table holds what the list shows. Returns Invalid when they are more
// than MaxEvery: a list that was cut must not pass for a whole one.
func Every[T any](ask Ask, list func(Ask) (Page[T], error)) ([]T, error) {
	var all []T
	for ask = (Ask{Sort: ask.Sort, Limit: MaxLimit}); ; {
		page, err := list(ask)
		if err != nil {
			return nil, err
		}
		if len(all)+len(page.Items) > MaxEvery {
			return nil, fault.New(fault.Invalid, "paging.too_many", "Count", MaxEvery)
		}
		all = append(all, page.Items...)
		if ask.After = page.Next; page.Next == "" {
			return all, nil
		}
	}
}
