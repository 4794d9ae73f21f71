package demo

import (
	"bytes"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// office is whose paper the evidence of a story is written on.
type office struct {
	name, place string
	colour      [3]int
	spanish     bool
}

var (
	andinas  = office{"Academia Andina de Mediación", "Av. 12 de Octubre N24-562, Quito", [3]int{18, 83, 100}, true}
	nordlyss = office{"Nordlys Meklingsakademi", "Karl Johans gate 41, 0162 Oslo", [3]int{60, 72, 110}, false}
)

// A sheet of A4, in millimetres.
const (
	left  = 24.0
	inner = 210 - 2*left
)

// sheet writes downwards in the fonts every reader of PDF has.
type sheet struct {
	pdf *fpdf.Fpdf
	say func(string) string // into the fonts' own encoding
	of  office
}

func (o office) sheet(title string, on time.Time, orientation string) sheet {
	pdf := fpdf.New(orientation, "mm", "A4", "")
	pdf.SetCreationDate(on)
	pdf.SetModificationDate(on)
	pdf.SetTitle(title, true)
	pdf.SetAuthor(o.name, true)
	pdf.SetMargins(left, 20, left)
	pdf.SetAutoPageBreak(true, 22)
	pdf.AddPage()
	return sheet{pdf, pdf.UnicodeTranslatorFromDescriptor(""), o}
}

func (s sheet) bytes() []byte {
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		panic(err) // what is written here does not depend on anything
	}
	return out.Bytes()
}

func (s sheet) font(family, style string, size float64, grey int) {
	s.pdf.SetFont(family, style, size)
	s.pdf.SetTextColor(grey, grey, grey)
}

func (s sheet) coloured() { s.pdf.SetTextColor(s.of.colour[0], s.of.colour[1], s.of.colour[2]) }

func (s sheet) paragraph(text string, leading float64) {
	s.pdf.MultiCell(0, leading, s.say(text), "", "L", false)
}

// head is the office's letterhead.
func (s sheet) head() {
	c := s.of.colour
	s.pdf.SetDrawColor(c[0], c[1], c[2])
	s.pdf.SetLineWidth(0.9)
	s.pdf.Circle(left+4, 24, 4, "D")
	s.pdf.Circle(left+8.5, 24, 4, "D")
	s.font("Times", "B", 15, 30)
	s.coloured()
	s.pdf.SetXY(left+17, 18.5)
	s.pdf.CellFormat(0, 6, s.say(s.of.name), "", 2, "L", false, 0, "")
	s.font("Helvetica", "", 8.5, 110)
	s.pdf.CellFormat(0, 5, s.say(s.of.place), "", 1, "L", false, 0, "")
	s.pdf.SetLineWidth(0.25)
	s.pdf.Line(left, 33, 210-left, 33)
	s.pdf.SetY(42)
}

// signature is a stroke, a line and a name.
func (s sheet) signature(name, as string) {
	x, y := s.pdf.GetX(), s.pdf.GetY()+16
	s.pdf.SetDrawColor(38, 52, 120)
	s.pdf.SetLineWidth(0.45)
	seed := float64(len(name)%7) + 2
	s.pdf.CurveBezierCubic(x+4, y-3, x+10+seed, y-16, x+14, y+3, x+22, y-7, "D")
	s.pdf.CurveBezierCubic(x+22, y-7, x+28, y-14+seed, x+30, y+2, x+46+seed, y-8, "D")
	s.pdf.SetDrawColor(120, 120, 120)
	s.pdf.SetLineWidth(0.2)
	s.pdf.Line(x, y, x+70, y)
	s.pdf.SetXY(x, y+1.5)
	s.font("Helvetica", "B", 9.5, 40)
	s.pdf.CellFormat(70, 5, s.say(name), "", 2, "L", false, 0, "")
	s.font("Helvetica", "", 8.5, 100)
	s.pdf.CellFormat(70, 4.5, s.say(as), "", 2, "L", false, 0, "")
}

// letter is a letter of the office.
func (o office) letter(on time.Time, about string, paragraphs []string, by, as string) []byte {
	s := o.sheet(about, on, "P")
	s.head()
	s.font("Helvetica", "", 10, 90)
	s.pdf.CellFormat(0, 5, s.say(o.date(on)), "", 1, "R", false, 0, "")
	s.pdf.Ln(6)
	s.font("Times", "B", 15, 30)
	s.paragraph(about, 7)
	s.pdf.Ln(4)
	for _, p := range paragraphs {
		s.font("Times", "", 11.5, 30)
		s.paragraph(p, 5.8)
		s.pdf.Ln(3.2)
	}
	s.pdf.Ln(4)
	s.signature(by, as)
	return s.bytes()
}

// certificate lies across, with a border and a seal.
func (o office) certificate(on time.Time, title, holder, what, by, as string) []byte {
	s := o.sheet(title+" · "+holder, on, "L")
	c := o.colour
	s.pdf.SetDrawColor(c[0], c[1], c[2])
	s.pdf.SetLineWidth(1.4)
	s.pdf.Rect(11, 11, 275, 188, "D")
	s.pdf.SetLineWidth(0.3)
	s.pdf.Rect(14, 14, 269, 182, "D")
	middle := func(y float64, family, style string, size float64, text string) {
		s.font(family, style, size, 40)
		s.pdf.SetXY(30, y)
		s.pdf.MultiCell(237, size*0.52, s.say(text), "", "C", false)
	}
	middle(30, "Times", "B", 17, o.name)
	s.coloured()
	middle(52, "Times", "", 30, title)
	middle(82, "Helvetica", "", 11, o.words("Se otorga a", "Awarded to"))
	middle(92, "Times", "BI", 27, holder)
	middle(114, "Helvetica", "", 12, what)
	middle(138, "Helvetica", "", 10.5, o.date(on))
	s.pdf.SetFillColor(201, 148, 58)
	s.pdf.Circle(238, 164, 13, "F")
	s.pdf.SetDrawColor(255, 255, 255)
	s.pdf.SetLineWidth(0.8)
	s.pdf.Circle(235, 164, 5, "D")
	s.pdf.Circle(241, 164, 5, "D")
	s.pdf.SetXY(40, 146)
	s.signature(by, as)
	return s.bytes()
}

// field is a line of a form. A mark stands for itself: "[x] …" is a box that is ticked.
type field struct{ label, value string }

// form is boxes that somebody filled in, and signed.
func (o office) form(on time.Time, title, note string, fields []field, by, as string) []byte {
	s := o.sheet(title, on, "P")
	s.head()
	s.font("Times", "B", 17, 30)
	s.paragraph(title, 8)
	s.font("Helvetica", "", 9, 110)
	s.paragraph(note, 4.6)
	s.pdf.Ln(5)
	for _, f := range fields {
		s.row(f)
	}
	s.pdf.Ln(8)
	s.font("Helvetica", "", 9.5, 90)
	s.paragraph(o.date(on), 5)
	s.signature(by, as)
	return s.bytes()
}

func (s sheet) row(f field) {
	if len(f.value) > 3 && f.value[0] == '[' {
		x, y := s.pdf.GetXY()
		s.pdf.SetDrawColor(90, 90, 90)
		s.pdf.SetLineWidth(0.3)
		s.pdf.Rect(x, y+1, 4, 4, "D")
		if f.value[1] == 'x' {
			s.pdf.SetDrawColor(38, 52, 120)
			s.pdf.SetLineWidth(0.6)
			s.pdf.Line(x+0.6, y+3, x+1.8, y+4.6)
			s.pdf.Line(x+1.8, y+4.6, x+4.6, y+0.2)
		}
		s.pdf.SetXY(x+7, y)
		s.font("Times", "", 11.5, 30)
		s.pdf.MultiCell(inner-7, 5.8, s.say(f.value[4:]), "", "L", false)
		s.pdf.Ln(1.6)
		return
	}
	s.font("Helvetica", "", 8.5, 110)
	s.paragraph(f.label, 4.4)
	s.font("Times", "", 12, 25)
	s.pdf.SetDrawColor(190, 190, 190)
	s.pdf.SetLineWidth(0.2)
	s.pdf.MultiCell(0, 6, s.say(f.value), "B", "L", false)
	s.pdf.Ln(2.6)
}

func (o office) words(es, en string) string {
	if o.spanish {
		return es
	}
	return en
}

var months = []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}

// date is a day as the office writes it.
func (o office) date(on time.Time) string {
	if o.spanish {
		return "Quito, " + on.Format("2") + " de " + months[on.Month()-1] + " de " + on.Format("2006")
	}
	return "Oslo, " + on.Format("2 January 2006")
}
