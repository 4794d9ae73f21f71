package demo

import (
	"path"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/cmd/internal/boot"
	"accord/tenants"
)

// foundings: IMI begins with one person, who invites three colleagues and two
// organisations; these found themselves, and IMI recognises their programs. A
// third has just been invited.
func (t *teller) foundings() {
	t.on(240, "09:00", "the owner of the database invites IMI's first administrator", t.firstAdministrator)
	t.colleague(239, "10:00", Ilse, Henrik, tenants.RoleReviewer)
	t.colleague(239, "10:10", Ilse, Amara, tenants.RoleSpotChecker)
	t.colleague(239, "10:20", Ilse, Mariam, tenants.RoleAppraiser)

	t.organisation(238, Ilse, Elena, organisations.NewOrganisation{Name: "Academia Andina de Mediación", Slug: "andina", Country: "EC", TimeZone: "America/Guayaquil"},
		organisations.OrganisationProfile{Website: "https://andina.example", ContactName: "Elena Paredes Mora", ContactEmail: "contacto@andina.example",
			AboutEs: "Formamos y evaluamos mediadoras y mediadores en Quito desde 2009, con práctica supervisada en centros comunitarios de la Sierra y la Amazonía.",
			AboutEn: "We have trained and assessed mediators in Quito since 2009, with supervised practice in community centres of the highlands and the Amazon."})
	t.colleague(236, "10:00", Elena, Joaquin, tenants.RoleProgramManager)
	t.colleague(236, "10:10", Elena, Rosa, tenants.RoleTrainer, tenants.RoleAssessor)
	t.colleague(236, "10:20", Elena, Teresa, tenants.RoleAssessor)
	t.colleague(236, "10:30", Elena, Mateo, tenants.RoleAssessor)
	t.program(234, Joaquin, "andina cmtp", programs.NewProgram{Kind: programs.CMTP, Details: programs.Details{Title: "Fundamentos de la mediación", Languages: []string{"es", "en"},
		CourseHours: 36, Methods: programs.Methods{Lecture: 10, Exercises: 25, RolePlays: 35, Discussion: 20, Other: 10}, AttendanceFloor: 90, Website: "https://andina.example/fundamentos",
		Description: "Curso de 40 horas en ocho sesiones: una décima parte es exposición, la mitad son ejercicios y juegos de rol con retroalimentación."}, Places: []programs.NewLocation{
		{Name: "Casa de la Mediación", Address: "Calle García Moreno 312 y Bolívar", City: "Quito", Country: "EC", TimeZone: "America/Guayaquil"},
		{Name: "Aula en línea de la Academia", Country: "EC", TimeZone: "America/Guayaquil", Online: true}}})
	t.program(234, Joaquin, "andina qap", programs.NewProgram{Kind: programs.QAP, Details: programs.Details{Title: "Evaluación de mediadores certificados", Languages: []string{"es"},
		Website:     "https://andina.example/evaluacion",
		Description: "Prueba de conocimientos, mediación simulada grabada y entrevista, ante dos personas evaluadoras que no formaron a quien se presenta."}, Places: []programs.NewLocation{{Name: "Casa de la Mediación", Address: "Calle García Moreno 312 y Bolívar", City: "Quito", Country: "EC", TimeZone: "America/Guayaquil"}}})
	t.recognise(229, "andina cmtp", "andina qap")
	t.on(12, "11:00", "an assessor writes who she is", func() error { return t.biography(Teresa) })

	t.organisation(231, Ilse, Sunniva, organisations.NewOrganisation{Name: "Nordlys Meklingsakademi", Slug: "nordlys", Country: "NO", TimeZone: "Europe/Oslo"},
		organisations.OrganisationProfile{Website: "https://nordlys.example", ContactName: "Sunniva Aasen", ContactEmail: "post@nordlys.example",
			AboutEn: "An assessing organisation in Oslo for mediators who work in Norwegian, Swedish and English.",
			AboutEs: "Organización evaluadora en Oslo para mediadores que trabajan en noruego, sueco e inglés."})
	t.colleague(229, "10:00", Sunniva, Erik, tenants.RoleAssessor)
	t.program(227, Sunniva, "nordlys qap", programs.NewProgram{Kind: programs.QAP, Details: programs.Details{Title: "Certified Mediator Assessment", Languages: []string{"en", "no", "sv"},
		Website:     "https://nordlys.example/assessment",
		Description: "A written test, a recorded role-play and an interview, judged by assessors from outside the candidate's training."}, Places: []programs.NewLocation{{Name: "Nordlys", Address: "Torggata 14", City: "Oslo", Country: "NO", TimeZone: "Europe/Oslo"}}})
	t.recognise(222, "nordlys qap")
	t.program(5, Sunniva, "nordlys cmtp", programs.NewProgram{Kind: programs.CMTP, Details: programs.Details{Title: "Mediation Training, Oslo", Languages: []string{"en"},
		CourseHours: 48, Methods: programs.Methods{Lecture: 10, Exercises: 40, RolePlays: 40, Discussion: 10}, AttendanceFloor: 90, Website: "https://nordlys.example/training",
		Description: "Six weekends of practice with coaches, two of them with an interpreter."}, Places: []programs.NewLocation{{Name: "Nordlys", Address: "Torggata 14", City: "Oslo", Country: "NO", TimeZone: "Europe/Oslo"}}})

	t.on(1, "15:00", "a third organisation is invited", func() error {
		return t.oversee(Ilse, "to invite an organisation", func(tx *tenants.OversightTx) error {
			_, err := organisations.Invite(tx, organisations.NewOrganisation{Name: "Accra Mediation Institute", Slug: "accra", Country: "GH", TimeZone: "Africa/Accra",
				Administrator: organisations.Administrator{AdminName: "Efua Mensah", AdminEmail: "efua@accra.example", Locale: "en"}})
			return err
		})
	})
	t.on(3, "09:40", "a colleague is invited who has not come yet", func() error {
		return t.as(Elena, func(tx *tenants.Tx) error {
			_, err := people.Invite(tx, people.NewMember{Name: "Paola Terán Cueva", Email: "paola@andina.example", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
			return err
		})
	})
}

func (t *teller) firstAdministrator() error {
	c := t.Parts.Config
	c.Owner = t.owner
	address, err := boot.InviteAdministrator(t.ctx, c, t.Clock.Now, Ilse.Name, Ilse.Email, Ilse.Locale)
	if err != nil {
		return err
	}
	return t.entersBy(path.Base(address), Ilse, people.ActAccept, t.accept)
}

func (t *teller) accept(i people.Invited, in people.Joining, v people.Visit) (people.Entrance, error) {
	return people.Accept(t.ctx, t.Parts.DB, i, in, v)
}

func (t *teller) found(i people.Invited, in people.Joining, v people.Visit) (people.Entrance, error) {
	return organisations.Found(t.ctx, t.Parts.DB, i, in, v)
}

// colleague is invited by one of the cast and comes the next working day.
func (t *teller) colleague(before int, hour string, by, who Person, roles ...tenants.Role) {
	t.on(before, hour, who.Name+" is invited", func() error {
		return t.as(by, func(tx *tenants.Tx) error {
			m, err := people.Invite(tx, people.NewMember{Name: who.Name, Email: who.Email, Locale: who.Locale, Roles: roles})
			t.ids[who.Email] = m.ID
			return err
		})
	})
	t.on(before-1, hour, who.Name+" accepts", func() error { return t.enters(who, people.ActAccept, t.accept) })
}

// organisation is invited, and founded the next working day.
func (t *teller) organisation(before int, by, administrator Person, in organisations.NewOrganisation, profile organisations.OrganisationProfile) {
	in.Administrator = organisations.Administrator{AdminName: administrator.Name, AdminEmail: administrator.Email, Locale: administrator.Locale}
	t.on(before, "11:00", in.Name+" is invited", func() error {
		return t.oversee(by, "to invite an organisation", func(tx *tenants.OversightTx) error {
			_, err := organisations.Invite(tx, in)
			return err
		})
	})
	t.on(before-1, "09:00", in.Name+" is founded", func() error { return t.enters(administrator, organisations.ActFound, t.found) })
	t.on(before-1, "09:20", in.Name+" says what it is", func() error {
		return t.as(administrator, func(tx *tenants.Tx) error { return organisations.EditProfile(tx, profile) })
	})
}

// program is kept, and put forward the next working day.
func (t *teller) program(before int, by Person, name string, in programs.NewProgram) {
	t.on(before, "14:00", in.Title+" is kept", func() error {
		return t.as(by, func(tx *tenants.Tx) error {
			p, err := programs.Create(tx, in)
			t.ids[name] = p.ID
			return err
		})
	})
	t.on(before-1, "14:00", in.Title+" is put forward", func() error {
		return t.as(by, func(tx *tenants.Tx) error { return programs.Propose(tx, t.ids[name]) })
	})
}

func (t *teller) recognise(before int, names ...string) {
	t.on(before, "16:00", "programs are recognised", func() error {
		for _, name := range names {
			err := t.oversee(Ilse, "to recognise a program", func(tx *tenants.OversightTx) error {
				_, err := programs.Recognise(tx, t.tenantOf(name), t.ids[name])
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// tenantOf is the organisation that a name of the story's begins with.
func (t *teller) tenantOf(name string) uuid.UUID {
	for slug, id := range t.tenants {
		if len(name) > len(slug) && name[:len(slug)+1] == slug+" " {
			return id
		}
	}
	return uuid.Nil
}

// biography is what a person says of themselves, in both languages.
func (t *teller) biography(p Person) error {
	e, err := people.SignIn(t.ctx, t.Parts.DB, people.Credentials{Email: p.Email, Password: Password}, people.Visit{Address: "127.0.0.1", UserAgent: "the demo", Request: "demo"})
	if err != nil {
		return err
	}
	signed, err := t.Parts.DB.SignedBy(t.ctx, e.Session, "demo")
	if err != nil {
		return err
	}
	self, err := t.Parts.DB.AdmitSelf(signed)
	if err != nil {
		return err
	}
	return t.Parts.DB.Self(t.ctx, self, func(tx *tenants.SelfTx) error {
		return people.WriteProfile(tx, people.Profile{Website: "https://teresa.example",
			BiographyEs: "Mediadora comunitaria y familiar desde 2006. Evalúa en español y en kichwa.",
			BiographyEn: "Community and family mediator since 2006. Assesses in Spanish and Kichwa."})
	})
}
