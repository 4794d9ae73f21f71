package boot

import (
	"accord/app/adjustments"
	"accord/tenants"
)

// adjustments: one that is granted, and one that is asked for.
func (f *filled) adjustments() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		asked, err := adjustments.Ask(tx, f.id("candidate"), "interpreter", "Into Kichwa.")
		if err != nil {
			return err
		}
		f.is("adjustment asked", asked.ID)
		granted, err := adjustments.Ask(tx, f.id("candidate"), "extra_time", "A quarter more.")
		if err != nil {
			return err
		}
		f.is("adjustment granted", granted.ID)
		_, err = adjustments.Grant(tx, granted.ID)
		return err
	})
}
