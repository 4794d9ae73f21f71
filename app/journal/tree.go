package journal

import (
	"encoding/binary"
	"math/bits"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Entry is the tree's leaf of an event: over the event's own leaf and the moment
// it was entered, so that an event of today with yesterday's date shows.
func Entry(leaf []byte, entered time.Time) tlog.Hash {
	return tlog.RecordHash(binary.BigEndian.AppendUint64(leaf[:len(leaf):len(leaf)], uint64(entered.UnixMicro())))
}

// Node is a hash of a tree above its leaves: the place-th of 2^level leaves each.
type Node struct {
	Level int
	Place int64
	Hash  tlog.Hash
}

// Tree is an organisation's tree as far as it has grown: its size, and the roots
// of its complete parts by level. There is one at each level whose bit is set
// in the size: see Edge.
type Tree struct {
	Size  int64
	Parts [63]tlog.Hash
}

// Add enters a leaf, and answers the nodes that it completes.
func (t *Tree) Add(leaf tlog.Hash) (made []Node) {
	level, hash := 0, leaf
	for ; t.Size>>level&1 == 1; level++ {
		hash = tlog.NodeHash(t.Parts[level], hash)
		made = append(made, Node{level + 1, t.Size >> (level + 1), hash})
	}
	t.Parts[level] = hash
	t.Size++
	return made
}

// Root is what the tree's head says: tlog's, of so many records.
func (t *Tree) Root() tlog.Hash {
	if t.Size == 0 {
		empty, _ := tlog.TreeHash(0, nil)
		return empty
	}
	level := bits.TrailingZeros64(uint64(t.Size))
	hash := t.Parts[level]
	for level++; t.Size>>level > 0; level++ {
		if t.Size>>level&1 == 1 {
			hash = tlog.NodeHash(t.Parts[level], hash)
		}
	}
	return hash
}

// Edge are the complete parts that a tree of a size has: where their hashes are.
func Edge(size int64) (all []Node) {
	for level := 0; size>>level > 0; level++ {
		if size>>level&1 == 1 {
			all = append(all, Node{Level: level, Place: size>>level - 1})
		}
	}
	return all
}
