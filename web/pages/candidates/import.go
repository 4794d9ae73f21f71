package candidates

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) template(m *web.Member) error {
	as := sheets.CSV
	if m.Query("as") == string(sheets.Workbook) {
		as = sheets.Workbook
	}
	return m.Send(m.T.Say("import.template_file")+"."+string(as), as.Type(), bytes.NewReader(candidates.Template(m.T.Locale(), as)))
}

func (p pages) choose(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	return m.Render(importPageOf(m), ImportForm(forms.New(), importInto(m)))
}

func (p pages) upload(m *web.Member) error {
	f := m.Form()
	in, err := ReadImport(f)
	var imp candidates.Import
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { imp, err = candidates.Upload(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, importPageOf(m), ImportForm(f, importInto(m)))
	}
	return m.Redirect("/candidates/import/"+imp.ID.String(), "")
}

func (p pages) preview(m *web.Member) error {
	id, err := m.ID("import")
	if err != nil {
		return err
	}
	return p.showPlan(m, id, forms.New(), nil)
}

func (p pages) showPlan(m *web.Member, id uuid.UUID, f *forms.Form, refused error) error {
	var imp candidates.Import
	var plan candidates.Plan
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if imp, err = candidates.ImportOf(tx, id); err != nil || imp.CommittedAt != nil || imp.Settled() != nil {
			return err
		}
		plan, err = candidates.PlanOf(tx, imp)
		return err
	})
	if err != nil {
		return err
	}
	if imp.CommittedAt != nil {
		return m.Redirect("/candidates", "")
	}
	if imp.Settled() != nil {
		return m.Redirect("/candidates/import/"+id.String()+"/columns", "")
	}
	page := importPageOf(m)
	body := Preview(f, PreviewOf{Plan: plan, Into: importInto(m), Action: m.Link("/candidates/import/" + id.String()), From: m.Query("from")})
	if refused != nil {
		return m.Refuse(f, refused, page, body)
	}
	return m.Render(page, body)
}

func (p pages) commit(m *web.Member) error {
	id, err := m.ID("import")
	if err != nil {
		return err
	}
	f := m.Form()
	digest := f.Text("digest", 64)
	if err := f.Err(); err != nil {
		return p.showPlan(m, id, f, err)
	}
	imp, err := p.commitWatched(m, id, digest)
	if fault.Is(err, fault.Conflict) {
		return p.showPlan(m, id, f, err)
	}
	if err != nil {
		return err
	}
	return m.Redirect("/candidates", "import.done_candidates", "Count", imp.Added)
}

// Into says where an import goes, for the pages that show it.
type Into struct {
	Title string // "Candidates", or the cohort's
	Kind  string
	Form  string // the page of the form, behind the door
	Back  string
	// Enrols says that people are enrolled in a cohort, too.
	Enrols bool
}

func importInto(m *web.Member) Into {
	return Into{Title: m.T.Say("import.title"), Form: "/candidates/import", Back: "/candidates"}
}

func importPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("import.title"), Crumbs: crumbs(m)}
}

// ReadImport reads the file that ImportForm asks for.
func ReadImport(f *forms.Form) (candidates.NewImport, error) {
	header := f.File("file", candidates.MaxImportBytes)
	if err := f.Err(); err != nil {
		return candidates.NewImport{}, err
	}
	data, err := content(header)
	return candidates.NewImport{FileName: header.Filename, Data: data}, err
}

func content(h *multipart.FileHeader) ([]byte, error) {
	file, err := h.Open()
	if err != nil {
		return nil, fault.New(fault.Invalid, "fault.form").Because(err)
	}
	defer file.Close()
	return io.ReadAll(http.MaxBytesReader(nil, file, candidates.MaxImportBytes+1))
}
