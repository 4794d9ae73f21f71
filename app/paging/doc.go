// Package paging cuts a list into pages by key: the page after a row, or the
// one before it, never "page 7". So a list stays right while rows are added,
// and its last page costs no more than its first.
//
//	page, err := paging.List(tx.DB().Where(…), ask, byStart, func(c Cohort) []any { return []any{c.StartsOn, c.ID} })
//
// A cursor is opaque: the order's name and the row's key. It opens nothing by
// itself, since every page is read under the reader's own walls.
package paging
