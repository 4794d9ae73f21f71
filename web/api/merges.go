package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/merges"
	"accord/tenants"
	"accord/tenants/fault"
)

// duplicate is two records that may be one person's.
type duplicate struct {
	ID        uuid.UUID `json:"id"`
	One       candidate `json:"one"`
	Other     candidate `json:"other"`
	InCommon  []string  `json:"in_common" doc:"name, email, reference"`
	Dismissed bool      `json:"dismissed" doc:"Somebody said that they are two people"`
}

func duplicateOf(p merges.Pair) duplicate {
	return duplicate{p.ID, candidateOf(p.One), candidateOf(p.Other), each(p.By(), func(b merges.By) string { return string(b) }), p.DismissedAt != nil}
}

// besides is what merging two records meets.
type besides struct {
	Kept      candidate `json:"kept"`
	Merged    candidate `json:"merged"`
	Differing []string  `json:"differing" doc:"Fields in which they say different things"`
	Obstacles []string  `json:"obstacles" doc:"What stands in the way, as keys of the catalogue"`
	Digest    string    `json:"digest" doc:"Say it when you merge: what was shown is what is merged"`
}

// merge is one record that went into another.
type merge struct {
	ID        uuid.UUID `json:"id"`
	KeptID    uuid.UUID `json:"kept_id"`
	MergedID  uuid.UUID `json:"merged_id"`
	State     string    `json:"state" enum:"merged,undone,final"`
	MergedAt  time.Time `json:"merged_at"`
	UndoUntil time.Time `json:"undo_until"`
	Obstacles []string  `json:"obstacles" doc:"What stands in the way of undoing it, as keys of the catalogue"`
}

func mergeOf(m merges.Merge, obstacles []fault.Sentence) merge {
	return merge{m.ID, m.KeptID, m.MergedID, string(m.State), m.MergedAt, m.UndoUntil, keysOf(obstacles)}
}

func keysOf(all []fault.Sentence) []string {
	return each(all, func(s fault.Sentence) string { return s.Key })
}

func (s *service) merges() {
	read(s, operation(http.MethodGet, "/o/{organisation}/duplicates", "listDuplicates", "List pairs of candidates' records that may be one person's"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			By        string `query:"in_common" enum:"name,email,reference"`
			Dismissed bool   `query:"dismissed" doc:"Those that were said to be two people, instead"`
			Search    string `query:"search" maxLength:"200"`
		}) (list[duplicate], error) {
			page, err := merges.List(tx, merges.Filter{By: merges.By(in.By), Dismissed: in.Dismissed, Search: in.Search}, in.ask())
			return listOf(page, duplicateOf), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/duplicates/{id}/dismissal", "dismissDuplicate", "Say of a pair that they are two people"),
		func(tx *tenants.Tx, in *One) (done, error) {
			_, err := merges.Dismiss(tx, in.ID)
			return done{err == nil}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/duplicates/{id}/return", "restoreDuplicate", "List a pair again that was dismissed"),
		func(tx *tenants.Tx, in *One) (done, error) {
			_, err := merges.Restore(tx, in.ID)
			return done{err == nil}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/merges/comparison", "compareCandidates", "Compare two candidates' records before merging them"),
		func(tx *tenants.Tx, in *struct {
			In
			Kept   uuid.UUID `query:"kept_id" format:"uuid" required:"true"`
			Merged uuid.UUID `query:"merged_id" format:"uuid" required:"true"`
		}) (besides, error) {
			c, err := merges.Compare(tx, in.Kept, in.Merged)
			return besides{candidateOf(c.Kept.Candidate), candidateOf(c.Merged.Candidate), append([]string{}, c.Differing()...), keysOf(c.Obstacles), c.Digest()}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/merges", "mergeCandidates", "Make one record of two; it can be undone for 30 days"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Kept   uuid.UUID `json:"kept_id" format:"uuid"`
				Merged uuid.UUID `json:"merged_id" format:"uuid"`
				Take   []string  `json:"take,omitempty" maxItems:"5" enum:"name,email,language,country,reference" doc:"Fields whose value is taken from the record that goes"`
				Digest string    `json:"digest" maxLength:"64" doc:"Of the comparison"`
			}
		}) (merge, error) {
			m, err := merges.Unite(tx, merges.NewMerge{Kept: in.Body.Kept, Merged: in.Body.Merged, Take: in.Body.Take, Digest: in.Body.Digest})
			return mergeOf(m, nil), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/merges/{id}", "getMerge", "Read a merge, and what stands in the way of undoing it"),
		func(tx *tenants.Tx, in *One) (merge, error) {
			r, err := merges.ReviewOf(tx, in.ID)
			return mergeOf(r.Merge, r.Obstacles), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/merges/{id}/undoing", "undoMerge", "Make two records again of one"),
		func(tx *tenants.Tx, in *One) (merge, error) {
			m, err := merges.Undo(tx, in.ID)
			return mergeOf(m, nil), err
		})
}
