package journal

import (
	"encoding/binary"
	"fmt"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/tlog"
)

// Head says how far an organisation's tree has come: so many events, and the
// root over them.
type Head struct {
	Tenant uuid.UUID
	Size   int64
	Root   tlog.Hash
}

// leaf is a head as the tree of heads holds it.
func (h Head) leaf() tlog.Hash {
	b := append(h.Tenant[:len(h.Tenant):len(h.Tenant)], binary.BigEndian.AppendUint64(nil, uint64(h.Size))...)
	return tlog.RecordHash(append(b, h.Root[:]...))
}

// HeadTree is the tree over all organisations' heads, in the order of their ids.
type HeadTree struct {
	Size   int64
	hashes []tlog.Hash // as tlog stores them
}

// TreeOfHeads is that over heads, which are in the order of their organisations.
func TreeOfHeads(heads []Head) (t HeadTree, err error) {
	for _, h := range heads {
		more, err := tlog.StoredHashesForRecordHash(t.Size, h.leaf(), t)
		if err != nil {
			return t, err
		}
		t.hashes = append(t.hashes, more...)
		t.Size++
	}
	return t, nil
}

// ReadHashes reads the hashes at indexes of tlog's.
func (t HeadTree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	all := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		all[i] = t.hashes[at]
	}
	return all, nil
}

// Root is what a checkpoint says.
func (t HeadTree) Root() (tlog.Hash, error) { return tlog.TreeHash(t.Size, t) }

// Proof are the hashes that lead from the head at a place to the root, 32 bytes
// each: see CheckHead.
func (t HeadTree) Proof(place int64) ([]byte, error) {
	p, err := tlog.ProveRecord(t.Size, place, t)
	b := make([]byte, 0, len(p)*tlog.HashSize)
	for _, h := range p {
		b = append(b, h[:]...)
	}
	return b, err
}

// CheckHead says whether a checkpoint is over a head that stands at a place: the
// proof is the hashes from there to the root, 32 bytes each.
func CheckHead(c Checkpoint, h Head, place int64, proof []byte) error {
	hashes, err := parted(proof)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, c.Trees, c.Root, place, h.leaf())
}

// parted are hashes that stand one after another.
func parted(b []byte) ([]tlog.Hash, error) {
	if len(b)%tlog.HashSize != 0 {
		return nil, fmt.Errorf("%d bytes are no hashes", len(b))
	}
	all := make([]tlog.Hash, len(b)/tlog.HashSize)
	for i := range all {
		copy(all[i][:], b[i*tlog.HashSize:])
	}
	return all, nil
}
