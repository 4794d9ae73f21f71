package messages

import (
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// NewTemplate is what a form says of a template.
type NewTemplate struct {
	Kind Kind
	Name string
	Text
}

// Create keeps a template of the organisation's own. Returns Invalid with every
// wrong field, Conflict when another in use has its name.
func Create(tx *tenants.Tx, in NewTemplate) (Template, error) {
	in.Name, in.Text = oneLine(in.Name), in.Text.tidy()
	t := Template{TenantID: tx.Tenant(), ID: tx.NewID(), Kind: in.Kind, Name: in.Name, Version: 1, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	if err := tx.Allow("create", &t); err != nil {
		return t, err
	}
	if err := in.check(); err != nil {
		return t, err
	}
	if err := insert(tx, &t); err != nil {
		return t, nameTaken(err)
	}
	if err := keep(tx, t, in.Text); err != nil {
		return t, err
	}
	tx.Record(tenants.Event{Action: "message_template.created", Resource: "message_template", Subject: t.ID, Detail: t.facts()})
	return t, nil
}

// Edit changes a template: its text becomes a new version. seen is the version
// that was edited. Returns Invalid with every wrong field, Conflict when
// somebody else saved another meanwhile, when another in use has its name, and
// when it was put away.
func Edit(tx *tenants.Tx, id uuid.UUID, in NewTemplate, seen int) (Template, error) {
	t, err := opened(tx, id)
	if err != nil {
		return t, err
	}
	if t.Version != seen {
		return t, fault.New(fault.Conflict, "message_template.changed")
	}
	in.Kind, in.Name, in.Text = t.Kind, oneLine(in.Name), in.Text.tidy()
	if err := in.check(); err != nil {
		return t, err
	}
	was, err := VersionOf(tx, t, t.Version)
	if err != nil {
		return t, err
	}
	if was.Text == in.Text && t.Name == in.Name {
		return t, nil
	}
	t.Name = in.Name
	return t, next(tx, t, in.Text, "message_template.edited", nil)
}

// Restore makes an earlier version, or with 0 the one that is shipped, the one
// in use again, as a new version: nothing is lost by it. Returns NotFound for
// a version that there is not.
func Restore(tx *tenants.Tx, id uuid.UUID, number int) (Template, error) {
	t, err := opened(tx, id)
	if err != nil {
		return t, err
	}
	text := Default(t.Kind)
	if number != 0 {
		v, err := VersionOf(tx, t, number)
		if err != nil {
			return t, err
		}
		text = v.Text
	}
	return t, next(tx, t, text, "message_template.restored", map[string]any{"number": number})
}

// Archive puts a template away: nobody chooses it any more, and what was sent
// of it stays. Put away before, it stays so.
func Archive(tx *tenants.Tx, id uuid.UUID) (Template, error) {
	return shelve(tx, id, true)
}

// Unarchive takes a template out again. Returns Conflict when another in use
// has its name by now.
func Unarchive(tx *tenants.Tx, id uuid.UUID) (Template, error) {
	return shelve(tx, id, false)
}

func shelve(tx *tenants.Tx, id uuid.UUID, away bool) (Template, error) {
	if err := tx.Lock(id); err != nil {
		return Template{}, err
	}
	t, err := TemplateOf(tx, id)
	if err != nil {
		return t, err
	}
	if err := tx.Allow("edit", &t); err != nil || (t.ArchivedAt != nil) == away {
		return t, err
	}
	action := "message_template.unarchived"
	t.ArchivedAt = nil
	if now := tx.Now(); away {
		t.ArchivedAt, action = &now, "message_template.archived"
	}
	if err := update(tx, &t, "ArchivedAt"); err != nil {
		return t, nameTaken(err)
	}
	tx.Record(tenants.Event{Action: action, Resource: "message_template", Subject: t.ID, Detail: t.facts()})
	return t, nil
}

// opened takes a template to change it: locked, in use, and permitted.
func opened(tx *tenants.Tx, id uuid.UUID) (Template, error) {
	if err := tx.Lock(id); err != nil {
		return Template{}, err
	}
	t, err := TemplateOf(tx, id)
	if err != nil {
		return t, err
	}
	if t.ArchivedAt != nil {
		return t, fault.New(fault.Conflict, "message_template.archived")
	}
	return t, tx.Allow("edit", &t)
}

// next makes a text the version in use.
func next(tx *tenants.Tx, t Template, text Text, action string, detail map[string]any) error {
	t.Version++
	if err := update(tx, &t, "Name", "Version"); err != nil {
		return nameTaken(err)
	}
	if err := keep(tx, t, text); err != nil {
		return err
	}
	facts := t.facts()
	for k, v := range detail {
		facts[k] = v
	}
	tx.Record(tenants.Event{Action: action, Resource: "message_template", Subject: t.ID, Detail: facts})
	return nil
}

func keep(tx *tenants.Tx, t Template, text Text) error {
	return insert(tx, &Version{TenantID: t.TenantID, ID: tx.NewID(), MessageTemplateID: t.ID, Number: t.Version, Text: text,
		SavedAt: tx.Now(), SavedBy: membership(tx), SavedByName: tx.Name()})
}

func (in NewTemplate) check() error {
	var c fault.Check
	c.If(!slices.Contains(Kinds, in.Kind), "kind", "message.kind_required")
	switch {
	case c.If(in.Name == "", "name", "message.name_required"):
	case c.If(utf8.RuneCountInString(in.Name) > MaxName, "name", "message.too_long", "Max", MaxName):
	}
	in.Text.check(&c)
	return c.Err()
}

func (t Template) facts() map[string]any {
	return map[string]any{"name": t.Name, "kind": string(t.Kind), "version": t.Version}
}

func nameTaken(err error) error {
	if !tenants.Violates(err, "message_template_name") {
		return err
	}
	return at(fault.Conflict, "name", "message.name_taken").Because(err)
}

// at is a refusal with one sentence at one field.
func at(code fault.Code, field, key string, pairs ...any) *fault.Error {
	f := fault.New(code, "fault.invalid")
	f.Fields = []fault.FieldError{{Field: field, Sentence: fault.Say(key, pairs...)}}
	return f
}
