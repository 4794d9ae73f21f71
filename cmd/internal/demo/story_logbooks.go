package demo

import (
	"errors"
	"regexp"
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
)

var refereeToken = regexp.MustCompile(`/referee/([A-Za-z0-9_-]{43})`)

// logbooks are Verónica's: of her mediations that nobody has verified, one
// referee confirms and disputes some, and another is being asked.
func (t *teller) logbooks() {
	const of = "Verónica Salazar Jijón"
	t.on(2, "11:10", "two referees are asked about a logbook", func() error {
		return t.as(andinaHouse.manager, func(tx *tenants.Tx) error {
			all, err := candidates.Logbook(tx, t.ids[of])
			if err != nil {
				return err
			}
			var open []uuid.UUID
			for _, e := range all {
				if e.VerifiedAt == nil {
					open = append(open, e.ID)
				}
			}
			for i, r := range []candidates.NewReferee{
				{Name: "Dra. Mercedes Albán Ruiz", Email: "mercedes.alban@centrojudicial.example", Relation: "Directora del centro de mediación judicial", Language: "es", Entries: open[:2]},
				{Name: "Howard Pritchard", Email: "h.pritchard@harbour-adr.example", Relation: "Co-mediator in an online commercial case", Language: "en", Entries: open[2:3]},
			} {
				asked, err := candidates.AskReferee(tx, t.ids[of], r)
				if err != nil {
					return err
				}
				t.ids[[]string{"referee", "referee asked"}[i]] = asked.ID
			}
			return nil
		})
	})
	t.on(1, "16:40", "a referee answers", func() error {
		return t.testifies("mercedes.alban@centrojudicial.example", t.ids["referee"], "Dirigí el centro donde se celebraron; no nos une parentesco.", "Se celebró, pero la presencié como observadora: otra persona medió.")
	})
}

// testifies answers by the link that was mailed: all is confirmed but the last.
func (t *teller) testifies(email string, request uuid.UUID, declared, reason string) error {
	for _, m := range t.Services.Mail.Messages() {
		found := refereeToken.FindStringSubmatch(m.Text)
		if !slices.Contains(m.To, email) || found == nil {
			continue
		}
		l, err := t.Parts.DB.LinkOf(t.ctx, found[1])
		if err != nil {
			return err
		}
		guest, err := t.Parts.DB.GuestMember(t.ctx, l, uuid.Nil, "demo")
		if err != nil {
			return err
		}
		return t.Parts.DB.Write(t.ctx, guest, func(tx *tenants.Tx) error {
			r, err := candidates.RefereeOf(tx, request)
			if err != nil {
				return err
			}
			in := candidates.Testimony{Declared: declared}
			for i, item := range r.Open() {
				s := candidates.Saying{Item: item.ID, Says: candidates.Confirmed}
				if i == len(r.Items)-1 {
					s.Says, s.Reason = candidates.Disputed, reason
				}
				in.Sayings = append(in.Sayings, s)
			}
			_, err = candidates.Answer(tx, request, in)
			return err
		})
	}
	return errors.New("demo: no link was mailed to " + email)
}
