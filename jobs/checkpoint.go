package jobs

import (
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/journal"
	"accord/tenants"
)

// sign signs a checkpoint over all trees as they are, and keeps with it each
// head that moved since and what proves it. It answers false, and signs nothing,
// while nothing was written since the last and that is not an hour old.
func sign(tx *tenants.ClerkTx, origin string, keys journal.Keys) (c journal.Checkpoint, signed bool, err error) {
	if _, held, err := takeMark(tx); err != nil || !held { // no tree grows meanwhile
		return c, false, err
	}
	last, err := lastCheckpoint(tx)
	if err != nil {
		return c, false, err
	}
	heads, moved, err := headsOf(tx)
	if err != nil || len(heads) == 0 || len(moved) == 0 && tx.Now().Sub(last.At) < journal.QuietFor {
		return c, false, err
	}
	tree, err := journal.TreeOfHeads(heads)
	if err != nil {
		return c, false, err
	}
	if c, err = last.Next(origin, tx.Now(), tree); err != nil {
		return c, false, err
	}
	if err := c.Sign(keys); err != nil {
		return c, false, err
	}
	if _, err := tx.Exec(`insert into journal_checkpoint (tenant_id, number, signed_at, trees, root, note, keys) values ($1, $2, $3, $4, $5, $6, $7)`,
		tenants.Oversight, c.Number, c.At, c.Trees, c.Root[:], c.Note, keys.Public()); err != nil {
		return c, false, err
	}
	return c, true, keepHeads(tx, c, keys, tree, heads, moved)
}

func lastCheckpoint(tx *tenants.ClerkTx) (c journal.Checkpoint, err error) {
	rows, err := tx.Query(`select note from journal_checkpoint where tenant_id = $1 order by number desc limit 1`, tenants.Oversight)
	if err != nil {
		return c, err
	}
	notes, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(notes) == 0 {
		return c, err
	}
	return journal.ReadCheckpoint(notes[0])
}

// headsOf are all heads in the order of their organisations' ids, and the places
// of those that moved since they were last under a signature.
func headsOf(tx *tenants.ClerkTx) (heads []journal.Head, moved []int64, err error) {
	rows, err := tx.Query(`select t.tenant_id, t.size, t.root, t.size > coalesce(h.size, 0) from journal_tree t
		left join lateral (select size from journal_head h where h.tenant_id = t.tenant_id order by number desc limit 1) h on true order by t.tenant_id`)
	if err != nil {
		return nil, nil, err
	}
	var h journal.Head
	var root []byte
	var grew bool
	_, err = pgx.ForEachRow(rows, []any{&h.Tenant, &h.Size, &root, &grew}, func() error {
		copy(h.Root[:], root)
		if grew {
			moved = append(moved, int64(len(heads)))
		}
		heads = append(heads, h)
		return nil
	})
	return heads, moved, err
}

func keepHeads(tx *tenants.ClerkTx, c journal.Checkpoint, keys journal.Keys, tree journal.HeadTree, heads []journal.Head, moved []int64) error {
	var ids []uuid.UUID
	var sizes []int64
	var roots, proofs [][]byte
	for _, at := range moved {
		p, err := tree.Proof(at)
		if err != nil {
			return err
		}
		h := heads[at]
		ids, sizes, roots, proofs = append(ids, h.Tenant), append(sizes, h.Size), append(roots, h.Root[:]), append(proofs, p)
	}
	_, err := tx.Exec(`insert into journal_head (tenant_id, number, size, root, place, proof, note, keys) select t, $6, s, r, p, f, $7, $8 from unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bytea[]) w(t, s, r, p, f)`,
		ids, sizes, roots, moved, proofs, c.Number, c.Note, keys.Public())
	return err
}
