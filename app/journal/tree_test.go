package journal_test

import (
	"crypto/sha256"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"accord/app/journal"
)

// Our frontier grows as the library's trees do, node by node and root by root.
func TestATreeGrowsAsTheLibrarySaysItDoes(t *testing.T) {
	t.Parallel()
	var f journal.Tree
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		all := make([]tlog.Hash, len(at))
		for i, n := range at {
			all[i] = stored[n]
		}
		return all, nil
	})
	for n := range int64(300) {
		leaf := tlog.Hash(sha256.Sum256([]byte{byte(n), byte(n >> 8)}))
		more, err := tlog.StoredHashesForRecordHash(n, leaf, reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
		for i, made := range f.Add(leaf) {
			if at := tlog.StoredHashIndex(made.Level, made.Place); made.Hash != stored[at] || made.Hash != more[i+1] {
				t.Fatalf("record %d makes another node at level %d, place %d", n, made.Level, made.Place)
			}
		}
		want, err := tlog.TreeHash(n+1, reader)
		if err != nil || f.Root() != want {
			t.Fatalf("the root of %d is another (%v)", n+1, err)
		}
		for _, e := range journal.Edge(n + 1) {
			if f.Parts[e.Level] != stored[tlog.StoredHashIndex(e.Level, e.Place)] {
				t.Fatalf("the part at level %d of %d is another", e.Level, n+1)
			}
		}
	}
}
