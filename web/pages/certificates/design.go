package certificates

import (
	"bytes"
	"io"
	"mime/multipart"
	"time"

	"accord/app/certificates"
	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// designed is the organisation's design as its page shows it.
type designed struct {
	certificates.Design
	organisation organisations.Organisation
	logo         []byte
	now          time.Time
}

func (p pages) designed(m *web.Member) (d designed, err error) {
	if !manages(m) {
		return d, fault.Denied()
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		d.now = tx.Now()
		if d.organisation, err = organisations.Find(tx, tx.Tenant()); err != nil {
			return err
		}
		if d.Design, err = certificates.DesignOf(tx); err != nil || d.LogoID == nil {
			return err
		}
		l, err := certificates.LogoOf(tx, *d.LogoID)
		d.logo = l.PNG
		return err
	})
	return d, err
}

func (p pages) design(m *web.Member) error {
	d, err := p.designed(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("signatory", d.Signatory).Set("signatory_title", d.SignatoryTitle).Set("wording_en", d.WordingEn).Set("wording_es", d.WordingEs)
	return m.Render(designPageOf(m), designPage(f, d))
}

func (p pages) editDesign(m *web.Member) error {
	d, err := p.designed(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in, err := readDesign(f)
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := certificates.EditDesign(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, designPageOf(m), designPage(f, d))
	}
	return m.Redirect("/certificates/design", "certificate.design_saved")
}

// sample prints what was typed, before anything is kept.
func (p pages) sample(m *web.Member) error {
	d, err := p.designed(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in, err := readDesign(f)
	logo := d.logo
	if err == nil {
		var sent []byte
		if sent, err = in.Check(); sent != nil {
			logo = sent
		}
	}
	if err != nil {
		return m.Refuse(f, err, designPageOf(m), designPage(f, d))
	}
	if in.WithoutLogo && len(in.Logo) == 0 {
		logo = nil
	}
	pdf, err := certificates.SampleOf(d.organisation, in, logo, d.now, p.site)
	if err != nil {
		return err
	}
	return m.Send(m.T.Say("certificate.sample_file")+".pdf", "application/pdf", bytes.NewReader(pdf))
}

func readDesign(f *forms.Form) (in certificates.NewDesign, err error) {
	in = certificates.NewDesign{Signatory: f.OptionalText("signatory", 2*certificates.MaxSignatory), SignatoryTitle: f.OptionalText("signatory_title", 2*certificates.MaxSignatory),
		WordingEn: f.OptionalText("wording_en", 2*certificates.MaxWording), WordingEs: f.OptionalText("wording_es", 2*certificates.MaxWording), WithoutLogo: f.Bool("without_logo")}
	sent := f.OptionalFile("logo", certificates.MaxLogo)
	if err := f.Err(); err != nil || sent == nil {
		return in, err
	}
	in.Logo, err = readAll(sent)
	return in, err
}

func readAll(sent *multipart.FileHeader) (data []byte, err error) {
	file, err := sent.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, certificates.MaxLogo+1))
}

// logo shows a logo as it is printed.
func (p pages) logo(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var l certificates.Logo
	if err := p.read(m, func(tx *tenants.Tx) (err error) { l, err = certificates.LogoOf(tx, id); return err }); err != nil {
		return err
	}
	return m.Send("logo.png", "image/png", bytes.NewReader(l.PNG))
}

func designPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("certificate.design"), Crumbs: crumbs(m)}
}
