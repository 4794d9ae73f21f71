package web

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"accord/tenants/fault"
	ui "accord/web/templates"
)

// A flash is a sentence for the next page. It travels in a cookie bound to the
// visitor, as a key with values: it is said when it is shown, in the language
// of that moment.
type flash struct {
	Tone ui.Tone
	Key  string
	Args map[string]any
}

func (r *Request) flash(tone ui.Tone, s fault.Sentence) {
	args := map[string]any{}
	for name, value := range s.Args {
		if at, ok := value.(time.Time); ok {
			value = r.T.DateTime(at)
		}
		args[name] = value
	}
	text, err := json.Marshal(flash{tone, s.Key, args})
	if err != nil || len(text) > 2000 {
		return // a message is not worth a failed page
	}
	body := base64.RawURLEncoding.EncodeToString(text)
	r.cookie(r.app.cookieName("flash"), body+"."+seal(body, r.mustSecret()), time.Minute)
}

// flashes takes what was left for this page.
func (r *Request) flashes() []ui.Flash {
	sent := r.c.Cookies(r.app.cookieName("flash"))
	if sent == "" {
		return nil
	}
	r.cookie(r.app.cookieName("flash"), "", -1)
	body, mark, _ := strings.Cut(sent, ".")
	if secret := r.secret(); secret == "" || !sealed(body, mark, secret) {
		return nil
	}
	text, err := base64.RawURLEncoding.DecodeString(body)
	var f flash
	if err != nil || json.Unmarshal(text, &f) != nil {
		return nil
	}
	for name, value := range f.Args {
		if n, ok := value.(float64); ok && n == float64(int(n)) {
			f.Args[name] = int(n)
		}
	}
	return []ui.Flash{{Tone: f.Tone, Text: r.T.Sentence(fault.Sentence{Key: f.Key, Args: f.Args})}}
}
