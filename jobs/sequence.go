package jobs

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"accord/app/journal"
	"accord/tenants"
)

// sequence gives events that are in no tree yet their places, at most so many,
// and answers how many it gave. Only one sequences at a time; a second finds
// nothing to do.
//
// An event is entered once no transaction that began to write before its own is
// still open: so none appears behind the mark, and none is passed over.
func sequence(tx *tenants.ClerkTx, most int) (int, error) {
	mark, held, err := takeMark(tx)
	if err != nil || !held {
		return 0, err
	}
	events, err := mark.next(tx, most)
	if err != nil {
		return 0, err
	}
	if len(events) == 0 {
		return 0, mark.back(tx)
	}
	trees, err := treesOf(tx, events)
	if err != nil {
		return 0, err
	}
	var w grown
	for _, e := range events {
		t := trees[e.Tenant]
		h := journal.Entry(e.Leaf, tx.Now())
		w.leaf(e, t.Size, h)
		for _, n := range t.Add(h) {
			w.node(e.Tenant, n)
		}
	}
	if err := w.insert(tx, trees); err != nil {
		return 0, err
	}
	return len(events), mark.move(tx, events[len(events)-1])
}

// sequenced is an event as the sequencer sees it.
type sequenced struct {
	Tenant, ID uuid.UUID
	TxID       string
	Leaf       []byte
}

// mark is how far the sequencer has come. A database that was restored into
// another cluster counts its transactions anew: the mark is ahead of it then.
type mark struct {
	txid  string
	event uuid.UUID
	ahead bool
}

func takeMark(tx *tenants.ClerkTx) (m mark, held bool, err error) {
	rows, err := tx.Query(`select txid::text, event_id, txid >= pg_snapshot_xmax(pg_current_snapshot()) from journal_mark for update skip locked`)
	if err != nil {
		return m, false, err
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (m mark, err error) { return m, r.Scan(&m.txid, &m.event, &m.ahead) })
	if err != nil || len(all) == 0 {
		return m, false, err
	}
	return all[0], true, nil
}

// next are the events to enter, in their order. Where the mark is ahead they
// are those of the database's former life that were not entered in it.
func (m mark) next(tx *tenants.ClerkTx, most int) ([]sequenced, error) {
	from, args := `(txid, id) > ($2::text::xid8, $3) and txid < pg_snapshot_xmin(pg_current_snapshot())`, []any{most, m.txid, m.event}
	if m.ahead {
		from, args = `txid >= pg_snapshot_xmax(pg_current_snapshot())`, args[:1]
	}
	rows, err := tx.Query(`select tenant_id, id, txid::text, leaf from audit_log a where `+from+`
		and not exists (select from journal_leaf l where l.tenant_id = a.tenant_id and l.event_id = a.id) order by a.txid, a.id limit $1`, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[sequenced])
}

// move puts the mark at the last event entered.
func (m mark) move(tx *tenants.ClerkTx, to sequenced) error {
	if m.ahead {
		return nil
	}
	_, err := tx.Exec(`update journal_mark set txid = $1::text::xid8, event_id = $2`, to.TxID, to.ID)
	return err
}

// back begins to look from the first transaction again, where there was nothing
// more of a former life.
func (m mark) back(tx *tenants.ClerkTx) error {
	if !m.ahead {
		return nil
	}
	_, err := tx.Exec(`update journal_mark set txid = '0', event_id = $1`, uuid.Nil)
	return err
}

// treesOf are the trees that events go to, each with its edge.
func treesOf(tx *tenants.ClerkTx, events []sequenced) (map[uuid.UUID]*journal.Tree, error) {
	trees := map[uuid.UUID]*journal.Tree{}
	var ids []uuid.UUID
	for _, e := range events {
		if trees[e.Tenant] == nil {
			trees[e.Tenant] = &journal.Tree{}
			ids = append(ids, e.Tenant)
		}
	}
	rows, err := tx.Query(`select tenant_id, size from journal_tree where tenant_id = any($1)`, ids)
	if err != nil {
		return nil, err
	}
	var tenant uuid.UUID
	var size int64
	if _, err = pgx.ForEachRow(rows, []any{&tenant, &size}, func() error { trees[tenant].Size = size; return nil }); err != nil {
		return nil, err
	}
	var of []uuid.UUID
	var levels []int
	var places []int64
	for _, id := range ids {
		for _, n := range journal.Edge(trees[id].Size) {
			of, levels, places = append(of, id), append(levels, n.Level), append(places, n.Place)
		}
	}
	if len(of) == 0 {
		return trees, nil
	}
	rows, err = tx.Query(`select w.tenant, w.level, coalesce(l.hash, n.hash) from unnest($1::uuid[], $2::int[], $3::bigint[]) w(tenant, level, place)
		left join journal_leaf l on w.level = 0 and l.tenant_id = w.tenant and l.position = w.place
		left join journal_node n on w.level > 0 and n.tenant_id = w.tenant and n.level = w.level and n.place = w.place`, of, levels, places)
	if err != nil {
		return nil, err
	}
	var level int
	var hash []byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &level, &hash}, func() error { copy(trees[tenant].Parts[level][:], hash); return nil })
	return trees, err
}

// grown is what one pass adds, by columns.
type grown struct {
	leafTenants, events, nodeTenants []uuid.UUID
	positions, places                []int64
	levels                           []int
	leaves, nodes                    [][]byte
}

func (w *grown) leaf(e sequenced, position int64, h tlog.Hash) {
	w.leafTenants, w.positions, w.events, w.leaves = append(w.leafTenants, e.Tenant), append(w.positions, position), append(w.events, e.ID), append(w.leaves, h[:])
}

func (w *grown) node(tenant uuid.UUID, n journal.Node) {
	w.nodeTenants, w.levels, w.places, w.nodes = append(w.nodeTenants, tenant), append(w.levels, n.Level), append(w.places, n.Place), append(w.nodes, n.Hash[:])
}

func (w *grown) insert(tx *tenants.ClerkTx, trees map[uuid.UUID]*journal.Tree) error {
	if _, err := tx.Exec(`insert into journal_leaf (tenant_id, position, event_id, entered_at, hash) select t, p, e, $5, h from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bytea[]) w(t, p, e, h)`,
		w.leafTenants, w.positions, w.events, w.leaves, tx.Now()); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into journal_node (tenant_id, level, place, hash) select * from unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::bytea[])`,
		w.nodeTenants, w.levels, w.places, w.nodes); err != nil {
		return err
	}
	return grow(tx, trees, tx.Now())
}

func grow(tx *tenants.ClerkTx, trees map[uuid.UUID]*journal.Tree, at time.Time) error {
	var ids []uuid.UUID
	var sizes []int64
	var roots [][]byte
	for id, t := range trees {
		root := t.Root()
		ids, sizes, roots = append(ids, id), append(sizes, t.Size), append(roots, slices.Clone(root[:]))
	}
	_, err := tx.Exec(`insert into journal_tree (tenant_id, size, root, entered_at) select t, s, r, $4 from unnest($1::uuid[], $2::bigint[], $3::bytea[]) w(t, s, r)
		on conflict (tenant_id) do update set size = excluded.size, root = excluded.root, entered_at = excluded.entered_at`, ids, sizes, roots, at)
	return err
}
