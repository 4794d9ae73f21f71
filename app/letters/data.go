package letters

import "time"

// Data are the values that a letter mentions, by name: texts, numbers and Moments.
type Data map[string]any

// Moment is a time as its reader sees it: in a zone, which is named.
type Moment struct {
	At   time.Time
	Zone string // IANA name; "" is UTC
}

// Recipient is whom a letter goes to.
type Recipient struct {
	Name   string
	Email  string
	Locale string // "en" or "es"; another reads English
}
