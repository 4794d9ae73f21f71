package api

import "accord/app/paging"

// At is where in a list a caller wants to be; every list takes it.
type At struct {
	After  string `query:"after" maxLength:"500" doc:"The cursor that the page follows"`
	Before string `query:"before" maxLength:"500" doc:"The cursor that the page precedes"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25" doc:"Rows of a page"`
	Sort   string `query:"sort" maxLength:"40" doc:"An order's name; - before it turns it round"`
}

func (a At) ask() paging.Ask {
	return paging.Ask{After: a.After, Before: a.Before, Limit: a.Limit, Sort: a.Sort}
}

// list is one page of a list.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"The cursor for after; none on the last page"`
	Back  string `json:"back,omitempty" doc:"The cursor for before; none on the first page"`
}

// listOf writes a page's rows as the API says them.
func listOf[R, T any](p paging.Page[R], say func(R) T) list[T] {
	l := list[T]{Items: make([]T, len(p.Items)), Next: p.Next, Back: p.Back}
	for i, row := range p.Items {
		l.Items[i] = say(row)
	}
	return l
}

func each[R, T any](rows []R, say func(R) T) []T {
	all := make([]T, len(rows))
	for i, row := range rows {
		all[i] = say(row)
	}
	return all
}
