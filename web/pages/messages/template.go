package messages

import (
	"slices"

	"accord/app/messages"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shelf is what the page of templates shows.
type shelf struct {
	own, away []messages.Template
	manages   bool
}

// unused are the kinds of which the organisation has no template of its own.
func (s shelf) unused() (all []messages.Kind) {
	for _, k := range messages.Kinds {
		if !slices.ContainsFunc(s.own, func(t messages.Template) bool { return t.Kind == k }) {
			all = append(all, k)
		}
	}
	return all
}

func (p pages) templates(m *web.Member) error {
	if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer) {
		return fault.Denied()
	}
	s := shelf{manages: manages(m)}
	err := p.read(m, func(tx *tenants.Tx) error {
		all, err := messages.Templates(tx, true)
		for _, t := range all {
			if t.ArchivedAt == nil {
				s.own = append(s.own, t)
			} else {
				s.away = append(s.away, t)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("message.templates"), Crumbs: crumbs(m)}, templatesPage(s))
}

// blank is a new template, filled with the text that is shipped for its kind.
func (p pages) blank(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	f := forms.New().Set("fallback", "en")
	if k := messages.Kind(m.Query("kind")); slices.Contains(messages.Kinds, k) {
		fillText(f, messages.Default(k)).Set("kind", string(k)).Set("name", m.T.Say("message.kind."+string(k)))
	}
	return m.Render(templatePageOf(m, "message.template_new"), newTemplatePage(f))
}

func (p pages) create(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	f := m.Form()
	in := readTemplate(f)
	in.Kind = messages.Kind(f.Choice("kind", kindNames()...))
	var t messages.Template
	err := f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { t, err = messages.Create(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, templatePageOf(m, "message.template_new"), newTemplatePage(f))
	}
	return m.Redirect(atTemplate(t), "message.template_saved", "Name", t.Name)
}

// shownTemplate is one template with its versions.
type shownTemplate struct {
	messages.Template
	versions []messages.Version
	can      bool // change it
}

func (v shownTemplate) now() messages.Version { return v.versions[0] }

func (p pages) loadTemplate(m *web.Member) (v shownTemplate, err error) {
	id, err := m.ID("template")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Template, err = messages.TemplateOf(tx, id); err != nil {
			return err
		}
		v.can = tx.Can("edit", &v.Template)
		v.versions, err = messages.VersionsOf(tx, v.Template)
		return err
	})
	return v, err
}

func (p pages) template(m *web.Member) error {
	v, err := p.loadTemplate(m)
	if err != nil {
		return err
	}
	f := fillText(forms.New(), v.now().Text).Set("name", v.Name)
	return m.Render(templatePageNamed(m, v.Name), templatePage(f, v))
}

func (p pages) edit(m *web.Member) error {
	v, err := p.loadTemplate(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readTemplate(f)
	seen := f.Int("version", 1, 1<<30)
	var t messages.Template
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { t, err = messages.Edit(tx, v.ID, in, seen); return err })
	}
	if err != nil {
		return m.Refuse(f, err, templatePageNamed(m, v.Name), templatePage(f, v))
	}
	return m.Redirect(atTemplate(t), "message.template_saved", "Name", t.Name)
}

func (p pages) restore(m *web.Member) error {
	f := m.Form()
	number := f.Int("number", 0, 1<<30)
	return p.turn(m, f, "message.template_restored", func(tx *tenants.Tx, t messages.Template) (messages.Template, error) {
		return messages.Restore(tx, t.ID, number)
	})
}

func (p pages) archive(m *web.Member) error {
	return p.turn(m, m.Form(), "message.template_archived", func(tx *tenants.Tx, t messages.Template) (messages.Template, error) {
		return messages.Archive(tx, t.ID)
	})
}

func (p pages) unarchive(m *web.Member) error {
	return p.turn(m, m.Form(), "message.template_unarchived", func(tx *tenants.Tx, t messages.Template) (messages.Template, error) {
		return messages.Unarchive(tx, t.ID)
	})
}

// turn does an act on the template of the address.
func (p pages) turn(m *web.Member, f *forms.Form, said string, act func(*tenants.Tx, messages.Template) (messages.Template, error)) error {
	v, err := p.loadTemplate(m)
	if err != nil {
		return err
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := act(tx, v.Template); return err })
	}
	if err != nil {
		shown := fillText(forms.New(), v.now().Text).Set("name", v.Name)
		if !shown.Refuse(err) {
			return err
		}
		return m.Refuse(shown, err, templatePageNamed(m, v.Name), templatePage(shown, v))
	}
	return m.Redirect(atTemplate(v.Template), said, "Name", v.Name)
}

func readTemplate(f *forms.Form) messages.NewTemplate {
	return messages.NewTemplate{Name: f.OptionalText("name", 2*messages.MaxName), Text: messages.Text{Fallback: f.Choice("fallback", messages.Languages...),
		SubjectEn: f.OptionalText("subject_en", 2*messages.MaxSubject), BodyEn: f.OptionalText("body_en", 2*messages.MaxBody),
		SubjectEs: f.OptionalText("subject_es", 2*messages.MaxSubject), BodyEs: f.OptionalText("body_es", 2*messages.MaxBody)}}
}

func fillText(f *forms.Form, t messages.Text) *forms.Form {
	return f.Set("fallback", t.Fallback).Set("subject_en", t.SubjectEn).Set("body_en", t.BodyEn).Set("subject_es", t.SubjectEs).Set("body_es", t.BodyEs)
}

func kindNames() []string {
	all := make([]string, len(messages.Kinds))
	for i, k := range messages.Kinds {
		all[i] = string(k)
	}
	return all
}

func templatePageOf(m *web.Member, key string) ui.Page { return templatePageNamed(m, m.T.Say(key)) }

func templatePageNamed(m *web.Member, title string) ui.Page {
	return ui.Page{Title: title, Crumbs: crumbs(m, ui.Crumb{Label: m.T.Say("message.templates"), Href: m.Link("/messages/templates")})}
}
