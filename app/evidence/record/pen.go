package record

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// A4 in millimetres. The bottom is the footer's.
const (
	pageHeight = 297.0
	margin     = 20.0
	width      = 210.0 - 2*margin
	bottom     = 30.0
)

type colour [3]int

// The colours of Accord on paper.
var (
	ink      = colour{26, 34, 38}
	muted    = colour{69, 78, 84}
	faint    = colour{95, 103, 108}
	hairline = colour{205, 198, 184}
	brand    = colour{18, 53, 64}
	ochre    = colour{201, 148, 58}
	paper    = colour{247, 244, 238}
)

// pen writes downwards and takes a new page when one is full.
type pen struct {
	pdf   *fpdf.Fpdf
	sheet Sheet
	y     float64
	said  []string // line for line
}

func (p *pen) newPage() {
	p.pdf.AddPage()
	p.y = margin
	if p.pdf.PageNo() > 1 {
		p.continued(p.sheet)
	}
}

// room makes sure that so many millimetres are left on the page.
func (p *pen) room(height float64) (turned bool) {
	if p.y+height <= pageHeight-bottom {
		return false
	}
	p.newPage()
	return true
}

func (p *pen) font(family, style string, size float64, c colour) {
	p.pdf.SetFont(family, style, size)
	p.pdf.SetTextColor(c[0], c[1], c[2])
}

// at writes on one line, y being the line's foot.
func (p *pen) at(x, y float64, text string) {
	p.said = append(p.said, text)
	p.pdf.Text(x, y, text)
}

func (p *pen) right(x, y float64, text string) { p.at(x-p.pdf.GetStringWidth(text), y, text) }

func (p *pen) line(y float64, c colour, thickness, x, length float64) {
	p.pdf.SetDrawColor(c[0], c[1], c[2])
	p.pdf.SetLineWidth(thickness)
	p.pdf.Line(x, y, x+length, y)
}

func (p *pen) fill(y, height float64, c colour) {
	p.pdf.SetFillColor(c[0], c[1], c[2])
	p.pdf.Rect(margin, y, width, height, "F")
}

// mark draws the seal of two overlapping circles.
func (p *pen) mark(x, y float64) {
	p.pdf.SetFillColor(brand[0], brand[1], brand[2])
	p.pdf.RoundedRect(x, y, 12, 12, 2.7, "1234", "F")
	p.pdf.SetDrawColor(232, 189, 114)
	p.pdf.SetLineWidth(0.75)
	p.pdf.Circle(x+4.8, y+6, 2.4, "D")
	p.pdf.Circle(x+7.2, y+6, 2.4, "D")
}

// paragraph writes text of any length, in the font that is set, and goes on
// below it. Its own line breaks are kept.
func (p *pen) paragraph(x, within float64, text string, leading float64) {
	for _, l := range p.wrapped(text, within) {
		family, style, size, c := p.current()
		if p.room(leading) {
			p.font(family, style, size, c)
		}
		p.at(x, p.y+leading*0.75, l)
		p.y += leading
	}
}

func (p *pen) current() (family, style string, size float64, c colour) {
	size, _ = p.pdf.GetFontSize()
	r, g, b := p.pdf.GetTextColor()
	return p.pdf.GetFontFamily(), p.pdf.GetFontStyle(), size, colour{r, g, b}
}

// wrapped cuts text into lines that fit; a word that is wider than a line is cut.
func (p *pen) wrapped(text string, within float64) (lines []string) {
	for _, paragraph := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			for p.pdf.GetStringWidth(word) > within {
				head := p.head(word, within)
				if line != "" {
					lines, line = append(lines, line), ""
				}
				lines, word = append(lines, head), word[len(head):]
			}
			if line == "" {
				line = word
			} else if p.pdf.GetStringWidth(line+" "+word) <= within {
				line += " " + word
			} else {
				lines, line = append(lines, line), word
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// head is as much of a word as fits, at least one letter.
func (p *pen) head(word string, within float64) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && p.pdf.GetStringWidth(word[:next]) > within {
			break
		}
		end = next
	}
	return word[:end]
}

// fitting is text on one line, cut with an ellipsis where it is too long.
func (p *pen) fitting(text string, within float64) string {
	if p.pdf.GetStringWidth(text) <= within {
		return text
	}
	return strings.TrimSpace(p.head(text, within-p.pdf.GetStringWidth("…"))) + "…"
}
