package deadletters

import (
	"strings"

	"github.com/google/uuid"

	"accord/app/deadletters"
	"accord/tenants/fault"
	"accord/web/locales"
)

// kindName is what a kind of job does, in words; its own name where a version
// of the program left a kind behind that this one does not know.
func kindName(t locales.T, kind string) string {
	if key := "job.kind." + kind; t.Has(key) {
		return t.Say(key)
	}
	return kind
}

// why is the fault's sentence. Its details are in the log: what a person wrote
// is not kept with a job.
func why(t locales.T, j deadletters.Job) string {
	code, key := j.Fault()
	if key == "" || !t.Has(key) {
		key = "job.fault." + string(code)
	}
	if !t.Has(key) {
		key = "job.fault.internal"
	}
	return t.Say(key)
}

// advice says what to do before it is replayed, by the fault's code.
func advice(t locales.T, j deadletters.Job) string {
	code, _ := j.Fault()
	switch code {
	case fault.NotFound, fault.Conflict:
		return t.Say("job.advice.moved")
	case fault.Forbidden:
		return t.Say("job.advice.forbidden")
	case fault.Unavailable:
		return t.Say("job.advice.unavailable")
	case fault.Invalid:
		return t.Say("job.advice.invalid")
	}
	return t.Say("job.advice.internal")
}

// caseOf is the page of the case a job belongs to; "" where there is none.
func caseOf(j deadletters.Job) string {
	if j.CaseID == nil || *j.CaseID == uuid.Nil {
		return ""
	}
	switch {
	case strings.HasPrefix(j.Kind, "request."):
		return "/spot-checks/" + j.CaseID.String()
	case strings.HasPrefix(j.Kind, "submission."):
		return "/submissions/" + j.CaseID.String()
	}
	return ""
}

func lastFault(j deadletters.Job) string {
	if j.LastError == nil {
		return ""
	}
	return *j.LastError
}
