package paging

import (
	"gorm.io/gorm"

	"accord/tenants/fault"
)

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
			return nil, TooMany()
		}
		all = append(all, page.Items...)
		if ask.After = page.Next; page.Next == "" {
			return all, nil
		}
	}
}

// Whole reads every row of a question at once, in its order, within the bound of
// Every.
func Whole[T any](q *gorm.DB) ([]T, error) {
	var all []T
	if err := q.Limit(MaxEvery + 1).Find(&all).Error; err != nil {
		return nil, err
	}
	if len(all) > MaxEvery {
		return nil, TooMany()
	}
	return all, nil
}

// TooMany is that a list is longer than MaxEvery.
func TooMany() error { return fault.New(fault.Invalid, "paging.too_many", "Count", MaxEvery) }
