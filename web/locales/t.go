package locales

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"accord/tenants/fault"
)

// T speaks one language to one reader, in the reader's time zone. Its zero
// value speaks English in UTC. It is a small value: copy it freely.
type T struct {
	locale  string
	zone    *time.Location
	pseudo  bool
	speaker *i18n.Localizer
	numbers *message.Printer
}

// New makes a translator. A language that is not offered becomes English; a
// nil zone becomes UTC.
func New(locale string, zone *time.Location) T {
	if !IsOffered(locale) {
		locale = English
	}
	if zone == nil {
		zone = time.UTC
	}
	v := voices[locale]
	return T{locale: locale, zone: zone, speaker: v.speaker, numbers: v.numbers}
}

// Pseudo makes the translator of the right-to-left rehearsal: English,
// lengthened and written from the right, to find what a page has taken for
// granted. It is for tests of the interface, not for people.
func Pseudo(zone *time.Location) T {
	t := New(English, zone)
	t.pseudo = true
	return t
}

type voice struct {
	speaker *i18n.Localizer
	numbers *message.Printer
}

var voices = func() map[string]voice {
	all := map[string]voice{}
	for _, l := range Offered() {
		all[l] = voice{i18n.NewLocalizer(catalogue, l), message.NewPrinter(language.MustParse(l))}
	}
	return all
}()

// Locale is the language's tag, as <html lang> says it.
func (t T) Locale() string {
	if t.locale == "" {
		return English
	}
	return t.locale
}

// Dir is the direction of writing: "ltr" or "rtl".
func (t T) Dir() string {
	if t.pseudo {
		return "rtl"
	}
	return "ltr"
}

// Zone is the reader's time zone.
func (t T) Zone() *time.Location {
	if t.zone == nil {
		return time.UTC
	}
	return t.zone
}

// In is the same voice in another zone: an organisation's, for its deadlines.
func (t T) In(zone *time.Location) T {
	if zone != nil {
		t.zone = zone
	}
	return t
}

// Say says a key of the catalogue with pairs of name and value. Numbers and
// times among the values are written as the language writes them; a value
// named Count chooses the plural. A key that is missing is a mistake that a
// test finds; should one slip through, the reader sees words, not the key,
// and the log has it.
func (t T) Say(key string, pairs ...any) string {
	if len(pairs) == 0 {
		return t.say(key, nil)
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return t.say(key, args)
}

// Sentence says a fault's sentence.
func (t T) Sentence(s fault.Sentence) string { return t.say(s.Key, s.Args) }

// Has says whether the catalogue knows a key.
func (t T) Has(key string) bool {
	_, err := t.voice().speaker.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: map[string]any{}})
	return err == nil
}

func (t T) say(key string, args map[string]any) string {
	at := [2]string{t.Locale(), key}
	said, known := plain.Load(at)
	if !known || len(args) > 0 {
		var err error
		if said, err = t.voiced(key, args); said == "" {
			slog.Error("a sentence is missing from the catalogue", "key", key, "locale", t.Locale(), "cause", err)
			said = words(key)
		} else if len(args) == 0 {
			plain.Store(at, said)
		}
	}
	if t.pseudo {
		return stretch(said.(string))
	}
	return said.(string)
}

// plain are the sentences of the catalogue that were said before without
// values, by language and key: most of a page's, and always the same.
var plain sync.Map

func (t T) voiced(key string, args map[string]any) (string, error) {
	config := &i18n.LocalizeConfig{MessageID: key}
	if len(args) > 0 {
		written := make(map[string]any, len(args))
		for name, value := range args {
			written[name] = t.write(value)
		}
		config.TemplateData = written
		if n, counted := args["Count"]; counted {
			config.PluralCount = whole(n)
		}
	}
	return t.voice().speaker.Localize(config)
}

func (t T) voice() voice {
	if t.speaker == nil {
		return voices[English]
	}
	return voice{t.speaker, t.numbers}
}

// write puts one value of a sentence into the language's own writing.
func (t T) write(value any) any {
	switch v := value.(type) {
	case time.Time:
		return t.DateTime(v)
	case int:
		return t.Number(int64(v))
	case int64:
		return t.Number(v)
	case int32:
		return t.Number(int64(v))
	case float64:
		return t.Decimal(v)
	case Size:
		return t.Bytes(int64(v))
	case fault.Sentence:
		return t.Sentence(v)
	case interface{ In(locale string) string }: // what has a name in each language
		return v.In(t.Locale())
	case fmt.Stringer:
		return v.String()
	}
	return value
}

// whole is a count as the plural rules take it.
func whole(n any) any {
	switch v := n.(type) {
	case int, int8, int16, int32, int64, string:
		return v
	case float64:
		return fmt.Sprint(v)
	}
	return fmt.Sprint(n)
}

// words makes something readable of a key: "cohort.not_open" reads "Not open".
func words(key string) string {
	last := key[strings.LastIndexByte(key, '.')+1:]
	last = strings.ReplaceAll(last, "_", " ")
	if last == "" {
		return "…"
	}
	return strings.ToUpper(last[:1]) + last[1:]
}
