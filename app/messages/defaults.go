package messages

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed defaults/*.txt
var shipped embed.FS

// defaults are the texts that are shipped, read once at the start: a mistake in
// one stops the program.
var defaults = func() map[Kind]Text {
	all := map[Kind]Text{}
	for _, k := range Kinds {
		t := Text{Fallback: "en"}
		t.SubjectEn, t.BodyEn = readDefault(k, "en")
		t.SubjectEs, t.BodyEs = readDefault(k, "es")
		all[k] = t
	}
	return all
}()

// Default is the text that is shipped for a kind.
func Default(k Kind) Text { return defaults[k] }

func readDefault(k Kind, locale string) (subject, body string) {
	content, err := shipped.ReadFile("defaults/" + string(k) + "." + locale + ".txt")
	if err != nil {
		panic(err)
	}
	head, body, ok := strings.Cut(string(content), "\n\n")
	subject, named := strings.CutPrefix(head, "Subject: ")
	if !ok || !named {
		panic(fmt.Sprintf("messages: the default %s.%s begins with no subject", k, locale))
	}
	return subject, strings.TrimSpace(body)
}
