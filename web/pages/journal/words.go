package journal

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"accord/app/journal"
	"accord/tenants"
	ui "accord/web/templates"
)

// Told is an event's sentence without its subject, as it goes on after a name:
// "invited a member"; with what it mentions of the event's details.
func Told(ctx context.Context, e journal.AuditLog) string {
	if e.Action == mailSent {
		return toldOfMail(ctx, e)
	}
	pairs := make([]any, 0, 2*len(e.Detail))
	for name, value := range e.Detail {
		pairs = append(pairs, capital(name), value)
	}
	if _, named := e.Detail["title"]; !named { // noted when a cohort's code was all that was written down
		pairs = append(pairs, "Title", e.Detail.Text("code"))
	}
	return ui.T(ctx, keyOf(e), pairs...)
}

// keyOf is the sentence's key: of an appeal that was decided, what was decided; of
// an assessor, who, where the name was written down.
func keyOf(e journal.AuditLog) string {
	if named := e.Detail.Text("name") != ""; named && (e.Action == "assessment.assigned" || e.Action == "assessment.unassigned") {
		return "event." + e.Action + ".named"
	}
	if as := e.Detail.Text("outcome"); e.Action == "appeal.decided" && as != "" {
		return "event.appeal.decided." + as
	}
	return "event." + e.Action
}

const mailSent = "mail.sent"

// WithoutMails leaves out what only says that a mail was sent.
func WithoutMails(all []journal.AuditLog) []journal.AuditLog {
	return slices.DeleteFunc(slices.Clone(all), func(e journal.AuditLog) bool { return e.Action == mailSent })
}

// toldOfMail says which letter it was, and to whom where that was written down.
func toldOfMail(ctx context.Context, e journal.AuditLog) string {
	letter := ui.T(ctx, "letter."+e.Detail.Text("letter"))
	if to := e.Detail.Text("to"); to != "" {
		return ui.T(ctx, "event.mail.sent", "Letter", letter, "To", to)
	}
	return ui.T(ctx, "event.mail.sent_letter", "Letter", letter)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// Who is who did it: the person's name as it was, or Accord itself.
func Who(ctx context.Context, e journal.AuditLog) string {
	if slices.Contains(e.Roles, tenants.RoleClerk) || slices.Contains(e.Roles, tenants.RoleIMIClerk) {
		return ui.T(ctx, "journal.by_itself")
	}
	return e.Actor
}

// tone is the colour and the sign of an event.
func tone(action string) (ui.Tone, string) {
	for _, t := range tones {
		if strings.HasPrefix(action, t.begins) {
			return t.tone, t.icon
		}
	}
	return ui.Mute, "note"
}

var tones = []struct {
	begins string
	tone   ui.Tone
	icon   string
}{
	{"membership.accepted", ui.OK, "user-check"}, {"membership.roles_set", ui.Warn, "shield-check"}, {"membership.ended", ui.Warn, "user-x"},
	{"membership.withdrawn", ui.Mute, "user-x"}, {"membership.", ui.Info, "user-plus"},
	{"organisation.founded", ui.OK, "building"}, {"organisation.withdrawn", ui.Warn, "building"}, {"organisation.", ui.Info, "building"},
	{"program.recognised", ui.OK, "rosette-discount-check"}, {"program.proposed", ui.Violet, "send"}, {"program.taken_back", ui.Warn, "arrow-back-up"},
	{"program.closed", ui.Mute, "lock"}, {"program.", ui.Info, "books"},
	{"api_token.", ui.Warn, "key"}, {"journal.", ui.Info, "file-export"},
	{"document.read", ui.Info, "eye"}, {"document.", ui.Info, "file"}, {"mail.", ui.Mute, "mail"},
	{"material.", ui.Info, "books"}, {"evaluation.", ui.Info, "message"},
	{"message.failed", ui.Bad, "mail"}, {"message.delivered", ui.OK, "mail"}, {"message.", ui.Info, "mail"}, {"message_template.", ui.Info, "file-text"},
	{"attendance.", ui.OK, "list-check"}, {"completion.", ui.OK, "certificate"}, {"session.", ui.Info, "calendar-event"}, {"cohort.", ui.Info, "school"},
	{"candidate.", ui.Info, "users"}, {"import.", ui.Info, "file-import"}, {"logbook.", ui.Info, "clipboard-list"},
	{"assessment.", ui.Violet, "gavel"}, {"submission.", ui.Violet, "send"}, {"credential.", ui.OK, "award"},
	{"rule_set.", ui.Info, "scale"}, {"exemption.", ui.Warn, "scale"},
	{"request.escalated", ui.Bad, "flag"}, {"request.", ui.Violet, "clipboard-search"}, {"job.", ui.Mute, "refresh"},
}
