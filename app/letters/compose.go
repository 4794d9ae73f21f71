package letters

// Letter is a mail as it is sent.
type Letter struct {
	Kind    Kind
	Locale  string
	Subject string
	Text    string
	HTML    string
}
