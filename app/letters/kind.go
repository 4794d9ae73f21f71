package letters

// Kind names a letter.
type Kind string

// The letters.
const (
	InvitationAdministrator Kind = "invitation_administrator" // to an organisation's first administrator
	InvitationMember        Kind = "invitation_member"
	PasswordReset           Kind = "password_reset"

	SubmissionReceived Kind = "submission_received" // to IMI's reviewers
	SubmissionAccepted Kind = "submission_accepted"
	SubmissionReturned Kind = "submission_returned"
	SubmissionRefused  Kind = "submission_refused"

	RequestIssued  Kind = "request_issued"
	ReminderBefore Kind = "reminder_before"
	ReminderAfter  Kind = "reminder_after"
	Escalation     Kind = "escalation"
	Released       Kind = "released" // to IMI's spot checkers
	Outcome        Kind = "outcome"
)

// catalogue says which values each letter mentions, beside Name and
// Organisation. Values that end in "At" or "On" or are called Due are Moments.
var catalogue = map[Kind][]string{
	InvitationAdministrator: {"Until"},
	InvitationMember:        {"Until"},
	PasswordReset:           {"Until"},
	SubmissionReceived:      {"Reference", "Certification"},
	SubmissionAccepted:      {"Reference", "Candidate", "Certification", "Number"},
	SubmissionReturned:      {"Reference", "Candidate", "Certification", "Reasons"},
	SubmissionRefused:       {"Reference", "Candidate", "Certification", "Reasons"},
	RequestIssued:           {"Reference", "Professional", "Due"},
	ReminderBefore:          {"Reference", "Professional", "Due"},
	ReminderAfter:           {"Reference", "Professional", "Due"},
	Escalation:              {"Reference", "Professional", "Due"},
	Released:                {"Reference", "Professional"},
	Outcome:                 {"Reference", "Professional", "Outcome"},
}

// Kinds lists every kind of letter and the values it mentions.
func Kinds() map[Kind][]string { return catalogue }
