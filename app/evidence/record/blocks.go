package record

import (
	"slices"
	"strings"
)

// heading stands over a block, and never alone at the foot of a page.
func (p *pen) heading(w Words, follows float64) {
	p.y += 4
	p.room(12 + follows)
	p.font("serif", "", 13, ink)
	p.at(margin, p.y+4.5, w.EN)
	x := margin + p.pdf.GetStringWidth(w.EN) + 3
	p.font("sans", "", 10, faint)
	p.at(x, p.y+4.5, w.ES)
	p.y += 8
}

// Facts stand in two columns, a label over its value.
func (f Facts) draw(p *pen) {
	const gap = 8.0
	half := (width - gap) / 2
	for i := 0; i < len(f); i += 2 {
		row := f[i:min(i+2, len(f))]
		height := 0.0
		cells := make([][]string, len(row))
		p.font("sans", "", 10.5, ink)
		for j, fact := range row {
			cells[j] = p.wrapped(fact.Value, half)
			height = max(height, 5+float64(len(cells[j]))*5+2.5)
		}
		p.room(height)
		for j, fact := range row {
			x := margin + float64(j)*(half+gap)
			p.font("sans", "", 8, faint)
			p.at(x, p.y+3.5, p.fitting(fact.Label.EN+" · "+fact.Label.ES, half))
			p.font("sans", "", 10.5, ink)
			for k, l := range cells[j] {
				p.at(x, p.y+8.3+float64(k)*5, l)
			}
		}
		p.y += height
	}
	p.y += 2
}

// Text breaks over pages where it must.
func (t Text) draw(p *pen) {
	p.heading(t.Title, 6)
	p.font("sans", "", 10.5, ink)
	p.paragraph(margin, width, t.Body, 5.2)
	p.y += 2
}

const (
	cellPad  = 2.0
	cellLead = 4.8
)

// Table repeats its headings on every page; a row stays whole.
func (t Table) draw(p *pen) {
	p.heading(t.Title, 20)
	t.headings(p)
	for i, row := range t.Rows {
		t.row(p, row, "", i%2 == 1)
	}
	if len(t.Rows) == 0 {
		p.font("sans", "", 10, faint)
		p.at(margin+cellPad, p.y+5.5, t.Empty.EN+" · "+t.Empty.ES)
		p.y += 8
	}
	if t.Total != nil {
		p.line(p.y, ink, 0.4, margin, width)
		t.row(p, t.Total, "B", false)
	}
	p.line(p.y, hairline, 0.2, margin, width)
	p.y += 3
}

func (t Table) widths() []float64 {
	whole := 0.0
	for _, c := range t.Columns {
		whole += c.Share
	}
	all := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = width * c.Share / whole
	}
	return all
}

func (t Table) headings(p *pen) {
	x := margin
	for i, w := range t.widths() {
		c := t.Columns[i]
		for j, label := range []string{c.Label.EN, c.Label.ES} {
			p.font("sans", []string{"B", ""}[j], 8.5-float64(j)*0.7, []colour{ink, faint}[j])
			text, y := p.fitting(label, w-2*cellPad), p.y+3.6+float64(j)*3.7
			if c.Figures {
				p.right(x+w-cellPad, y, text)
			} else {
				p.at(x+cellPad, y, text)
			}
		}
		x += w
	}
	p.y += 9.2
	if !slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Label.ES != "" }) {
		p.y -= 3.4 // one language alone
	}
	p.line(p.y, ink, 0.4, margin, width)
}

func (t Table) row(p *pen, cells []string, style string, tinted bool) {
	p.font("sans", style, 9.5, ink)
	widths, height := t.widths(), 0.0
	lines := make([][]string, len(widths))
	firsts := make([]int, len(widths)) // lines of a cell's first paragraph; what follows is quieter
	for i, w := range widths {
		first, rest, more := strings.Cut(cells[i], "\n")
		lines[i] = p.wrapped(first, w-2*cellPad)
		if firsts[i] = len(lines[i]); more {
			lines[i] = append(lines[i], p.wrapped(rest, w-2*cellPad)...)
		}
		height = max(height, float64(len(lines[i]))*cellLead+2.4)
	}
	if p.room(height) {
		t.headings(p)
	}
	if tinted {
		p.fill(p.y+0.1, height-0.1, paper)
	}
	x := margin
	for i, w := range widths {
		for j, l := range lines[i] {
			y := p.y + 4.7 + float64(j)*cellLead
			p.font("sans", style, 9.5, ink)
			if j >= firsts[i] {
				p.font("sans", style, 8.5, faint)
			}
			if t.Columns[i].Figures {
				p.right(x+w-cellPad, y, l)
			} else {
				p.at(x+cellPad, y, l)
			}
		}
		x += w
	}
	p.y += height
}
