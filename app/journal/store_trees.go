package journal

import (
	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/tlog"

	"accord/tenants"
)

// lastHead is the organisation's head under the last checkpoint that held it; nil
// before the first.
func lastHead(tx *tenants.Tx) (*JournalHead, error) {
	var all []JournalHead
	err := tx.DB().Order("number desc").Limit(1).Find(&all).Error
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// leavesFrom are the next places of a tree of a size, of the events that a filter names.
func leavesFrom(tx *tenants.Tx, f Filter, whole bool, size, from int64) (all []JournalLeaf, err error) {
	q := tx.DB().Where("position >= ? and position < ?", from, size)
	if !whole {
		q = q.Where("event_id in (?)", f.narrow(of(tx.DB().Model(&AuditLog{}).Select("id"), tx.Tenant())))
	}
	return all, q.Order("position").Limit(takeBatch).Find(&all).Error
}

// eventsOf are the events at places, by their ids.
func eventsOf(tx *tenants.Tx, leaves []JournalLeaf) (map[uuid.UUID]AuditLog, error) {
	ids := make([]uuid.UUID, len(leaves))
	for i, l := range leaves {
		ids[i] = l.EventID
	}
	var rows []AuditLog
	err := tx.DB().Where("id in ?", ids).Find(&rows).Error
	all := make(map[uuid.UUID]AuditLog, len(rows))
	for _, a := range rows {
		all[a.ID] = a
	}
	return all, err
}

// readHashes reads hashes of the organisation's tree, by tlog's index.
func readHashes(tx *tenants.Tx, into map[int64]tlog.Hash) error {
	var positions []int64
	var nodes [][]any
	for n := range into {
		if level, place := tlog.SplitStoredHashIndex(n); level == 0 {
			positions = append(positions, place)
		} else {
			nodes = append(nodes, []any{level, place})
		}
	}
	if len(positions) > 0 {
		var rows []JournalLeaf
		if err := tx.DB().Where("position in ?", positions).Find(&rows).Error; err != nil {
			return err
		}
		for _, l := range rows {
			into[tlog.StoredHashIndex(0, l.Position)] = tlog.Hash(l.Hash)
		}
	}
	if len(nodes) == 0 {
		return nil
	}
	var rows []JournalNode
	if err := tx.DB().Where("(level, place) in ?", nodes).Find(&rows).Error; err != nil {
		return err
	}
	for _, n := range rows {
		into[tlog.StoredHashIndex(n.Level, n.Place)] = tlog.Hash(n.Hash)
	}
	return nil
}
