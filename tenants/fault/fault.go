// Package fault is how Accord says no: a code for the machine, a sentence for
// the person, and a cause for the log, never mixed.
//
// A fault's sentence is a key of the message catalogue with its arguments, so
// that the person reads it in their own language; Field names the input it
// belongs to. web/faults.go alone turns codes into HTTP, jobs/faults.go into
// "try again" or "stop".
package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code says what kind of refusal this is.
type Code string

// The codes. An invisible row is NotFound, never Forbidden.
const (
	Invalid         Code = "invalid"         // the input is wrong; Fields says where
	Unauthenticated Code = "unauthenticated" // nobody is signed in
	Forbidden       Code = "forbidden"       // visible, but this act is not given
	NotFound        Code = "not_found"       // absent, or not visible to this person
	Conflict        Code = "conflict"        // the state has moved on, or forbids the move
	TooLarge        Code = "too_large"       // over a limit
	Unavailable     Code = "unavailable"     // a part is down; worth trying again
	Internal        Code = "internal"        // our mistake; the cause is in the log
)

// Sentence is a message for a person: a key of the catalogue and the values
// it mentions.
type Sentence struct {
	Key  string
	Args map[string]any
}

// FieldError is a sentence at one input.
type FieldError struct {
	Field string // the input's name, as in the form and in the JSON body
	Sentence
}

// Error is a refusal. Its text (Error) is for the log.
type Error struct {
	Code Code
	Sentence
	Fields []FieldError
	cause  error
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Code, e.Key)
	names := make([]string, 0, len(e.Args))
	for n := range e.Args {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%v", n, e.Args[n])
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " [%s: %s]", f.Field, f.Key)
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	return b.String()
}

// Unwrap gives the cause, for errors.Is and for the log only.
func (e *Error) Unwrap() error { return e.cause }

// New makes a fault from a code, a key of the catalogue, and pairs of name
// and value that the sentence mentions.
func New(code Code, key string, pairs ...any) *Error {
	return &Error{Code: code, Sentence: Say(key, pairs...)}
}

// Say makes a sentence from a key and pairs of name and value.
func Say(key string, pairs ...any) Sentence {
	s := Sentence{Key: key}
	if len(pairs) > 0 {
		s.Args = make(map[string]any, len(pairs)/2)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s.Args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return s
}

// Wrap gives err a code and a sentence; err stays the cause, for the log.
// Wrap of nil is nil.
func Wrap(err error, code Code, key string, pairs ...any) error {
	if err == nil {
		return nil
	}
	f := New(code, key, pairs...)
	f.cause = err
	return f
}

// Because sets the cause and returns the same fault.
func (e *Error) Because(cause error) *Error { e.cause = cause; return e }

// Absent is NotFound for a kind of thing: "cohort" reads "not_found.cohort".
func Absent(what string) *Error { return New(NotFound, "not_found."+what) }

// Denied is Forbidden with the general sentence.
func Denied() *Error { return New(Forbidden, "fault.forbidden") }

// CodeOf answers the code of the first fault in err's chain; Internal for an
// error that is no fault, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if f, ok := errors.AsType[*Error](err); ok {
		return f.Code
	}
	return Internal
}

// Is says whether err is a fault of this code.
func Is(err error, code Code) bool { return CodeOf(err) == code }
