package demo

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
)

// merges: two trainees came again under the addresses of their offices, each
// with mediations in a logbook of their own. One pair was made one record, and
// can still be undone; the other waits for somebody to look.
func (t *teller) merges() {
	const joined, waits = "Nelly Chuquimarca", "Paúl Sarmiento Vega"
	again := map[string]candidates.NewCandidate{
		joined: {Name: "Nelly Chuquimarca Toapanta", Email: "n.chuquimarca@notaria-sangolqui.example", Language: "es", Country: "EC"},
		waits:  {Name: "Sarmiento Vega, Paul", Email: "psarmiento@mediadores-del-austro.example", Language: "es", Country: "EC", Reference: "CUE-014"},
	}
	t.on(12, "10:20", "two trainees are put on file a second time", func() error {
		for name, in := range again {
			err := t.as(Joaquin, func(tx *tenants.Tx) error {
				c, err := candidates.Add(tx, in)
				t.ids["again "+name] = c.ID
				return err
			})
			if err != nil {
				return err
			}
			if err := t.logbook(andinaHouse, "again "+name, 3, 1); err != nil {
				return err
			}
		}
		return nil
	})
	t.on(4, "09:15", "two records of one person are made one", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error { return t.unite(tx, t.ids[joined], t.ids["again "+joined]) })
	})
}

func (t *teller) unite(tx *tenants.Tx, kept, gone uuid.UUID) error {
	c, err := merges.Compare(tx, kept, gone)
	if err != nil {
		return err
	}
	_, err = merges.Unite(tx, merges.NewMerge{Kept: kept, Merged: gone, Digest: c.Digest()})
	return err
}
