package demo

import (
	"errors"
	"regexp"
	"slices"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/consents"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
)

// applicantOf is somebody who applies from a program's public page.
type applicantOf struct {
	name, email, locale, country, profession, motivation, training string
}

var applicants = []applicantOf{
	{"Marcela Espín Vera", "marcela.espin@postal.example", "es", "EC", "Abogada de familia", "Llevo doce años en juzgados de familia y veo que muchos conflictos llegan demasiado tarde. Quiero acompañar a las personas antes.", "Taller de comunicación no violenta, 20 horas, 2024."},
	{"Tomás Guamán", "tomas.guaman@postal.example", "es", "EC", "Dirigente comunitario", "En mi comunidad resolvemos los linderos hablando. Quiero hacerlo mejor.", ""},
	{"Hannah Lindqvist", "hannah.lindqvist@mail.example", "en", "SE", "Human resources lead", "I live in Quito for three years and mediate between teams every week. I would like to learn the craft properly, in Spanish.", "Two days of workplace mediation, Stockholm, 2022."},
	{"Esteban Ruales", "esteban.ruales@postal.example", "es", "CO", "Estudiante de arquitectura", "Busco un curso para el verano.", ""},
}

// mediator is somebody who applies to be assessed.
var mediator = applicantOf{"Ingrid Solheim", "ingrid.solheim@mail.example", "en", "NO", "Family mediator, public service",
	"I have mediated parental agreements for six years and want my practice judged by people who have never seen me work.",
	"Mediation training of 60 hours, Bergen, 2018. About 140 mediations, 420 hours, nearly all between parents; some by video."}

// practised is somebody of Guayaquil who applies to be assessed in Quito.
var practised = applicantOf{"Patricio Aguirre Salvador", "patricio.aguirre@postal.example", "es", "EC", "Mediador comunitario",
	"Llevo siete años mediando en barrios de Guayaquil, casi siempre sin nadie que me observe. Quiero saber, de quienes no me conocen, si lo que hago resiste una evaluación.",
	"Diplomado de mediación, 120 horas, Guayaquil, 2018. Unas 160 mediaciones: vecinos, arriendos y herencias; 30 de ellas por video."}

// applications: the next cohort is published, and four people have applied for it: one
// is admitted, one is asked something, one waits to be read, and one is declined. A
// mediator has applied to each program that assesses; the one in Quito was asked
// something, and has answered.
func (t *teller) applications() {
	t.on(14, "09:30", "the next cohort is opened and published", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			c, err := trainings.Open(tx, trainings.NewCohort{Program: t.ids["andina cmtp"], Code: t.date(-60).Format("FM-2006-01"), Title: "Fundamentos de la mediación, próxima edición", Language: "es",
				Place: "Quito, aula Cotopaxi", StartsOn: t.date(-60), EndsOn: t.date(-100), Capacity: 16, RequiredHours: 36, AttendanceFloor: 90, FeeNote: "USD 420, en tres cuotas · two scholarships"})
			if err != nil {
				return err
			}
			t.ids["next cohort"] = c.ID
			_, err = trainings.Publish(tx, c.ID, trainings.NewOffer{OpensOn: t.date(14), ClosesOn: t.date(-45)})
			return err
		})
	})
	for i, who := range applicants {
		t.on(9-i, "18:20", who.name+" applies", func() error {
			return t.applies(who, "andina cmtp", applications.Form{Cohort: t.ids["next cohort"], Language: "es"})
		})
	}
	t.on(13, "10:15", "the assessing organisation takes applications", func() error {
		return t.as(Sunniva, func(tx *tenants.Tx) error {
			_, err := programs.TakeApplications(tx, t.ids["nordlys qap"], programs.NewOffer{Days: programs.Days{OpensOn: t.date(13), ClosesOn: t.date(-60)},
				Languages: []string{"en", "no"}, FeeNote: "NOK 9 500, in two parts · one place in five at half the fee", Places: 10})
			return err
		})
	})
	t.on(6, "19:40", mediator.name+" applies to be assessed", func() error { return t.applies(mediator, "nordlys qap", applications.Form{Language: "no"}) })
	t.on(13, "11:30", "the program in Quito that assesses takes applications", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := programs.TakeApplications(tx, t.ids["andina qap"], programs.NewOffer{Days: programs.Days{OpensOn: t.date(13), ClosesOn: t.date(-75)},
				Languages: []string{"es"}, FeeNote: "USD 380, la mitad al ser admitido · becas para quienes median en comunidades", Places: 12})
			return err
		})
	})
	t.on(7, "21:10", practised.name+" applies to be assessed", func() error { return t.applies(practised, "andina qap", applications.Form{Language: "es"}) })
	t.on(5, "10:05", practised.name+" is asked something", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := applications.Ask(tx, t.ids["application "+practised.email], "De sus 160 mediaciones, ¿cuántas constan en el centro con fecha y horas, y quién podría dar fe de ellas?")
			return err
		})
	})
	t.on(3, "20:35", practised.name+" answers", func() error {
		guest, l, err := t.applicant(practised.email)
		if err != nil {
			return err
		}
		return t.Parts.DB.Write(t.ctx, guest, func(tx *tenants.Tx) error {
			return applications.Answer(tx, l, "Constan 142, en el registro del Centro de Mediación La Prosperina. Su directora, Nancy Mosquera, puede confirmarlas; de las demás tengo mis notas, sin nombres.")
		})
	})
	t.on(4, "09:15", "the first applicant is admitted", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := applications.Admit(tx, t.ids["application "+applicants[0].email], applications.Admission{})
			return err
		})
	})
	t.on(3, "09:20", "the second is asked something", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := applications.Ask(tx, t.ids["application "+applicants[1].email], "El curso son ocho jueves enteros en Quito. ¿Podrá venir desde Cañar, o prefiere la sala en línea?")
			return err
		})
	})
	t.on(2, "09:25", "one is declined", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := applications.Decline(tx, t.ids["application "+applicants[3].email], "Este curso pide práctica con personas desde la primera semana y ocho jueves presenciales. Le invitamos a la charla abierta de junio.")
			return err
		})
	})
}

var applyToken = regexp.MustCompile(`/apply/([A-Za-z0-9_-]{43})`)

// applies asks for a link on a program's public page, opens it from the mail and sends the application.
func (t *teller) applies(who applicantOf, program string, in applications.Form) error {
	ctx := t.ctx
	if err := people.AskToApply(ctx, t.Parts.DB, people.Asked{Program: t.ids[program], Name: who.name, Email: who.email, Locale: who.locale}, people.Visit{Address: who.email, Request: "demo"}); err != nil {
		return err
	}
	if err := t.helper.Settle(ctx); err != nil {
		return err
	}
	guest, l, err := t.applicant(who.email)
	if err != nil {
		return err
	}
	return t.Parts.DB.Write(ctx, guest, func(tx *tenants.Tx) error {
		notice, err := consents.InForce(tx, consents.Privacy)
		if err != nil {
			return err
		}
		in.Name, in.Country, in.Profession, in.Motivation, in.Training = who.name, who.country, who.profession, who.motivation, who.training
		in.Notice, in.NoticeIn = notice.ID, who.locale
		a, err := applications.Submit(tx, l, in)
		t.ids["application "+who.email] = a.ID
		return err
	})
}

// applicant is whoever opens the link to apply that was mailed to an address.
func (t *teller) applicant(email string) (tenants.Member, tenants.Link, error) {
	for _, m := range t.Services.Mail.Messages() {
		found := applyToken.FindStringSubmatch(m.Text)
		if !slices.Contains(m.To, email) || found == nil {
			continue
		}
		l, err := t.Parts.DB.LinkOf(t.ctx, found[1])
		if err != nil {
			return tenants.Member{}, l, err
		}
		guest, err := t.Parts.DB.GuestMember(t.ctx, l, uuid.Nil, "demo")
		return guest, l, err
	}
	return tenants.Member{}, tenants.Link{}, errors.New("demo: no link to apply was mailed to " + email)
}
