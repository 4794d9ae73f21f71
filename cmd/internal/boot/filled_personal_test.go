package boot

import (
	"github.com/google/uuid"

	"accord/app/personal"
	"accord/tenants"
)

// personal: the link of somebody in the cohort, which was sent a while ago.
func (f *filled) personal() {
	var links map[uuid.UUID]uuid.UUID
	f.write(f.org.Manager, func(tx *tenants.Tx) (err error) {
		links, err = personal.LinksFor(tx, f.id("enrolment late"), f.id("enrolment ready"))
		return err
	})
	f.ids["personal link"] = f.DB.LinkToken(links[f.id("enrolment late")])
}
