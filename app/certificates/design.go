package certificates

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// How long what an organisation says of its certificates may be, in characters.
const (
	MaxSignatory = 120
	MaxWording   = 600
)

// The wording of an organisation that has chosen none.
const (
	DefaultWordingEn = "has completed the course {course} of the program {program}, with {hours} hours of training, from {from} to {to}."
	DefaultWordingEs = "ha completado el curso {course} del programa {program}, con {hours} horas de formación, del {from} al {to}."
)

// Places are what a wording can say of a certificate, in braces.
var Places = []string{"course", "program", "hours", "from", "to"}

// NewDesign is what a form says of an organisation's certificates.
type NewDesign struct {
	Signatory, SignatoryTitle string
	WordingEn, WordingEs      string
	Logo                      []byte // as uploaded; nil leaves the one there is
	WithoutLogo               bool   // take it away
}

// DesignOf is how the organisation's certificates look now; one that has
// chosen nothing has the default wording and signs with its name.
func DesignOf(tx *tenants.Tx) (Design, error) {
	d, err := one[Design](tx, "certificate_design", "id = ?", tx.Tenant())
	if fault.Is(err, fault.NotFound) {
		return Design{TenantID: tx.Tenant(), ID: tx.Tenant(), WordingEn: DefaultWordingEn, WordingEs: DefaultWordingEs}, nil
	}
	return d, err
}

// LogoOf reads a logo. Returns NotFound.
func LogoOf(tx *tenants.Tx, id uuid.UUID) (Logo, error) {
	return one[Logo](tx, "certificate_logo", "id = ?", id)
}

// EditDesign changes how certificates look from now on; those issued stay as
// they are. Returns Invalid with every wrong field.
func EditDesign(tx *tenants.Tx, in NewDesign) (Design, error) {
	if err := tx.Lock(tx.Tenant()); err != nil { // two first designs at once are one
		return Design{}, err
	}
	d, err := DesignOf(tx)
	if err != nil {
		return d, err
	}
	logo, err := in.check()
	if err != nil {
		return d, err
	}
	if err := tx.Allow("edit", &d); err != nil {
		return d, err
	}
	d.Signatory, d.SignatoryTitle, d.WordingEn, d.WordingEs = oneLine(in.Signatory), oneLine(in.SignatoryTitle), oneLine(in.WordingEn), oneLine(in.WordingEs)
	d.UpdatedAt, d.UpdatedBy = tx.Now(), membership(tx)
	switch {
	case logo != nil:
		row := Logo{TenantID: tx.Tenant(), ID: tx.NewID(), PNG: logo.png, Width: logo.width, Height: logo.height, AddedAt: tx.Now(), AddedBy: membership(tx)}
		if err := insert(tx, &row); err != nil {
			return d, err
		}
		d.LogoID = &row.ID
	case in.WithoutLogo:
		d.LogoID = nil
	}
	if err := saveDesign(tx, d); err != nil {
		return d, err
	}
	tx.Record(tenants.Event{Action: "certificate_design.edited", Resource: "certificate_design", Subject: d.ID})
	return d, nil
}

// Check says what is wrong with a design, without keeping it: for a sample.
// The logo it answers is the PNG to print; nil when none was uploaded.
func (in NewDesign) Check() ([]byte, error) {
	l, err := in.check()
	if err != nil || l == nil {
		return nil, err
	}
	return l.png, nil
}

func (in NewDesign) check() (*picture, error) {
	var c fault.Check
	for _, f := range []struct {
		name, text string
		most       int
	}{{"signatory", in.Signatory, MaxSignatory}, {"signatory_title", in.SignatoryTitle, MaxSignatory}, {"wording_en", in.WordingEn, MaxWording}, {"wording_es", in.WordingEs, MaxWording}} {
		c.If(utf8.RuneCountInString(oneLine(f.text)) > f.most, f.name, "certificate.too_long", "Max", f.most)
	}
	for name, text := range map[string]string{"wording_en": in.WordingEn, "wording_es": in.WordingEs} {
		unknown := unknownPlace(text)
		switch {
		case c.If(oneLine(text) == "", name, "certificate.wording_required"):
		case c.If(unknown != "", name, "certificate.place_unknown", "Place", unknown):
		}
	}
	var logo *picture
	if len(in.Logo) > 0 {
		p, key := readLogo(in.Logo)
		if !c.If(key != "", "logo", key) {
			logo = p
		}
	}
	return logo, c.Err()
}

// unknownPlace is the first thing in braces that no certificate can say.
func unknownPlace(wording string) string {
	for rest := wording; ; {
		_, after, found := strings.Cut(rest, "{")
		if !found {
			return ""
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed {
			name, _ = cutAt(after, 20)
			return "{" + name
		}
		known := false
		for _, p := range Places {
			known = known || p == name
		}
		if !known {
			name, _ = cutAt(name, 20)
			return "{" + name + "}"
		}
		rest = tail
	}
}

func cutAt(s string, most int) (string, bool) {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…", true
	}
	return s, false
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
