package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"
)

// Certificate is a certificate of completion: not a record of Accord's making
// but the organisation's own paper, on a page of its own form.
type Certificate struct {
	Organisation string
	Number       string
	Holder       string
	Wording      Words // whole sentences that go on from the holder's name
	Signatory    string
	Title        string // the signatory's
	Issued       time.Time
	Logo         []byte // a PNG; nil: the organisation's name alone
	Address      string // where the number is checked; the QR code leads there
	Sample       bool   // says across the page that it is none
}

// Sheet is what the certificate says, for its hash.
func (c Certificate) Sheet() Sheet {
	logo := "—"
	if len(c.Logo) > 0 {
		sum := sha256.Sum256(c.Logo)
		logo = hex.EncodeToString(sum[:])
	}
	return Sheet{Title: certificateTitle, Organisation: c.Organisation, Subject: c.Holder, Blocks: []Block{
		Facts{
			{Words{"Number", "Número"}, c.Number},
			{Words{"Issued", "Emitido"}, day(c.Issued)},
			{Words{"Signatory", "Firmante"}, orDash(c.Signatory)},
			{Words{"Title", "Cargo"}, orDash(c.Title)},
			{Words{"Logo (SHA-256)", "Logotipo (SHA-256)"}, logo},
		},
		Text{Words{"English", "Inglés"}, c.Wording.EN},
		Text{Words{"Spanish", "Español"}, c.Wording.ES},
	}}
}

var certificateTitle = Words{"Certificate of completion", "Certificado de finalización"}

// A4 across, in millimetres.
const (
	acrossWidth  = 297.0
	acrossHeight = 210.0
	edge         = 22.0
	within       = acrossWidth - 2*edge
)

// Print makes the certificate's PDF: one page, across.
func (c Certificate) Print(sealed Sealed) ([]byte, error) {
	if sealed.Zone == nil {
		sealed.Zone = time.UTC
	}
	code, err := qr.Encode(c.Address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("record: the QR code of %s: %w", c.Number, err)
	}
	s := c.Sheet()
	pdf := paperOf(fpdf.New("L", "mm", "A4", ""), s, sealed)
	pdf.AddPage()
	p := &pen{pdf: pdf, sheet: s}
	p.frame()
	c.head(p)
	c.body(p)
	c.foot(p, code, sealed)
	if c.Sample {
		p.across("SAMPLE · MUESTRA")
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return out.Bytes(), nil
}

func (p *pen) frame() {
	p.pdf.SetFillColor(brand[0], brand[1], brand[2])
	p.pdf.Rect(0, 0, acrossWidth, 5, "F")
	p.pdf.SetDrawColor(hairline[0], hairline[1], hairline[2])
	p.pdf.SetLineWidth(0.25)
	p.pdf.Rect(10, 13, acrossWidth-20, acrossHeight-23, "D")
}

// head is whose certificate it is: the logo, or the name alone.
func (c Certificate) head(p *pen) {
	const top, tall, wide = 21.0, 22.0, 70.0
	x := edge
	if len(c.Logo) > 0 {
		options := fpdf.ImageOptions{ImageType: "PNG"}
		info := p.pdf.RegisterImageOptionsReader("logo", options, bytes.NewReader(c.Logo))
		if info != nil && info.Width() > 0 && info.Height() > 0 {
			scale := min(wide/info.Width(), tall/info.Height())
			w, h := info.Width()*scale, info.Height()*scale
			p.pdf.ImageOptions("logo", x, top+(tall-h)/2, w, h, false, options, 0, "")
			x += w + 7
		}
	}
	p.font("sans", "B", 13, ink)
	lines := p.wrapped(c.Organisation, acrossWidth-edge-x)
	p.y = top + tall/2 - float64(len(lines)-1)*3 + 1.5
	for _, l := range lines {
		p.at(x, p.y, l)
		p.y += 6
	}
}

func (c Certificate) body(p *pen) {
	p.font("serif", "", 32, ink)
	p.at(edge, 62, certificateTitle.EN)
	p.font("serif", "", 15, muted)
	p.at(edge, 70.5, certificateTitle.ES)
	p.line(75.5, ochre, 0.9, edge, 26)

	p.font("sans", "", 10, faint)
	p.at(edge, 85, "This is to certify that · Se certifica que")
	size := 27.0
	for p.font("serif", "", size, ink); size > 15 && p.pdf.GetStringWidth(c.Holder) > within; size-- {
		p.font("serif", "", size-1, ink)
	}
	p.at(edge, 97.5, p.fitting(c.Holder, within))

	p.y = 104
	p.font("sans", "", 12, ink)
	p.short(c.Wording.EN, 6, 3)
	p.y += 1.5
	p.font("sans", "", 11, muted)
	p.short(c.Wording.ES, 5.6, 3)
}

// short writes at most so many lines: a certificate has one page.
func (p *pen) short(text string, leading float64, most int) {
	lines := p.wrapped(text, within)
	for size, _ := p.pdf.GetFontSize(); len(lines) > most && size > 7; size-- {
		_, _, _, c := p.current()
		p.font("sans", "", size-1, c)
		lines, leading, most = p.wrapped(text, within), leading*(size-1)/size, most+1
	}
	for _, l := range lines {
		p.at(edge, p.y+leading*0.75, l)
		p.y += leading
	}
}

// foot is who signed and when, and how anybody can check it.
func (c Certificate) foot(p *pen, code *qr.Code, sealed Sealed) {
	const line = 172.0
	if c.Signatory != "" {
		p.line(line, muted, 0.3, edge, 80)
		p.font("sans", "B", 11, ink)
		p.at(edge, line+5.5, p.fitting(c.Signatory, 80))
		p.font("sans", "", 9.5, muted)
		p.at(edge, line+10, p.fitting(c.Title, 80))
	}
	p.line(line, muted, 0.3, edge+92, 52)
	p.font("sans", "B", 11, ink)
	issued := Day(c.Issued)
	p.at(edge+92, line+5.5, issued.EN)
	p.font("sans", "", 9.5, muted)
	p.at(edge+92, line+10, issued.ES)
	p.font("sans", "", 8.5, faint)
	p.at(edge+92, line+14.5, "Issued · Emitido")

	const side = 30.0
	x := acrossWidth - edge - side
	p.code(code, x, 145, side)
	p.font("sans", "B", 10, ink)
	p.right(x-5, 162, c.Number)
	p.font("sans", "", 8.5, muted)
	p.right(x-5, 167, "Check this certificate · Verifique este certificado")
	p.font("sans", "", 7, faint)
	p.right(acrossWidth-edge, line+9, strings.TrimPrefix(strings.TrimPrefix(c.Address, "https://"), "http://"))

	p.font("sans", "", 6.5, faint)
	p.at(edge, 194, fmt.Sprintf("Sealed · Sellado %s (%s) · version %d · SHA-256 %s", sealed.At.In(sealed.Zone).Format("2006-01-02 15:04:05 -07:00"),
		sealed.Zone, sealed.Version, hex.EncodeToString(c.Sheet().Hash())))
}

// code draws a QR code: every black run of a row is one box.
func (p *pen) code(code *qr.Code, x, y, side float64) {
	p.pdf.SetFillColor(0, 0, 0)
	one := side / float64(code.Size)
	for row := range code.Size {
		for from := 0; from < code.Size; {
			to := from
			for to < code.Size && code.Black(to, row) {
				to++
			}
			if to > from {
				p.pdf.Rect(x+float64(from)*one, y+float64(row)*one, float64(to-from)*one, one, "F")
			}
			from = to + 1
		}
	}
}

// across writes over the page what must not be mistaken.
func (p *pen) across(words string) {
	p.pdf.SetAlpha(0.12, "Normal")
	p.font("sans", "B", 74, brand)
	p.pdf.TransformBegin()
	p.pdf.TransformRotate(24, acrossWidth/2, acrossHeight/2)
	p.at(acrossWidth/2-p.pdf.GetStringWidth(words)/2, acrossHeight/2+10, words)
	p.pdf.TransformEnd()
	p.pdf.SetAlpha(1, "Normal")
}
