package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/url"
	"path"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web/forms"
	ui "accord/web/templates"
)

// Render answers with a page in its door's frame; to htmx, which asks for a
// part, with the body alone.
func (r *Request) Render(p ui.Page, body templ.Component) error {
	return r.page(fiber.StatusOK, p, body)
}

// Fragment answers with a part of a page.
func (r *Request) Fragment(part templ.Component) error {
	return r.write(fiber.StatusOK, r.view(false), part)
}

// Refuse answers a form that was not accepted: the same page with what was
// typed, what is wrong, and the status of the fault. An error that is no
// refusal of the input is passed on.
func (r *Request) Refuse(f *forms.Form, err error, p ui.Page, body templ.Component) error {
	if _, again := errors.AsType[*tenants.Repeated](err); again || !f.Refuse(err) {
		return err
	}
	return r.page(statusOf(fault.CodeOf(err)), p, body)
}

// JSON answers with a value.
func (r *Request) JSON(v any) error { return r.c.JSON(v) }

// Conflict answers with a value that says what another was first with.
func (r *Request) Conflict(v any) error {
	r.c.Status(fiber.StatusConflict)
	return r.c.JSON(v)
}

// Redirect ends a form that was accepted: go on to path behind this door, and
// say what happened there, as a key of the catalogue with its values.
func (r *Request) Redirect(path, key string, pairs ...any) error {
	if key != "" {
		r.flash(ui.OK, fault.Say(key, pairs...))
	}
	return r.goTo(r.home + path)
}

// Warn is Redirect with something that needs attention.
func (r *Request) Warn(path, key string, pairs ...any) error {
	r.flash(ui.Warn, fault.Say(key, pairs...))
	return r.goTo(r.home + path)
}

// Go leads to a path of the site, whatever its door.
func (r *Request) Go(path string) error { return r.goTo(path) }

// Away leads to an address of another origin that the program made itself,
// such as the evidence store's.
func (r *Request) Away(to *url.URL) error {
	r.c.Set(fiber.HeaderCacheControl, "no-store")
	r.c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	if r.keeps() {
		return r.lead(to.String())
	}
	return r.c.Redirect(to.String(), fiber.StatusSeeOther)
}

// Send answers with a file to keep.
func (r *Request) Send(name, contentType string, content io.Reader) error {
	r.c.Set(fiber.HeaderContentType, contentType)
	r.c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": path.Base(name)}))
	return r.c.SendStream(content)
}

// SendTable answers with a table to keep, in the format the address asks for
// ("as"). name has no ending.
func (r *Request) SendTable(name string, header []string, rows [][]string) error {
	return r.ReturnTable(name, ",", append([][]string{header}, rows...))
}

// ReturnTable is SendTable of a table that came in a file, with the separator
// that it had there and the header among its rows.
func (r *Request) ReturnTable(name, separator string, rows [][]string) error {
	as := sheets.CSV
	if r.Query("as") == string(sheets.Workbook) {
		as = sheets.Workbook
	}
	var b bytes.Buffer
	if err := sheets.Return(&b, as, separator, rows); err != nil {
		return err
	}
	return r.Send(name+"."+string(as), as.Type(), &b)
}

func (r *Request) goTo(to string) error {
	if !isLocal(to) {
		to = "/"
	}
	switch {
	case r.Partial():
		r.c.Set("HX-Redirect", to)
		return r.c.SendStatus(fiber.StatusNoContent)
	case r.keeps():
		return r.lead(to)
	}
	return r.c.Redirect(to, fiber.StatusSeeOther)
}

func (r *Request) page(status int, p ui.Page, body templ.Component) error {
	if r.Partial() {
		return r.write(status, r.view(false), body)
	}
	frame := ui.Frame
	switch {
	case p.Auth:
		frame = ui.AuthFrame
	case r.home == "" || r.route.Door == tenants.DoorPublic:
		frame = ui.PublicFrame
	}
	return r.write(status, r.view(true), frame(p, body))
}

// write renders straight into the answer; a page that breaks half-way leaves
// nothing of itself behind.
func (r *Request) write(status int, v *ui.View, page templ.Component) error {
	response := r.c.Response()
	response.ResetBody()
	if err := page.Render(ui.With(r.Context(), v), response.BodyWriter()); err != nil {
		response.ResetBody()
		return err
	}
	r.c.Status(status)
	r.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	r.c.Set(fiber.HeaderCacheControl, "no-store")
	r.c.Vary("HX-Request")
	return nil
}

// View is what a page of this request is told, for those who frame their page
// themselves with Show.
func (r *Request) View() *ui.View { return r.view(true) }

// Show answers with a whole document.
func (r *Request) Show(status int, v *ui.View, document templ.Component) error {
	return r.write(status, v, document)
}

// isLocal says whether an address stays on this site.
func isLocal(to string) bool {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return false
	}
	u, err := url.Parse(to)
	return err == nil && u.Host == "" && u.Scheme == ""
}

// String renders a part of a page to text, in this request's view.
func (r *Request) String(part templ.Component) (string, error) {
	var b bytes.Buffer
	err := part.Render(ui.With(r.Context(), r.view(false)), &b)
	return b.String(), err
}
