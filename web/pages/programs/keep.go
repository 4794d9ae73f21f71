package programs

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

type listed struct {
	all  []programs.Listed
	adds bool
}

func (p pages) list(m *web.Member) error {
	l := listed{adds: m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)}
	err := p.read(m, func(tx *tenants.Tx) (err error) { l.all, err = programs.List(tx); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("programs.title")}, listPage(l))
}

func (p pages) show(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: s.Title, Crumbs: crumbs(m)}, showPage(s))
}

func newOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("programs.new"), Crumbs: crumbs(m)}
}

// blank is for those who may keep programs; for others it is not there.
func (p pages) blank(m *web.Member) error {
	err := p.read(m, func(tx *tenants.Tx) error {
		if !tx.Can("create", &programs.Program{TenantID: tx.Tenant(), ID: tx.NewID()}) {
			return fault.Denied()
		}
		return nil
	})
	if err != nil {
		return err
	}
	kind := only(m.Query("kind"), programs.Kinds)
	if kind == "" {
		return m.Render(newOf(m), kindsPage())
	}
	f := forms.New().Set("kind", kind).Set("language", m.T.Locale()).Set("country", m.Organisation().Country).Set("attendance_floor", "90")
	return m.Render(newOf(m), newPage(f, kind))
}

func only(value string, offered []string) string {
	for _, o := range offered {
		if o == value {
			return value
		}
	}
	return ""
}

// maxLanguages is how many languages a form can name.
const maxLanguages = 20

// languageField is the field of a program's language, by its place.
func languageField(i int) string {
	if i == 0 {
		return "language"
	}
	return "language_" + strconv.Itoa(i+1)
}

func languages(f *forms.Form) []string {
	all := []string{f.Choice("language", programs.Languages...)}
	for i := 1; i < maxLanguages; i++ {
		if more := f.OptionalChoice(languageField(i), programs.Languages...); more != "" {
			all = append(all, more)
		}
	}
	return all
}

// further are the fields for more languages: three, and one to spare.
func further(f *forms.Form) []string {
	n := 4
	for i := n; i < maxLanguages; i++ {
		if f.Value(languageField(i-1)) != "" {
			n = i + 1
		}
	}
	var all []string
	for i := 1; i < n; i++ {
		all = append(all, languageField(i))
	}
	return all
}

// details reads what is said of a program of a kind; an unknown kind ("") asks
// for nothing that only some kinds have.
func details(f *forms.Form, kind string) programs.Details {
	d := programs.Details{
		Title: f.Text("title", 200), Languages: languages(f), Website: f.OptionalText("website", 300), Description: f.OptionalText("description", 4000),
	}
	if kind == programs.CMTP {
		percent := func(method string) int {
			if f.Value("method_"+method) == "" {
				f.OptionalText("method_"+method, 3)
				return 0
			}
			return f.Int("method_"+method, 0, 100)
		}
		d.Methods = programs.Methods{Lecture: percent("lecture"), Exercises: percent("exercises"), RolePlays: percent("role_plays"), Discussion: percent("discussion"), Other: percent("other")}
		d.CourseHours, d.AttendanceFloor = f.Decimal("course_hours", 0, 2000), f.Int("attendance_floor", 0, 100)
	}
	return d
}

func (p pages) create(m *web.Member) error {
	f := m.Form()
	in := programs.NewProgram{Kind: f.Choice("kind", programs.Kinds...)}
	in.Details = details(f, in.Kind)
	city, country, online := f.OptionalText("city", 100), f.OptionalText("country", 2), f.Bool("online")
	err := f.Err()
	var made programs.Program
	if err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
			if in.Places, err = programs.FirstPlaces(tx, city, country, online); err != nil {
				return err
			}
			made, err = programs.Create(tx, in)
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, newOf(m), newPage(f, in.Kind))
	}
	return m.Redirect("/programs/"+made.ID.String(), "programs.created", "Title", made.Title)
}

func editOf(m *web.Member, s shown) ui.Page {
	return ui.Page{Title: m.T.Say("programs.edit"), Crumbs: crumbs(m, crumbOf(m, s.Program))}
}

func (p pages) revise(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	if !s.edits {
		return notNow(s)
	}
	f := forms.New().Set("title", s.Title).
		Set("course_hours", decimal(s.CourseHours)).Set("attendance_floor", decimal(float64(s.AttendanceFloor))).
		Set("website", s.Website).Set("description", s.Description)
	for i, l := range s.Spoken() {
		f.Set(languageField(i), l)
	}
	if s.Methods.Sum() > 0 {
		for _, one := range s.Methods.Each() {
			f.Set("method_"+one.Name, strconv.Itoa(one.Percent))
		}
	}
	return m.Render(editOf(m, s), editPage(f, s))
}

// notNow says why a program is not changed: it is shown to IMI, or it is not
// this person's to change.
func notNow(s shown) error {
	if s.takesBack || s.closes {
		return fault.New(fault.Conflict, "programs.not_draft")
	}
	return fault.Denied()
}

func (p pages) edit(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := details(f, s.Kind)
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return programs.Edit(tx, s.ID, in) })
	}
	if err != nil {
		return m.Refuse(f, err, editOf(m, s), editPage(f, s))
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.edited")
}

func (p pages) propose(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return programs.Propose(tx, s.ID) })
	}
	if fault.Is(err, fault.Invalid) { // what is missing stands on the page
		return m.Refuse(forms.New(), fault.New(fault.Invalid, "programs.incomplete"), ui.Page{Title: s.Title, Crumbs: crumbs(m)}, showPage(s))
	}
	if err != nil {
		return err
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.was_proposed")
}

func (p pages) takeBack(m *web.Member) error {
	return p.do(m, programs.TakeBack, "programs.was_taken_back")
}

func (p pages) askClose(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	if !s.closes {
		return fault.Denied()
	}
	return m.Render(ui.Page{Title: m.T.Say("programs.close"), Crumbs: crumbs(m, crumbOf(m, s.Program))}, closePage(forms.New(), s))
}

func (p pages) close(m *web.Member) error { return p.do(m, programs.Close, "programs.was_closed") }

// criterionOf names the row that the address names.
func criterionOf(m *web.Member, s shown) (programs.ProgramCriterion, error) {
	id, err := m.ID("criterion")
	if err != nil {
		return programs.ProgramCriterion{}, err
	}
	for _, c := range s.Criteria {
		if c.ID == id {
			return c, nil
		}
	}
	return programs.ProgramCriterion{}, fault.Absent("criterion")
}

// doCriterion runs a verb on a criterion and leads back to its program.
func (p pages) doCriterion(m *web.Member, verb func(*tenants.Tx, uuid.UUID, uuid.UUID) error, key string) error {
	id, err := m.ID("criterion")
	if err != nil {
		return err
	}
	return p.do(m, func(tx *tenants.Tx, program uuid.UUID) error { return verb(tx, program, id) }, key)
}
