package browsertest

import (
	"testing"

	"github.com/google/uuid"
)

// Look is a way in which a visitor looks at pages.
type Look struct {
	Name    string
	Options []Option
}

// Looks are the two in which every page is opened, wide and in English, and on
// a phone, dark and in Spanish.
var Looks = []Look{
	{"1440-en", nil},
	{"390-es", []Option{Phone(), Cookie("theme", "dark"), Cookie("locale", "es")}},
}

// As is the look with more to it.
func (l Look) As(more ...Option) []Option {
	return append(l.Options[:len(l.Options):len(l.Options)], more...)
}

// Visit is one page of a sweep, and who goes there; nil is nobody.
type Visit[P Person] = struct {
	Name string
	Who  P
	Path string
}

// Person is somebody who can be signed in.
type Person interface{ Person() uuid.UUID }

// Sweep inspects each page in each look, and keeps pictures named
// "of-name-look-theme". A person has one tab for all their pages: opening one costs
// more than an audit does.
func Sweep[P Person](t *testing.T, base string, session func(P) string, of string, looks []Look, visits []Visit[P]) {
	t.Helper()
	sessions := map[uuid.UUID]string{}
	who := func(v Visit[P]) uuid.UUID {
		if any(v.Who) == nil {
			return uuid.Nil
		}
		return v.Who.Person()
	}
	for _, v := range visits {
		if id := who(v); id != uuid.Nil && sessions[id] == "" {
			sessions[id] = session(v.Who)
		}
	}
	for _, look := range looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			tabs := map[uuid.UUID]*Page{}
			for _, v := range visits {
				id := who(v)
				if tabs[id] == nil {
					options := look.As()
					if id != uuid.Nil {
						options = look.As(Cookie("accord", sessions[id]))
					}
					tabs[id] = Open(t, base, options...)
				}
				p := tabs[id]
				p.Go(v.Path)
				p.Inspect(of + "-" + v.Name + "-" + look.Name)
			}
		})
	}
}
