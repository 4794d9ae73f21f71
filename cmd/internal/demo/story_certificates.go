package demo

import (
	"fmt"

	"accord/app/certificates"
	"accord/app/paging"
	"accord/tenants"
)

// certificates: those who completed the earlier cohort have theirs. One was
// issued again because a surname was missing.
func (t *teller) certificates() {
	end := completed.first - 5*(len(completed.hours)-1)
	t.on(end-3, "15:00", "how certificates look is chosen", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := certificates.EditDesign(tx, certificates.NewDesign{Signatory: Joaquin.Name, SignatoryTitle: "Gestión de programas · Program management",
				WordingEn: certificates.DefaultWordingEn, WordingEs: certificates.DefaultWordingEs})
			return err
		})
	})
	t.on(end-4, "10:00", "certificates are issued", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error { _, err := certificates.Issue(tx, t.ids[completed.key], nil); return err })
	})
	t.on(end-6, "09:00", "a certificate is issued again under the full name", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			page, err := certificates.List(tx, certificates.Filter{Cohort: t.ids[completed.key], Search: completed.people[10]}, paging.Ask{})
			if err != nil {
				return err
			}
			if len(page.Items) == 0 {
				return fmt.Errorf("demo: %s has no certificate", completed.people[10])
			}
			_, err = certificates.Correct(tx, page.Items[0].ID, completed.people[10]+" Toapanta", "Faltaba el segundo apellido.")
			return err
		})
	})
}
