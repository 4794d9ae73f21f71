package fault

// Check gathers what is wrong with an input, so that a person sees all of it
// at once.
type Check struct{ fields []FieldError }

// Field notes a sentence at an input.
func (c *Check) Field(field, key string, pairs ...any) {
	c.fields = append(c.fields, FieldError{Field: field, Sentence: Say(key, pairs...)})
}

// If notes the sentence when wrong is true, and returns wrong.
func (c *Check) If(wrong bool, field, key string, pairs ...any) bool {
	if wrong {
		c.Field(field, key, pairs...)
	}
	return wrong
}

// Err returns Invalid with every field noted, or nil when there is none.
func (c *Check) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Sentence: Sentence{Key: "fault.invalid"}, Fields: c.fields}
}
