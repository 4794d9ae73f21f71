package mainjob_test

import (
	"bytes"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/uuid"

	"accord/web/browsertest"
)

// candidateIsPutForward: the manager brings the evidence, is told what is
// missing and cannot go on before it is there, and submits.
func (h *house) candidateIsPutForward() {
	m := h.enter(joaquin)
	h.ids["identity"] = h.brings(m, "Identity check", "Cédula de identidad", 20<<20)
	m.Go(h.o("/submissions/new"))
	m.Click(camila.name + " › Choose")
	m.Tick("Evaluación de mediadores")
	m.Click("Go on")
	m.See("2 things are missing", "Declaration on the code of conduct is not among the documents")
	h.ids["submission"] = m.here()
	m.Tick("Cédula de identidad")
	m.Click("Save the choice")
	m.See("The choice is saved.", "1 thing is missing")
	m.Go(h.o("/submissions/%s/declaration", h.ids["submission"]))
	m.See("1 thing is missing", "Declaration on the code of conduct is not among the documents")
	h.ids["conduct"] = h.brings(m, "Declaration on the code of conduct", "Código de conducta", 0)
	m.Go(h.o("/submissions/%s", h.ids["submission"]))
	m.Tick("Código de conducta")
	m.Click("Save the choice")
	m.See("Nothing is missing. The declaration is next.")
	m.Click("Go on to the declaration")
	m.Fill("Your full name", joaquin.name)
	m.Tick("I declare that what is put forward")
	m.Click("Send to IMI")
	m.See(camila.name + " has been put forward to IMI.")
}

// brings uploads a file from the browser straight to the store, sees it come,
// and answers its version once its type is established.
func (h *house) brings(m *visitor, kind, title string, size int) uuid.UUID {
	h.t.Helper()
	m.Go(h.o("/evidence/new?candidate=%s", h.ids["candidate"]))
	m.Choose("Kind of document", kind)
	m.Fill("Title", title)
	m.Upload("Choose files", h.file("document.pdf", paper(title, size)))
	m.See("ready to upload")
	browsertest.Eval[bool](m.Page, `(() => {
		window.accordSteps = []
		new MutationObserver(all => all.forEach(c => c.target.matches('[data-ups] progress') && window.accordSteps.push(c.target.value))).observe(document, {subtree: true, attributes: true, attributeFilter: ['value']})
		return true
	})()`)
	m.Press("Upload")
	m.See("Received and ready.")
	if steps := browsertest.Eval[int](m.Page, `window.accordSteps.filter(v => v > 0 && v < 1000).length`); size > 0 && steps == 0 {
		h.t.Errorf("the upload of %s shows no progress", title)
	}
	m.Click("document.pdf › Open")
	m.See(title, "Ready")
	return m.here()
}

// paper is a PDF of at least that many bytes.
func paper(title string, size int) []byte {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddPage()
	p.SetFont("Helvetica", "", 20)
	p.Cell(0, 20, p.UnicodeTranslatorFromDescriptor("")(title))
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		panic(err) // what is written does not depend on anything
	}
	return append(b.Bytes(), bytes.Repeat([]byte("%"), max(0, size-b.Len()))...)
}
