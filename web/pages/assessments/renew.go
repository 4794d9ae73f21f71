package assessments

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
)

// renewDocument answers a fresh address of a document that lies open for longer
// than its address holds. The reading is noted once more.
func (p pages) renewDocument(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	which, err := m.ID("document")
	if err != nil {
		return err
	}
	d, err := p.desk(m, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(slices.Concat(d.file, d.older), func(v evidence.Version) bool { return v.ID == which && v.ID != uuid.Nil }) {
		return fault.Absent("version")
	}
	var v evidence.Version
	if err = p.write(m, func(tx *tenants.Tx) (err error) { v, err = evidence.Open(tx, which, true); return err }); err != nil {
		return err
	}
	address, err := p.room.Address(m.Context(), v, true)
	if err != nil {
		return err
	}
	return m.JSON(map[string]string{"address": address.String()})
}
