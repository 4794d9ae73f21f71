package record

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Result is the letter that tells a candidate what was decided of them: the
// organisation's own paper, in one language.
type Result struct {
	Language                  string // es; every other is English
	Reference                 string
	Organisation              string
	City, Country             string // of the program; "" where it has no house
	ContactName, ContactEmail string // whom to write to; "" where nobody is named
	Program                   string
	Candidate                 string
	Outcome                   string // passed, failed
	Words                     string // to the candidate, as they were written
	Reasons                   []Reason
	Test                      *Test     // the knowledge test, where the decision rests on one
	Told                      time.Time // this and the others in the organisation's zone
	ToldBy                    string
	Decided                   time.Time
	DecidedBy                 string
	Until                     time.Time // it can be contested; zero where there is nothing to contest
	SetAside                  time.Time // an appeal set it aside; zero where it stands
	Resits                    *Resits   // nil where they are not spoken of
}

// Reason is a criterion with what it came to.
type Reason struct {
	Criterion, Benchmark string
	Of, Asked            int
	Reached              *int // in hundredths of a point; nil: not said
	NotSeen, Met         bool
}

// Resits is how often a candidate may be assessed again.
type Resits struct {
	Left int       // -1: as often as they like
	From time.Time // zero: at once
}

const lead = 5.3

// Print makes the letter's PDF. What is told at one moment is one file to the byte.
func (r Result) Print() ([]byte, error) {
	var out bytes.Buffer
	if err := r.written().pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return out.Bytes(), nil
}

func (r Result) written() *pen {
	s := Sheet{Title: Words{EN: r.say("Result of your assessment", "Resultado de su evaluación")}, Organisation: r.Organisation, Subject: r.Candidate}
	pdf := paperOf(fpdf.New("P", "mm", "A4", ""), s, Sealed{At: r.Told})
	pdf.SetLang(r.say("en", "es"))
	pdf.AliasNbPages("{pages}")
	p := &pen{pdf: pdf, sheet: s}
	pdf.SetFooterFunc(func() { r.footer(p) })
	p.newPage()
	r.head(p)
	r.body(p)
	r.sign(p)
	return p
}

func (r Result) say(en, es string) string { return Words{en, es}.In(r.Language) }

func (r Result) day(t time.Time) string { return Day(t).In(r.Language) }

// head is who writes, to whom, when and about what.
func (r Result) head(p *pen) {
	p.font("serif", "", 15, ink)
	p.paragraph(margin, width, r.Organisation, 6.5)
	p.font("sans", "", 9.5, muted)
	for _, l := range []string{joined(", ", r.City, r.Country), r.ContactEmail} {
		if l != "" {
			p.paragraph(margin, width, l, 4.6)
		}
	}
	p.y += 2.5
	p.line(p.y, ochre, 0.7, margin, 22)
	p.y += 9
	p.font("sans", "B", 10.5, ink)
	p.paragraph(margin, width, r.Candidate, lead)
	p.y += 3
	p.font("sans", "", 10.5, ink)
	p.paragraph(margin, width, joined(", ", r.City, r.day(r.Told))+" ("+r.Told.Location().String()+")", lead)
	p.y += 7
	p.font("serif", "", 14, ink)
	p.paragraph(margin, width, r.say("Result of your assessment: ", "Resultado de su evaluación: ")+r.Program, 6.4)
	p.y += 4
	if !r.SetAside.IsZero() {
		on := r.day(r.SetAside)
		p.font("sans", "B", 10.5, ink)
		r.writes(p, r.say("This decision was set aside on appeal on "+on+". It does not count any more: you are assessed again, by others.",
			"Esta decisión fue anulada en recurso el "+on+". Ya no cuenta: se le evalúa de nuevo, por otras personas."))
	}
	p.font("sans", "", 10.5, ink)
	r.writes(p, r.say("Dear "+r.Candidate+",", "Estimado/a "+r.Candidate+":"))
}

// writes is a paragraph of the letter.
func (r Result) writes(p *pen, text string) {
	p.paragraph(margin, width, text, lead)
	p.y += 2.6
}

func (r Result) body(p *pen) {
	on, passed := r.day(r.Decided), r.Outcome == "passed"
	r.writes(p, r.say("On "+on+" your assessment under "+r.Program+" was decided.", "El "+on+" se decidió su evaluación en "+r.Program+"."))
	p.font("sans", "B", 11.5, ink)
	switch {
	case passed:
		r.writes(p, r.say("You have passed.", "El resultado es: apto."))
	default:
		r.writes(p, r.say("You have not passed.", "El resultado es: no apto."))
	}
	p.font("sans", "", 10.5, ink)
	r.writes(p, r.Words)
	if t := r.Test; t != nil {
		marks := r.decimal(figure(t.Marks))
		r.writes(p, r.say(fmt.Sprintf("In the knowledge test (%s) you reached %s of %d points; %d were needed.", t.Name, marks, t.Of, t.PassMark),
			fmt.Sprintf("En la prueba de conocimientos (%s) obtuvo %s de %d puntos; se necesitaban %d.", t.Name, marks, t.Of, t.PassMark)))
	}
	if len(r.Reasons) > 0 {
		r.reasons().draw(p)
		p.font("sans", "", 8.5, muted)
		p.paragraph(margin, width, r.say("Points are what the assessors' marks come to together, or what they agreed on.", "Los puntos son los que resultan de las puntuaciones de todas las personas que evaluaron, o los que acordaron."), 4.2)
		p.y += 4
	}
	r.next(p)
}

// reasons are the criteria with their benchmarks, and what each came to.
func (r Result) reasons() Table {
	t := Table{Title: Words{EN: r.say("Criterion by criterion", "Criterio por criterio")},
		Columns: []Column{{Label: Words{EN: r.say("What had to be shown", "Lo que había que demostrar")}, Share: 3}, {Label: Words{EN: r.say("Outcome", "Resultado")}, Share: 1.6}}}
	for _, c := range r.Reasons {
		t.Rows = append(t.Rows, []string{joined("\n", c.Criterion, c.Benchmark), joined("\n", r.outcome(c), r.points(c))})
	}
	return t
}

func (r Result) outcome(c Reason) string {
	switch {
	case c.NotSeen:
		return r.say("Not seen: it counts neither way", "No se observó: no cuenta")
	case c.Asked == 0:
		return r.say("Counts towards the whole", "Cuenta para el conjunto")
	case c.Met:
		return r.say("Met", "Alcanzado")
	}
	return r.say("Not met", "No alcanzado")
}

func (r Result) points(c Reason) string {
	var parts []string
	if c.Reached != nil {
		n := r.decimal(figure(float64(*c.Reached) / 100))
		points, puntos := "points", "puntos"
		if c.Of == 1 {
			points, puntos = "point", "punto"
		}
		parts = append(parts, r.say(fmt.Sprintf("%s of %d %s", n, c.Of, points), fmt.Sprintf("%s de %d %s", n, c.Of, puntos)))
	}
	if c.Asked > 0 && !c.NotSeen {
		asked := "se necesitaban "
		if c.Asked == 1 {
			asked = "se necesitaba "
		}
		parts = append(parts, r.say(strconv.Itoa(c.Asked)+" needed", asked+strconv.Itoa(c.Asked)))
	}
	return strings.Join(parts, "; ")
}

// next is what the candidate can do: be assessed again, contest, and ask.
func (r Result) next(p *pen) {
	p.font("sans", "", 10.5, ink)
	write := ""
	if r.ContactEmail != "" {
		write = joined(", ", r.ContactName, r.ContactEmail)
	}
	if !r.Until.IsZero() && r.SetAside.IsZero() {
		r.heading(p, r.say("What you can do", "Qué puede hacer"))
		until := r.day(r.Until) + r.say(", ", ", a las ") + r.Until.Format("15:04") + " (" + r.Until.Location().String() + ")"
		how := r.say("Use the page that the message with this result leads to", "Utilice la página a la que lleva el mensaje con este resultado")
		if write != "" {
			how += r.say(", or write to ", ", o escriba a ") + write
		}
		r.writes(p, r.say("You may contest this decision until "+until+". People who had no part in it then look again. ", "Puede recurrir esta decisión hasta el "+until+". La examinarán de nuevo personas que no intervinieron en ella. ")+how+".")
		if r.Resits != nil {
			r.writes(p, r.Resits.in(r))
		}
	}
	if write != "" {
		r.writes(p, r.say("If you have questions, write to ", "Si tiene preguntas, escriba a ")+write+".")
	}
}

func (s Resits) in(r Result) string {
	from := ""
	if !s.From.IsZero() {
		from = r.say(", from "+r.day(s.From)+" on", ", a partir del "+r.day(s.From))
	}
	switch {
	case s.Left == 0:
		return r.say("You have had all the attempts that this program gives.", "Ha agotado los intentos que da este programa.")
	case s.Left < 0:
		return r.say("You may be assessed again under this program"+from+".", "Puede volver a evaluarse en este programa"+from+".")
	case s.Left == 1:
		return r.say("You may be assessed once more under this program"+from+".", "Puede volver a evaluarse una vez más en este programa"+from+".")
	}
	return r.say(fmt.Sprintf("You may be assessed %d more times under this program%s.", s.Left, from), fmt.Sprintf("Puede volver a evaluarse %d veces más en este programa%s.", s.Left, from))
}

func (r Result) heading(p *pen, text string) {
	p.heading(Words{EN: text}, 12)
	p.y++
	p.font("sans", "", 10.5, ink)
}

// sign stays on one page.
func (r Result) sign(p *pen) {
	p.room(34)
	p.font("sans", "", 10.5, ink)
	p.y += 3
	r.writes(p, r.say("Yours sincerely,", "Atentamente,"))
	p.y += 6
	p.font("sans", "B", 10.5, ink)
	p.paragraph(margin, width, r.DecidedBy, lead)
	p.font("sans", "", 9.5, muted)
	p.paragraph(margin, width, r.say("Who decided, for ", "Quien decidió, por ")+r.Organisation, 4.8)
	if r.ToldBy != r.DecidedBy {
		p.paragraph(margin, width, r.say("Sent by ", "Enviado por ")+r.ToldBy, 4.8)
	}
}

func (r Result) footer(p *pen) {
	y := pageHeight - bottom + 8
	p.line(y, hairline, 0.2, margin, width)
	p.font("sans", "", 7.5, muted)
	p.at(margin, y+4.5, p.fitting(r.say("Reference ", "Referencia ")+r.Reference+"  ·  "+r.Organisation, width-20))
	p.at(margin+width-p.pdf.GetStringWidth("1 / 00"), y+4.5, fmt.Sprintf("%d / {pages}", p.pdf.PageNo()))
}

// decimal writes a figure as the letter's language does.
func (r Result) decimal(n string) string {
	return strings.ReplaceAll(n, ".", r.say(".", ","))
}

// joined are the parts that say something.
func joined(with string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, with)
}
