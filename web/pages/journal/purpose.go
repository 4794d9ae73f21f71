package journal

import (
	"context"

	ui "accord/web/templates"
)

// purposes are the catalogue's keys of what IMI's people stated when they
// crossed organisations. The log keeps the sentence that was stated; an older
// release's, or a stranger's, is shown as it is.
var purposes = map[string]string{
	"ask why":                                  "journal.purpose.ask_why",
	"see what waits":                           "journal.purpose.see_what_waits",
	"list the organisations":                   "journal.purpose.list_organisations",
	"look at an organisation":                  "journal.purpose.look_at_organisation",
	"invite an organisation":                   "journal.purpose.invite_organisation",
	"to invite an organisation":                "journal.purpose.invite_organisation",
	"invite an organisation again":             "journal.purpose.invite_organisation_again",
	"withdraw an invitation":                   "journal.purpose.withdraw_invitation",
	"to look after organisations and programs": "journal.purpose.organisations_and_programs",
	"list the programs put forward":            "journal.purpose.list_proposed",
	"read a program put forward":               "journal.purpose.read_proposed",
	"recognise a program":                      "journal.purpose.recognise_program",
	"to recognise a program":                   "journal.purpose.recognise_program",
	"to review what was submitted":             "journal.purpose.review",
	"to review a submission":                   "journal.purpose.review_submission",
	"to decide on a submission":                "journal.purpose.decide_submission",
	"to read a disclosed document":             "journal.purpose.read_document",
	"to follow spot checks":                    "journal.purpose.follow_checks",
	"to issue a document request":              "journal.purpose.issue_request",
	"to issue a spot check":                    "journal.purpose.issue_request",
	"to record the outcome of a spot check":    "journal.purpose.record_outcome",
	"to conclude a spot check":                 "journal.purpose.record_outcome",
	"to look into the rules":                   "journal.purpose.look_into_rules",
	"publish a rule set":                       "journal.purpose.publish_rule_set",
	"to look into the register":                "journal.purpose.look_into_register",
	"to keep the register":                     "journal.purpose.keep_register",
	"to revoke a credential":                   "journal.purpose.revoke_credential",
	"read IMI's own log":                       "journal.purpose.read_own_log",
	"to look after jobs that were given up":    "journal.purpose.given_up_jobs",
}

// purpose is a stated purpose in the reader's words, and the language it is in.
func purpose(ctx context.Context, stated string) (words, lang string) {
	if key, known := purposes[stated]; known {
		return ui.T(ctx, key), ui.From(ctx).T.Locale()
	}
	return stated, "en"
}
