package mainjob_test

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"accord/web/browsertest"
)

// person is one of the story's people.
type person struct{ name, email string }

var (
	ilse    = person{"Ilse de Vries", "ilse@imi.example"}
	henrik  = person{"Henrik Aalto", "henrik@imi.example"}
	amara   = person{"Amara Okafor", "amara@imi.example"}
	elena   = person{"Elena Cárdenas Mora", "elena@andina.example"}
	joaquin = person{"Joaquín Rivadeneira", "joaquin@andina.example"}
	rosa    = person{"Rosa Quishpe Lema", "rosa@andina.example"}
	mateo   = person{"Mateo Salgado Ortiz", "mateo@andina.example"}
	teresa  = person{"Teresa Guamán Ríos", "teresa@andina.example"}
)

// visitor is a browser in somebody's hands. Every page it comes to is looked
// over the first time: accessible, no wider than its window, without trouble.
type visitor struct {
	*browsertest.Page
	house *house
}

// visit opens a browser that nobody is signed in with.
func (h *house) visit() *visitor {
	h.t.Helper()
	return &visitor{browsertest.Open(h.t, h.url, browsertest.Width(h.width)), h}
}

// enter opens a browser and signs somebody in.
func (h *house) enter(who person) *visitor {
	h.t.Helper()
	v := h.visit()
	v.Go("/sign-in")
	v.Fill("E-mail", who.email)
	v.Fill("Password", passphrase)
	v.Click("Sign in")
	v.NotSee("Use the address that your organisation invited")
	return v
}

// join takes an invitation up: the mailed link, a password, and in.
func (h *house) join(who person, path string) *visitor {
	h.t.Helper()
	v := h.visit()
	v.Go(path)
	v.See("This invitation is for " + who.email)
	v.Fill("Your name", who.name)
	v.Fill("Choose a password", passphrase)
	v.Click("Join")
	v.See("Welcome to")
	return v
}

var address = regexp.MustCompile(`https?://[^\s<>"]+`)

// mailed is the path that a mail to somebody leads to.
func (h *house) mailed(who person, about string) string {
	h.t.Helper()
	m := h.mail.Wait(h.t, who.email, about)
	for _, a := range address.FindAllString(m.Text, -1) {
		if rest, ours := strings.CutPrefix(a, h.url); ours && rest != "" {
			return rest
		}
	}
	h.t.Fatalf("the mail %q leads nowhere:\n%s", m.Subject, m.Text)
	return ""
}

func (v *visitor) Go(path string) {
	v.house.t.Helper()
	v.Page.Go(path)
	v.look()
}

func (v *visitor) Click(what string) {
	v.house.t.Helper()
	v.Page.Click(what)
	v.look()
}

var unlike = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|(link|apply|result)/[\w-]+|\?.*$`)

// seen are the pages that were looked over, by whichever story came to them
// first in that width and language.
var seen sync.Map

// look looks a page over that was not come to before; what it is found wrong
// with names the page.
func (v *visitor) look() {
	v.house.t.Helper()
	path := browsertest.Eval[string](v.Page, `document.documentElement.lang + ' ' + location.pathname + (document.querySelector('.errsum') ? ' refused' : '')`)
	if _, before := seen.LoadOrStore(fmt.Sprint(v.house.width, " ", unlike.ReplaceAllString(path, "*")), true); before {
		v.Calm()
		return
	}
	v.Audit()
}
