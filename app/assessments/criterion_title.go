package assessments

// Called is a criterion's name in a sentence: in the language of who reads it.
type Called struct{ AssessmentCriterion }

// In is the name in a language.
func (c Called) In(locale string) string { return c.TitleIn(locale) }

// String is the name in the program's language, for the log.
func (c Called) String() string { return c.Title }
