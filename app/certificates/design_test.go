package certificates_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"accord/app/certificates"
	"accord/tenants"
	"accord/tenants/fault"
)

func drawing(t *testing.T, side int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	for x := range side {
		m.Set(x, x, color.NRGBA{18, 53, 64, 255})
	}
	var b bytes.Buffer
	ok(t, png.Encode(&b, m))
	return b.Bytes()
}

func plain() certificates.NewDesign {
	return certificates.NewDesign{Signatory: "Elena Andrade", SignatoryTitle: "Director", WordingEn: "completed {course}, {hours} hours", WordingEs: "completó {course}, {hours} horas"}
}

func (s *course) design(t *testing.T, m tenants.Member, in certificates.NewDesign) (d certificates.Design, err error) {
	t.Helper()
	err = s.write(t, m, func(tx *tenants.Tx) (err error) { d, err = certificates.EditDesign(tx, in); return err })
	return d, err
}

func TestANewDesignHoldsForWhatIsIssuedAfterIt(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 2)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.Issue(tx, s.Cohort.ID, s.ids(0))
		return err
	}))
	in := plain()
	in.Logo = append(drawing(t, 40), "a second file behind the first"...)
	d, err := s.design(t, s.Andina.Manager, in)
	ok(t, err)
	s.issue(t)
	for _, c := range s.all(t, s.Andina.Manager, certificates.Filter{}) {
		later := c.EnrolmentID == s.People[1].ID
		if (c.LogoID != nil) != later || (c.Signatory == "Elena Andrade") != later || (c.WordingEn == in.WordingEn) != later {
			t.Errorf("%s says %q, signed %q", c.Holder, c.WordingEn, c.Signatory)
		}
	}
	ok(t, s.read(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		l, err := certificates.LogoOf(tx, *d.LogoID)
		if err == nil && (l.Width != 40 || bytes.Contains(l.PNG, []byte("second file"))) {
			t.Errorf("the logo is kept with %d pixels and what stood behind it", l.Width)
		}
		return err
	}))
	in.Logo, in.WithoutLogo = nil, true
	d, err = s.design(t, s.Andina.Manager, in)
	ok(t, err)
	if d.LogoID != nil {
		t.Error("the logo stays")
	}
}

func TestADesignSaysWhatIsWrongWithIt(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 0)
	for key, change := range map[string]func(*certificates.NewDesign){
		"certificate.wording_required": func(d *certificates.NewDesign) { d.WordingEs = "  " },
		"certificate.place_unknown":    func(d *certificates.NewDesign) { d.WordingEn = "completed {cours}" },
		"certificate.too_long":         func(d *certificates.NewDesign) { d.Signatory = strings.Repeat("e", 121) },
		"certificate.logo_type":        func(d *certificates.NewDesign) { d.Logo = []byte("GIF89a and so on") },
		"certificate.logo_large":       func(d *certificates.NewDesign) { d.Logo = make([]byte, certificates.MaxLogo+1) },
		"certificate.logo_pixels":      func(d *certificates.NewDesign) { d.Logo = drawing(t, certificates.MaxPixel+1) },
	} {
		in := plain()
		change(&in)
		_, err := s.design(t, s.Andina.Manager, in)
		said(t, err, fault.Invalid, key)
	}
	_, err := s.design(t, s.Andina.Trainer, plain())
	refused(t, err, fault.NotFound)
}
