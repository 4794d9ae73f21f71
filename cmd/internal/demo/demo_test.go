package demo

import (
	"bytes"
	"context"
	"html"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/cmd/internal/embedded"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// The whole demo, once: telling the stories takes a while, so that what is
// shown of them is shown in one go, in the order of these tests.
func TestTheDemoTellsItsStoriesOnceAndKeepsThem(t *testing.T) {
	t.Parallel()
	home := folder(t)
	d := play(t, home)
	t.Run("it says where it is ready, and who can be signed in as", d.saysWhereAndWho)
	t.Run("each of the cast is switched to and sees their overview", d.castIsSwitchedTo)
	t.Run("the stories are there", d.storiesAreThere)
	t.Run("nothing failed on the way, and nothing waits", d.nothingFailed)
	t.Run("the recording is played and the paper is PDF", d.evidenceIsReal)
	t.Run("what --env prints lets each login in", d.environmentConnects)
	t.Run("the clock brings the reminder of the request due tomorrow", d.clockBringsReminders)
	t.Run("the bar and the mailbox are there for everybody", d.barIsAccessible)
	t.Run("a home in use is refused", func(t *testing.T) {
		if err := Start(t.Context(), home, setting(nil), io.Discard); err == nil || !strings.Contains(err.Error(), home) {
			t.Errorf("a second start said %v", err)
		}
	})
	before := d.visitor(t, Elena).get("/o/andina/requests")
	mails := len(d.mails(t))
	d.stop(t)

	t.Run("a restart keeps the stories, the clock and the mails", func(t *testing.T) {
		again := play(t, home)
		defer again.stop(t)
		if strings.Contains(again.said(), "Telling") {
			t.Error("the stories were told twice")
		}
		if took := again.readyAfter; took > 30*time.Second {
			t.Errorf("it was ready after %s", took)
		}
		if after := again.visitor(t, Elena).get("/o/andina/requests"); rows(after) != rows(before) {
			t.Errorf("the requests were\n%s\nand are\n%s", rows(before), rows(after))
		}
		if n := len(again.mails(t)); n != mails {
			t.Errorf("there were %d mails, and are %d", mails, n)
		}
	})
	t.Run("stories that were told in part are refused with the way out", func(t *testing.T) {
		if err := os.Rename(filepath.Join(home, "demo", "stories.told"), filepath.Join(home, "demo", "stories.begun")); err != nil {
			t.Fatal(err)
		}
		if err := Start(t.Context(), home, setting(map[string]string{"ACCORD_ADDR": free(t)}), io.Discard); err == nil || !strings.Contains(err.Error(), "./run --reset") {
			t.Errorf("it said %v", err)
		}
	})
}

func TestAnAddressThatOthersReachIsRefused(t *testing.T) {
	t.Parallel()
	home := filepath.Join(t.TempDir(), "home")
	for _, addr := range []string{"0.0.0.0:8080", ":8080", "192.0.2.7:8080", "[::]:8080", "accord.example:8080", "8080"} {
		if err := Start(t.Context(), home, setting(map[string]string{"ACCORD_ADDR": addr}), io.Discard); err == nil || !strings.Contains(err.Error(), addr) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, err := os.Stat(home); err == nil {
		t.Error("a refused demo left something behind")
	}
}

func (d *played) saysWhereAndWho(t *testing.T) {
	said := d.said()
	if !strings.Contains(said, "Accord is ready at "+d.url+"\n") {
		t.Errorf("it said:\n%s", said)
	}
	for _, p := range Cast {
		if !strings.Contains(said, p.Email) {
			t.Errorf("%s is not named", p.Name)
		}
	}
	if !strings.Contains(said, Password) || !strings.Contains(said, d.url+"/demo/mail") {
		t.Errorf("the password or the mailbox is missing:\n%s", said)
	}
}

func (d *played) castIsSwitchedTo(t *testing.T) {
	v := d.visitor(t)
	for _, p := range Cast {
		v.becomes(p)
		page := v.get(strings.TrimSuffix(p.Place, "/"))
		if !strings.Contains(page, p.Name) || !strings.Contains(page, "<h1") || strings.Contains(page, "stories.") {
			t.Errorf("%s does not see an overview:\n%s", p.Name, rows(page))
		}
		if nothing := map[string]string{"en": "Nothing waits for you", "es": "Nada le espera"}[p.Locale]; strings.Contains(page, nothing) && p != Erik && p != Teresa {
			t.Errorf("nothing waits for %s", p.Name)
		}
	}
	if status, _ := v.try("/demo/switch", "as", "nobody@imi.example"); status != http.StatusNotFound {
		t.Errorf("somebody who is not of the cast: %d", status)
	}
}

func (d *played) storiesAreThere(t *testing.T) {
	for _, look := range []struct {
		who   Person
		path  string
		says  []string
		leads string // to a page beneath, by the text of a link
	}{
		{Rosa, "/o/andina/cohorts", []string{"24 de 26", "Cerrada", "En curso"}, running.title},
		{Rosa, "/o/andina/calendar/feed", []string{"Dejar de usarla"}, ""},
		{Rosa, "/o/andina/cohorts", []string{morning}, morning},
		{Joaquin, "/o/andina/assessments", []string{"Carmen Elisa Rosero", "Jorge Luis Pazmiño", "1/2", "2/2", "Desacuerdo"}, "Carmen Elisa Rosero"},
		{Joaquin, "/o/andina/assessments?q=Beatriz", []string{"Beatriz Naranjo Coello"}, "Beatriz Naranjo Coello"},
		{Joaquin, "/o/andina/days?when=past", []string{"jornada 3"}, "Juegos de rol, jornada 3"},
		{Joaquin, "/o/andina/days?answers=", []string{"jornada 4", "1 no puede asistir"}, "Juegos de rol, jornada 4"},
		{Joaquin, "/o/andina/applications?state=received", []string{practised.name}, practised.name},
		{Joaquin, "/o/andina/adjustments?state=asked", []string{"El propio candidato"}, ""},
		{Jorge, "/o/andina/file", []string{"Una pantalla grande", "+593 98 412 7730"}, ""},
		{Joaquin, "/o/andina/assessments?stage=decided", []string{"Iván Mauricio Loor"}, "Iván Mauricio Loor"},
		{Joaquin, "/o/andina/submissions", []string{"Aceptada", "Devuelta", "Rechazada", "Borrador"}, "Andrés Villacís Proaño"},
		{Elena, "/o/andina/requests", []string{"En preparación", "Cerrada", "Respondida"}, "Diego Fernando Yánez"},
		{Henrik, "/imi/submissions", []string{"María Augusta Tipán", "Lars Tveit"}, ""},
		{Amara, "/imi/spot-checks", []string{"Overdue", "Closed", "Answered"}, "Ingrid Haugland Berge"},
		{Ilse, "/imi/organisations", []string{"Academia Andina de Mediación", "Nordlys Meklingsakademi", "Accra Mediation Institute"}, ""},
		{Ilse, "/imi/programs", []string{"Mediation Training, Oslo"}, ""},
	} {
		v := d.visitor(t, look.who)
		page := v.get(look.path)
		v.says(page, look.says...)
		if look.leads != "" {
			page = v.follow(page, look.leads)
			v.says(page, map[string][]string{
				running.title:              {"33,5", "En riesgo"},
				"Carmen Elisa Rosero":      {"Difieren", "34/41", "20/41", "Hay desacuerdo entre quienes evalúan"},
				"Beatriz Naranjo Coello":   {"Rosa Quishpe, como tercera persona evaluadora", "16,5 de 20 puntos (se piden 14)", "Teresa Guamán Ríos, Mateo Benalcázar"},
				"Juegos de rol, jornada 3": {"Beatriz Naranjo Coello", "Carmen Elisa Rosero"},
				"Juegos de rol, jornada 4": {"audiencia en Ibarra", "Liberar el turno", "Asignar a un candidato"},
				practised.name:             {"La Prosperina"},
				"Iván Mauricio Loor":       {"Una moderación a cargo de Joaquín Armas", "puntuar por la referencia"},
				"Andrés Villacís Proaño":   {"expired before the assessment"},
				"Diego Fernando Yánez":     {"mañana", "Por hacer", "Juego de rol, escenario 4"},
				"Ingrid Haugland Berge":    {"Overdue"},
			}[look.leads]...)
		}
	}
	jorge := d.visitor(t, Jorge) // all that his own file leads to is there
	for _, link := range regexp.MustCompile(`href="(/o/andina/[^"#]+)"`).FindAllStringSubmatch(jorge.get("/o/andina/file"), -1) {
		jorge.get(html.UnescapeString(link[1]))
	}
	rosa := d.visitor(t, Rosa)
	cohort := regexp.MustCompile(`href="(/o/andina/cohorts/[0-9a-f-]{36})[^>]*>(?:<[^>]+>)*` + morning).FindStringSubmatch(rosa.get("/o/andina/cohorts"))
	if cohort == nil {
		t.Fatal("no link leads to the morning group")
	}
	room := regexp.MustCompile(`href="([^"]+/check-in)"`).FindStringSubmatch(rosa.get(cohort[1] + "/sessions"))
	if room == nil {
		t.Fatal("no session has a check-in")
	}
	rosa.says(rosa.get(room[1]), "Escanee para registrarse", "Amparo Leonor Játiva", "3 de 6")
	nobody := d.visitor(t)
	for _, holder := range []string{"Gabriela Montalvo", "Diego Yánez", "Lucía Cevallos", "Ingrid Berge"} {
		nobody.says(nobody.get("/find?name="+strings.ReplaceAll(holder, " ", "+")), strings.Fields(holder)[1])
	}
}

func (d *played) nothingFailed(t *testing.T) {
	conn := d.owner(t)
	for what, sql := range map[string]string{
		"dead jobs":               `select count(*) from outbox where state = 'dead'`,
		"jobs that were retried":  `select count(*) from outbox where last_error is not null`,
		"uploads without a type":  `select count(*) from document_version where state not in ('typed')`,
		"records without a sheet": `select count(*) from request_proposal where record <> '' and document_version_id is null and removed_at is null`,
		"events of the future":    `select count(*) from audit_log where at > (select max(due_at) from document_request)`,
	} {
		var n int
		if err := conn.QueryRow(t.Context(), sql).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d (%v)", what, n, err)
		}
	}
}

func (d *played) evidenceIsReal(t *testing.T) {
	conn, v := d.owner(t), d.visitor(t, Joaquin)
	for kind, begins := range map[string]string{"recording": "\x1aE\xdf\xa3", "identity_check": "\xff\xd8\xff", "training_certificate": "%PDF-", "score_sheet": "%PDF-"} {
		var id string
		err := conn.QueryRow(t.Context(), `select v.id::text from document_version v join organisation o on o.tenant_id = v.tenant_id where o.slug = 'andina' and v.kind = $1 limit 1`, kind).Scan(&id)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if file := v.get("/o/andina/evidence/" + id + "/file"); !strings.HasPrefix(file, begins) {
			t.Errorf("%s begins with %q", kind, file[:min(len(file), 8)])
		} else if kind == "recording" && !bytes.Equal([]byte(file), recording) {
			t.Error("the recording is not the one that was uploaded")
		}
	}
}

func (d *played) environmentConnects(t *testing.T) {
	lines, err := Env(d.home)
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{}
	for _, line := range lines {
		name, value, ok := strings.Cut(line, "=")
		if !ok || value == "" {
			t.Errorf("%q is no NAME=value", line)
		}
		env[name] = value
	}
	for _, login := range embedded.Logins {
		conn, err := pgx.Connect(t.Context(), env["DATABASE_URL_"+strings.ToUpper(login)])
		if err != nil {
			t.Errorf("%s: %v", login, err)
			continue
		}
		var as string
		if err := conn.QueryRow(t.Context(), "select session_user::text").Scan(&as); err != nil || as != "accord_"+login {
			t.Errorf("%s enters as %s (%v)", login, as, err)
		}
		_ = conn.Close(context.Background())
	}
	for _, name := range []string{"REDIS_URL", "S3_ENDPOINT", "S3_BUCKET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "SMTP_URL"} {
		if env[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if env["ACCORD_PUBLIC_URL"] != d.url || !strings.Contains(d.said(), env["ACCORD_OPS_URL"]+"/healthz, /readyz, /metrics") {
		t.Errorf("the site is at %s and health at %s, and it said\n%s", env["ACCORD_PUBLIC_URL"], env["ACCORD_OPS_URL"], d.said())
	}
	for _, at := range []string{env["ACCORD_PUBLIC_URL"] + "/healthz", env["ACCORD_OPS_URL"] + "/healthz", env["ACCORD_OPS_URL"] + "/readyz", env["ACCORD_OPS_URL"] + "/metrics"} {
		answer, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", at, answer.Status)
		}
	}
}

func (d *played) barIsAccessible(t *testing.T) {
	for look, options := range map[string][]browsertest.Option{"1440": nil, "390-dark": {browsertest.Phone(), browsertest.Dark()}} {
		p := browsertest.Open(t, d.url, options...)
		p.Go("/demo/mail?to=efua@accra.example")
		p.Shot("demo-mail-" + look)
		p.Audit()
		p.Click("Accra Mediation Institute is invited to Accord")
		p.See("Dear Efua Mensah")
		p.Shot("demo-letter-" + look)
		p.Audit()
		p.Choose("Who to be", "Rosa Quishpe · trainer")
		p.Click("Switch")
		p.See("Cohortes en curso")
		p.Calm()
	}
}

func (d *played) clockBringsReminders(t *testing.T) {
	before := d.mails(t)
	v, other := d.visitor(t, Elena), d.visitor(t, Ilse)
	v.posts("/demo/clock")
	fresh := slices.DeleteFunc(d.mails(t), func(m embedded.Message) bool {
		return slices.ContainsFunc(before, func(b embedded.Message) bool { return b.ID == m.ID })
	})
	reminded := slices.ContainsFunc(fresh, func(m embedded.Message) bool {
		return slices.Contains(m.To, Elena.Email) && strings.HasPrefix(m.Subject, "Recordatorio") && strings.Contains(m.Text, "Diego Fernando Yánez")
	})
	if !reminded {
		t.Errorf("no reminder came; these did: %v", fresh)
	}
	v.says(v.get("/demo/mail?to="+Elena.Email), "Recordatorio")
	v.says(v.get("/o/andina/requests"), "Diego Fernando Yánez")              // still signed in, a day later
	other.says(other.get("/imi/organisations"), "Accra Mediation Institute") // and so is everybody else
	v.posts("/demo/clock")
	v.says(v.get("/o/andina/requests"), "Vencida")
}
