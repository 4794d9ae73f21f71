package certificates

import (
	"net/http"
	"net/url"
	"time"

	"accord/app/certificates"
	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"

	"github.com/google/uuid"
)

// verified is what is known of a number, and when it was asked.
type verified struct {
	certificates.Published
	at time.Time
}

// verify says what is known of a number, to anybody. When it cannot be read
// the page says so: what is not known is never shown as valid.
func (p pages) verify(r *web.Public) error {
	v := verified{}
	err := p.db.Public(r.Context(), func(tx *tenants.PublicTx) (err error) {
		v.at = tx.Now()
		v.Published, err = certificates.Verify(tx, r.Param("number"))
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return r.Show(http.StatusNotFound, r.View(), ui.PublicFrame(ui.Page{Title: r.T.Say("certificate.unknown")}, unknownPage()))
	}
	if err != nil {
		return err
	}
	if v.Number != r.Param("number") {
		return r.Go(certificates.Path(url.PathEscape(v.Number)))
	}
	return r.Render(ui.Page{Title: v.Holder}, verifiedPage(v))
}

// held is a candidate's own certificate, behind the link that was mailed.
type held struct {
	certificates.Certificate
	paper string // where its PDF is
	code  string // the QR code, as the path of an SVG
	size  int    // of the code
	check string // the address anybody checks it at
}

// own shows a candidate their certificate. The link signs nobody in: it opens
// this one certificate and its paper.
func (p pages) own(r *web.Public) error {
	guest, id, err := p.guest(r)
	if err != nil {
		return err
	}
	v := held{paper: "/o/" + r.Param("organisation") + "/certificate/" + r.Param("token") + "/paper"}
	err = p.db.Read(r.Context(), guest, func(tx *tenants.Tx) (err error) { v.Certificate, err = certificates.Find(tx, id); return err })
	if err != nil {
		return err
	}
	v.check = p.site + certificates.Path(v.Number)
	if v.code, v.size, err = CodeOf(v.check); err != nil {
		return err
	}
	return r.Render(ui.Page{Title: v.Holder}, ownPage(v))
}

// ownPaper leads to the paper's bytes. The reading is noted.
func (p pages) ownPaper(r *web.Public) error {
	guest, id, err := p.guest(r)
	if err != nil {
		return err
	}
	var version evidence.Version
	err = p.db.Write(r.Context(), guest, func(tx *tenants.Tx) error {
		c, err := certificates.Find(tx, id)
		if err != nil {
			return err
		}
		if c.DocumentVersionID == nil {
			return fault.New(fault.Conflict, "certificate.not_sealed")
		}
		version, err = evidence.Open(tx, *c.DocumentVersionID, false)
		return err
	})
	if err != nil {
		return err
	}
	address, err := p.room.Address(r.Context(), version, false)
	if err != nil {
		return err
	}
	return r.Away(address)
}

// guest admits the holder of a link to their certificate, and to nothing else.
func (p pages) guest(r *web.Public) (tenants.Member, uuid.UUID, error) {
	l, err := p.db.LinkOf(r.Context(), r.Param("token"))
	if err == nil && (l.Act != certificates.ActCertificate || l.Slug != r.Param("organisation")) {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	if err != nil {
		return tenants.Member{}, uuid.Nil, err
	}
	m, err := p.db.GuestMember(r.Context(), l, uuid.Nil, r.RequestID())
	return m, l.Subject, err
}
