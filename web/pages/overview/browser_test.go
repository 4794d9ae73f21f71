package overview_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	journalpages "accord/web/pages/journal"
	orgpages "accord/web/pages/organisations"
	"accord/web/pages/overview"
	peoplepages "accord/web/pages/people"
	programpages "accord/web/pages/programs"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// everything serves the pages of people, organisations, programs, journal and
// overviews together, as they lead to each other.
func everything(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) {
		overview.Routes(app, w.DB, nil, nil)
		peoplepages.Routes(app, w.DB)
		orgpages.Routes(app, w.DB, programpages.Section())
		programpages.Routes(app, w.DB)
		journalpages.Routes(app, w.DB)
	})
}

func mailed(t *testing.T, w *apptest.World, subject uuid.UUID) string {
	t.Helper()
	token := w.DB.LinkToken(w.ID(`select id from link where subject_id = $1 order by id desc limit 1`, subject))
	l, err := w.DB.LinkOf(t.Context(), token)
	ok(t, err)
	return letters.LinkPath(l, token)
}

func TestANewOrganisationComesToItsFirstRecognisedProgram(t *testing.T) {
	t.Parallel()
	w, s := everything(t)
	tag := uuid.NewString()[:8]
	imi := browsertest.Open(t, s.URL, browsertest.Cookie("accord", s.Token(w.IMI.AdministratorMember)))
	imi.Go("/imi")
	imi.Click("Organisations")
	imi.Click("Invite an organisation")
	imi.Fill("Name", "Centro de Mediación "+tag)
	imi.Choose("Country", "Peru")
	imi.Choose("Time zone", "America/Lima")
	imi.Fill("Their name", "Lucía Paredes")
	imi.Fill("Their e-mail", tag+"@example.org")
	imi.Tick("English")
	imi.Click("Send the invitation")
	imi.See("Lucía Paredes (" + tag + "@example.org) has not accepted the invitation yet.")

	them := browsertest.Open(t, s.URL)
	them.Go(mailed(t, w, w.ID(`select id from organisation_invitation where email = $1`, tag+"@example.org")))
	them.Fill("Choose a password", "short")
	them.Click("Join")
	them.See("There is a problem", "Use at least 12 characters")
	them.Fill("Choose a password", "nieve sobre el cotopaxi")
	them.Click("Join")
	them.See("Welcome to Centro de Mediación "+tag+".", "First steps")
	them.Click("Invite somebody")
	them.Fill("Name", "Rosa Quispe")
	them.Fill("E-mail", "rosa-"+tag+"@example.org")
	them.Tick("Trainer")
	them.Click("Send the invitation")
	them.See("Rosa Quispe is invited.")
	them.Click("Overview")
	them.Click("New program")
	them.Click("Mediator assessment (QAP)")
	them.Fill("Title", "Assessment of mediators")
	them.Fill("City", "Lima")
	them.Fill("Description", "We assess those who mediate.")
	them.Click("Keep the program")
	them.See("Everything is there.", "Works through impasse")
	them.Click("Propose for recognition")
	them.See("The program is with IMI now.")

	imi.Click("Overview")
	imi.Click("Assessment of mediators")
	imi.Click("Recognise")
	imi.Click("Recognise")
	imi.See("is recognised")
	them.Click("Programs")
	them.See("Assessment of mediators", "Recognised")
	them.Calm()
	imi.Calm()
}

func TestPagesAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	w, s := everything(t)
	var member people.Membership
	var draft, proposed programs.Program
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) (err error) {
		member, err = people.Invite(tx, people.NewMember{Name: "María Fernanda Benalcázar Quishpe", Email: "maria-" + uuid.NewString() + "@correo.example", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer, tenants.RoleAssessor}})
		if err != nil {
			return err
		}
		d := programs.Details{Title: "Evaluación de mediadores y mediadoras de los Andes", Languages: []string{"es"}, Description: "Evaluamos a quienes median.", Website: "https://andina.example/evaluacion"}
		if draft, err = programs.Create(tx, programs.NewProgram{Kind: programs.QAP, Details: d, Places: []programs.NewLocation{{Name: "Quito", City: "Quito", Country: "EC", TimeZone: "America/Guayaquil"}}}); err != nil {
			return err
		}
		if proposed, err = programs.Create(tx, programs.NewProgram{Kind: programs.ICQAP, Details: d, Places: []programs.NewLocation{{Name: "Quito", City: "Quito", Country: "EC", TimeZone: "America/Guayaquil"}}}); err != nil {
			return err
		}
		if _, _, err = people.CreateToken(tx, people.NewToken{Name: "Hoja de la oficina", Days: 90}); err != nil {
			return err
		}
		return programs.Propose(tx, proposed.ID)
	}))
	var invited organisations.Organisation
	ok(t, w.DB.Oversee(t.Context(), w.IMI.Administrator, "invite", func(tx *tenants.OversightTx) (err error) {
		invited, err = organisations.Invite(tx, organisations.NewOrganisation{Name: "Centro de Mediación de Lima", Slug: "lima-" + uuid.NewString()[:8], Country: "PE", TimeZone: "America/Lima",
			Administrator: organisations.Administrator{AdminName: "Lucía Paredes", AdminEmail: uuid.NewString() + "@example.org", Locale: "es"}})
		return err
	}))
	o, imi := "/o/"+w.Andina.Slug, "/imi/organisations/"+w.Andina.ID.String()
	criterion := w.ID(`select id from program_criterion where program_id = $1 limit 1`, draft.ID).String()
	admin, staff := w.Andina.Admin, w.IMI.AdministratorMember
	browsertest.Sweep(t, s.URL, s.Token, "overview", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"sign-in", nil, "/sign-in"},
		{"forgotten", nil, "/forgotten"},
		{"join", nil, mailed(t, w, member.ID)},
		{"me", admin, "/me"},
		{"me-account", admin, "/me/account"},
		{"me-email", admin, "/me/email"},
		{"me-password", admin, "/me/password"},
		{"me-profile", admin, "/me/profile"},
		{"overview", admin, o},
		{"people", admin, o + "/people"},
		{"people-new", admin, o + "/people/new"},
		{"people-one", admin, o + "/people/" + member.ID.String()},
		{"people-end", admin, o + "/people/" + member.ID.String() + "/end"},
		{"tokens", admin, o + "/tokens"},
		{"profile", admin, o + "/organisation"},
		{"profile-edit", admin, o + "/organisation/edit"},
		{"programs", admin, o + "/programs"},
		{"program-kind", admin, o + "/programs/new"},
		{"program-new", admin, o + "/programs/new?kind=CMTP"},
		{"program", admin, o + "/programs/" + draft.ID.String()},
		{"program-edit", admin, o + "/programs/" + draft.ID.String() + "/edit"},
		{"criterion", admin, o + "/programs/" + draft.ID.String() + "/criteria/" + criterion + "/edit"},
		{"remove", admin, o + "/programs/" + draft.ID.String() + "/criteria/" + criterion + "/remove"},
		{"close", admin, o + "/programs/" + proposed.ID.String() + "/close"},
		{"log", admin, o + "/log"},
		{"why", admin, o + "/why"},
		{"why-answer", admin, o + "/why?person=" + w.Andina.Manager.Membership().String() + "&resource=program&action=edit&row=" + proposed.ID.String()},
		{"imi", staff, "/imi"},
		{"imi-orgs", staff, "/imi/organisations"},
		{"imi-invite", staff, "/imi/organisations/new"},
		{"imi-org", staff, imi},
		{"imi-invited", staff, "/imi/organisations/" + invited.TenantID.String()},
		{"imi-again", staff, "/imi/organisations/" + invited.TenantID.String() + "/invitation"},
		{"imi-programs", staff, "/imi/programs"},
		{"imi-program", staff, imi + "/programs/" + proposed.ID.String()},
		{"imi-ask", staff, imi + "/programs/" + proposed.ID.String() + "/recognition"},
		{"imi-log", staff, "/imi/log"},
		{"imi-people", staff, "/o/imi/people"},
	})
}
