package boot

import (
	"accord/app/journal"
)

// journal has the log's tree signed as it is before anything is in it.
func (f *filled) journal() {
	f.t.Helper()
	private, _, err := journal.NewKey("accord.example")
	ok(f.t, err)
	keys, err := journal.ReadKeys(private)
	ok(f.t, err)
	var tree journal.Tree
	head := journal.Head{Tenant: f.org.ID, Root: tree.Root()}
	heads, err := journal.TreeOfHeads([]journal.Head{head})
	ok(f.t, err)
	c, err := journal.Checkpoint{}.Next("https://accord.example", f.Clock.Now(), heads)
	ok(f.t, err)
	ok(f.t, c.Sign(keys))
	f.Force(`insert into journal_head (tenant_id, number, size, root, place, proof, note, keys) values ($1, 1, 0, $2, 0, '', $3, $4)`, f.org.ID, head.Root[:], c.Note, keys.Public())
}
