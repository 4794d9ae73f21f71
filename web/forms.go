package web

import (
	"mime/multipart"
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/tenants/fault"
	"accord/web/forms"
)

// The hidden fields of every form; they are read here and are no part of it.
const (
	csrfField = "_csrf"
	onceField = "_once"
	maxFields = 5000 // values in one form: an attendance sheet of 100 people × 40 sessions and a margin
)

// Form is what was sent. A body that is no form at all comes back as an empty
// one, whose fields are then all missing.
func (r *Request) Form() *forms.Form {
	values, files, err := r.posted()
	if err != nil {
		return forms.Posted(nil, nil)
	}
	delete(values, csrfField)
	delete(values, onceField)
	f := forms.Posted(values, files)
	if r.onlyAsks {
		f.Overlook()
	}
	return f
}

// posted parses the body once.
func (r *Request) posted() (map[string][]string, map[string][]*multipart.FileHeader, error) {
	values := map[string][]string{}
	kind := string(r.c.Request().Header.ContentType())
	switch {
	case strings.HasPrefix(kind, fiber.MIMEMultipartForm):
		form, err := r.c.MultipartForm()
		if err != nil {
			return nil, nil, fault.New(fault.Invalid, "fault.form").Because(err)
		}
		for name, sent := range form.Value {
			values[name] = sent
		}
		return values, form.File, count(values)
	case strings.HasPrefix(kind, fiber.MIMEApplicationForm):
		r.c.Request().PostArgs().VisitAll(func(name, value []byte) {
			values[string(name)] = append(values[string(name)], string(value))
		})
		return values, nil, count(values)
	}
	return values, nil, nil
}

func count(values map[string][]string) error {
	n := 0
	for _, v := range values {
		n += len(v)
	}
	if n > maxFields {
		return fault.New(fault.TooLarge, "fault.too_large")
	}
	return nil
}

// bound refuses a body that is too large for what the page may carry. A form
// whose files alone are too large goes on to its page, which refuses them at
// the field and keeps what was typed beside them.
func (a *App) bound(c *fiber.Ctx) error {
	tooLarge := fault.New(fault.TooLarge, "fault.too_large")
	carries := strings.HasPrefix(string(c.Request().Header.ContentType()), fiber.MIMEMultipartForm)
	switch size := len(c.Request().Body()); {
	case !carries && size > BodyLimit, size > readLimit:
		return tooLarge
	case carries && size > UploadLimit:
		_, files, err := a.request(c).posted()
		if err != nil {
			return err
		}
		var filed int64
		for _, sent := range files {
			for _, f := range sent {
				filed += f.Size
			}
		}
		if int64(size)-filed > BodyLimit {
			return tooLarge
		}
	}
	return c.Next()
}
