package record

import (
	"bytes"
	_ "embed" // the fonts
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

//go:embed fonts/SourceSans3-Regular.ttf
var sansRegular []byte

//go:embed fonts/SourceSans3-SemiBold.ttf
var sansSemiBold []byte

//go:embed fonts/SourceSerif4-SemiBold.ttf
var serifSemiBold []byte

// Render makes the PDF of a sheet. Text in scripts that the fonts do not have
// (they have Latin, Greek and Cyrillic) is printed as far as they go.
func Render(s Sheet, sealed Sealed) ([]byte, error) {
	if sealed.Zone == nil {
		sealed.Zone = time.UTC
	}
	pdf := paperOf(fpdf.New("P", "mm", "A4", ""), s, sealed)
	pdf.AliasNbPages("{pages}")

	p := &pen{pdf: pdf, sheet: s}
	pdf.SetFooterFunc(func() { p.footer(s, sealed) })
	p.newPage()
	p.title(s)
	for _, b := range s.Blocks {
		b.draw(p)
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return out.Bytes(), nil
}

// paperOf says on a document what it is and when it was sealed, and gives it our fonts.
func paperOf(pdf *fpdf.Fpdf, s Sheet, sealed Sealed) *fpdf.Fpdf {
	pdf.SetCatalogSort(true) // the same sheet is the same file
	pdf.SetCreationDate(sealed.At.UTC())
	pdf.SetModificationDate(sealed.At.UTC())
	pdf.SetTitle(joined(" · ", s.Title.EN, s.Title.ES, s.Subject), true)
	pdf.SetAuthor(s.Organisation, true)
	pdf.SetCreator("Accord", true)
	pdf.SetProducer("Accord", true)
	pdf.SetLang("en")
	pdf.AddUTF8FontFromBytes("sans", "", sansRegular)
	pdf.AddUTF8FontFromBytes("sans", "B", sansSemiBold)
	pdf.AddUTF8FontFromBytes("serif", "", serifSemiBold)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, 0)
	return pdf
}

// title is the head of the first page: the mark, whose record it is, what it
// is in both languages, and whom it is about.
func (p *pen) title(s Sheet) {
	p.mark(margin, p.y)
	p.font("sans", "B", 10, ink)
	p.at(margin+15, p.y+5.6, s.Organisation)
	p.font("sans", "", 8.5, faint)
	p.at(margin+15, p.y+9.6, "Record kept in Accord · Registro conservado en Accord")
	p.y += 24
	p.font("serif", "", 23, ink)
	p.paragraph(margin, width, s.Title.EN, 9.5)
	p.font("serif", "", 13, muted)
	p.paragraph(margin, width, s.Title.ES, 6.5)
	p.y += 4
	p.line(p.y, ochre, 0.7, margin, 22)
	p.y += 4
	if s.Subject != "" {
		p.font("sans", "B", 13, ink)
		p.paragraph(margin, width, s.Subject, 6)
		p.y += 2
	}
	p.y += 3
}

// continued is the head of every further page.
func (p *pen) continued(s Sheet) {
	p.font("sans", "", 8.5, faint)
	p.at(margin, p.y+3, p.fitting(joined(" · ", s.Title.EN, s.Title.ES, s.Subject), width))
	p.line(p.y+5.5, hairline, 0.2, margin, width)
	p.y += 12
}

// footer tells on every page what makes it this record: version, moment, hash.
func (p *pen) footer(s Sheet, sealed Sealed) {
	y := pageHeight - bottom + 8
	p.line(y, hairline, 0.2, margin, width)
	p.font("sans", "", 7.5, muted)
	moment := sealed.At.In(sealed.Zone)
	p.at(margin, y+4.5, fmt.Sprintf("Version %d · Versión %d  ·  Sealed · Sellado  %s %s (%s)", sealed.Version, sealed.Version,
		moment.Format("2006-01-02 15:04:05"), moment.Format("-07:00"), sealed.Zone))
	pages := fmt.Sprintf("%d / {pages}", p.pdf.PageNo())
	p.at(margin+width-p.pdf.GetStringWidth(fmt.Sprintf("%d / 00", p.pdf.PageNo())), y+4.5, pages)
	p.font("sans", "", 7.5, faint)
	p.at(margin, y+8.8, "Record hash · Huella del registro (SHA-256)")
	p.pdf.SetFont("Courier", "", 7.5)
	p.at(margin, y+12.8, strings.TrimSpace(grouped(s.Hash())))
}

// grouped writes a hash in groups of eight, which an eye can compare.
func grouped(hash []byte) string {
	var b strings.Builder
	for i, text := 0, hex.EncodeToString(hash); i < len(text); i += 8 {
		b.WriteString(text[i:min(i+8, len(text))])
		b.WriteByte(' ')
	}
	return b.String()
}
