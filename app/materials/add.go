package materials

import (
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"accord/app/evidence"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// How long the fields of a material may be, in characters.
const (
	MaxTitle = 150
	MaxNote  = 300
	MaxLink  = 500
)

// NewMaterial is what a form says of a material: a link, or a version of a
// document of the cohort.
type NewMaterial struct {
	Title, Note string
	Address     string
	Version     uuid.UUID
	From        time.Time // a day, from whose beginning it is shown; zero: at once
}

// Add gives a cohort something to read. Returns Invalid with every wrong field,
// NotFound when the version is of another cohort or not there, Conflict when
// what it is is not known yet, and when it is given already.
func Add(tx *tenants.Tx, cohort uuid.UUID, in NewMaterial) (Material, error) {
	if err := tx.Lock(cohort); err != nil {
		return Material{}, err
	}
	c, err := trainings.Get(tx, cohort)
	if err != nil {
		return Material{}, err
	}
	in.Title, in.Note, in.Address = oneLine(in.Title), oneLine(in.Note), strings.TrimSpace(in.Address)
	m := Material{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, Title: in.Title, Note: in.Note, Address: in.Address, VisibleFrom: tx.Now(), AddedAt: tx.Now(), AddedBy: membership(tx)}
	if err := tx.Allow("add", &m); err != nil {
		return m, err
	}
	if in.Version != uuid.Nil {
		if err := m.document(tx, in.Version); err != nil {
			return m, err
		}
	}
	if err := in.check(m); err != nil {
		return m, err
	}
	n, err := count(tx, c.ID)
	if err != nil {
		return m, err
	}
	if n >= Most {
		return m, fault.New(fault.Conflict, "material.many", "Max", Most)
	}
	if !in.From.IsZero() {
		zone, err := trainings.Zone(tx)
		if err != nil {
			return m, err
		}
		m.VisibleFrom = time.Date(in.From.Year(), in.From.Month(), in.From.Day(), 0, 0, 0, 0, zone).UTC()
	}
	if err := insert(tx, &m); err != nil {
		if tenants.Violates(err, "cohort_material_once") {
			return m, fault.New(fault.Conflict, "material.given").Because(err)
		}
		return m, err
	}
	tx.Record(tenants.Event{Action: "material.added", Resource: "cohort_material", Subject: m.ID, Case: c.ID, Detail: map[string]any{"title": m.Title, "from": m.VisibleFrom}})
	return m, nil
}

// document makes a material of a version.
func (m *Material) document(tx *tenants.Tx, version uuid.UUID) error {
	v, err := evidence.Get(tx, version)
	if err != nil {
		return err
	}
	if v.CohortID == nil || *v.CohortID != m.CohortID {
		return fault.Absent("version")
	}
	if v.State != evidence.Typed {
		return fault.New(fault.Conflict, "material.not_typed")
	}
	m.DocumentVersionID = &v.ID
	if m.Title == "" {
		m.Title = v.Title
	}
	return nil
}

func (in NewMaterial) check(m Material) error {
	var c fault.Check
	switch {
	case c.If(m.Title == "", "title", "material.title_required"):
	case c.If(utf8.RuneCountInString(m.Title) > MaxTitle, "title", "material.too_long", "Max", MaxTitle):
	}
	c.If(utf8.RuneCountInString(in.Note) > MaxNote, "note", "material.too_long", "Max", MaxNote)
	switch {
	case c.If(in.Address == "" && in.Version == uuid.Nil, "address", "material.address_required"):
	case c.If(in.Address != "" && in.Version != uuid.Nil, "address", "material.one_of_both"):
	case c.If(in.Address != "" && !isWebAddress(in.Address), "address", "material.address_form"):
	}
	c.If(!in.From.IsZero() && (in.From.Year() < 2000 || in.From.Year() > 2200), "from", "material.from")
	return c.Err()
}

// Remove takes a material away: nobody is shown it any more. Removed before, it
// stays so.
func Remove(tx *tenants.Tx, id uuid.UUID) (Material, error) {
	if err := tx.Lock(id); err != nil {
		return Material{}, err
	}
	m, err := Find(tx, id)
	if err != nil || m.RemovedAt != nil {
		return m, err
	}
	if err := tx.Allow("remove", &m); err != nil {
		return m, err
	}
	now := tx.Now()
	m.RemovedAt = &now
	if err := update(tx, &m, "RemovedAt"); err != nil {
		return m, err
	}
	tx.Record(tenants.Event{Action: "material.removed", Resource: "cohort_material", Subject: m.ID, Case: m.CohortID, Detail: map[string]any{"title": m.Title}})
	return m, nil
}

// isWebAddress says whether a link is a whole address of the web, without a
// name or a password in it.
func isWebAddress(link string) bool {
	if utf8.RuneCountInString(link) > MaxLink || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r == 0x7f || unicode.Is(unicode.Bidi_Control, r) }) {
		return false
	}
	u, err := url.Parse(link)
	return err == nil && (strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")) && u.Hostname() != "" && u.User == nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
