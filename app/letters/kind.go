package letters

// Kind names a letter.
type Kind string

// The letters.
const (
	InvitationAdministrator Kind = "invitation_administrator" // to an organisation's first administrator
	InvitationMember        Kind = "invitation_member"
	InvitationCandidate     Kind = "invitation_candidate" // to a candidate, with the link by which they come to sign in
	PasswordReset           Kind = "password_reset"
	PasswordChanged         Kind = "password_changed"
	EmailConfirm            Kind = "email_confirm" // to an account's new address
	EmailChanged            Kind = "email_changed" // to its old one

	SessionMoved       Kind = "session_moved"        // to candidates and trainers
	SessionMovedOnline Kind = "session_moved_online" // the same, where it takes place online: with its link
	SessionCancelled   Kind = "session_cancelled"

	MessageReturned Kind = "message_returned" // to the program managers, when a scheduled message did not go out

	ConsentWithdrawn Kind = "consent_withdrawn" // to the program managers
	NoticeAgain      Kind = "notice_again"      // to a candidate, with the link by which they look

	PersonalPage Kind = "personal_page" // to a trainee, with the link to their own page

	ApplicationLink      Kind = "application_link"     // to whoever asked to apply, with the link to their application
	ApplicationReceived  Kind = "application_received" // this and the next five to the applicant
	ApplicationQuestion  Kind = "application_question"
	ApplicationAdmitted  Kind = "application_admitted"
	AdmittedToAssessment Kind = "admitted_to_assessment" // where the program assesses
	ApplicationWaiting   Kind = "application_waiting"
	ApplicationDeclined  Kind = "application_declined"
	ApplicationNew       Kind = "application_new" // to the program managers
	RefereeAsked         Kind = "referee_asked"   // to somebody who knows of a candidate's mediations, with the link to say so
	RefereeReminded      Kind = "referee_reminded"
	CoachNamed           Kind = "coach_named"    // to the coach of a table
	FeedbackGiven        Kind = "feedback_given" // to the trainee, with their personal link

	PlaceGiven Kind = "place_given" // to the candidate who was first of a waiting list

	CertificateIssued Kind = "certificate_issued" // to the candidate, with a link to it

	ProgramProposed   Kind = "program_proposed"   // to IMI's administrators
	ProgramRecognised Kind = "program_recognised" // to the organisation's administrators and program managers

	RuleSetPublished Kind = "rule_set_published" // to the administrators of organisations with a program for it

	AssessmentAssigned  Kind = "assessment_assigned"  // to the assessor
	AssessorDeclined    Kind = "assessor_declined"    // to the program managers
	SheetSubmitted      Kind = "sheet_submitted"      // to the program managers
	DisagreementOpened  Kind = "disagreement_opened"  // to the program managers
	ModeratorNamed      Kind = "moderator_named"      // to whoever is to moderate
	DisagreementSettled Kind = "disagreement_settled" // to the program managers, by whoever was named

	SlotInvited    Kind = "slot_invited"  // to the candidate of a slot
	SlotAssessor   Kind = "slot_assessor" // to its assessors
	SlotPlayer     Kind = "slot_player"   // to its role-players
	SlotMoved      Kind = "slot_moved"    // this and the next two to everybody who takes part
	SlotCancelled  Kind = "slot_cancelled"
	SlotReminder   Kind = "slot_reminder"
	SlotAsked      Kind = "slot_asked"      // this and the next two to a candidate who signs in, with where they say whether they come
	SlotAskedAnew  Kind = "slot_asked_anew" // it has moved
	SlotUnanswered Kind = "slot_unanswered" // the reminder, where they have not said it
	SlotDeclined   Kind = "slot_declined"   // this and the next to the program managers: the candidate cannot come
	SlotRestored   Kind = "slot_restored"   // comes after all

	ResultTold       Kind = "result_told" // this and the next two to the candidate, with the link to their result
	AppealReceived   Kind = "appeal_received"
	AppealDecided    Kind = "appeal_decided"
	AppealLodged     Kind = "appeal_lodged" // to the program managers, as the next two
	AppealClosed     Kind = "appeal_closed"
	PanelSteppedDown Kind = "panel_stepped_down"
	PanelNamed       Kind = "panel_named"    // to who is to decide an appeal
	RulingDrafted    Kind = "ruling_drafted" // to each of a panel but who drafted what it is to decide
	AppealDue        Kind = "appeal_due"     // this and the next to the panel and the program managers
	AppealOverdue    Kind = "appeal_overdue"
	MarkerAssigned   Kind = "marker_assigned" // to who is to mark a knowledge test

	SheetReviewed Kind = "sheet_reviewed" // to the assessor, when the review of a sheet brings advice or finds it unsound

	SubmissionSent     Kind = "submission_sent"     // to the organisation that put the candidate forward
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

// catalogue says which values each letter mentions, beside Name, Organisation
// and Link. Letters say as little about people as their reader needs: mail is
// read on many screens. Reasons and scores stay behind the link.
var catalogue = map[Kind][]string{
	InvitationAdministrator: {"Until"},
	InvitationMember:        {"Until"},
	InvitationCandidate:     {"Until"},
	PasswordReset:           {"Until"},
	PasswordChanged:         {"Until"},
	EmailConfirm:            {"Until"},
	EmailChanged:            {"Until"},
	SessionMoved:            {"Session", "Cohort", "Was", "Starts", "Ends", "Place", "Reason"},
	SessionMovedOnline:      {"Session", "Cohort", "Was", "Starts", "Ends", "Place", "Reason"},
	SessionCancelled:        {"Session", "Cohort", "Was", "Reason"},
	MessageReturned:         {"Message", "Cohort"},
	ConsentWithdrawn:        {"Candidate"},
	NoticeAgain:             {"Until"},
	PersonalPage:            {"Cohort", "Until"},
	ApplicationLink:         {"Until"},
	ApplicationReceived:     {"Program"},
	ApplicationQuestion:     {"Program"},
	ApplicationAdmitted:     {"Program", "Cohort", "Starts"},
	AdmittedToAssessment:    {"Program"},
	ApplicationWaiting:      {"Program", "Cohort"},
	ApplicationDeclined:     {"Program"},
	ApplicationNew:          {"Program"},
	RefereeAsked:            {"Candidate", "Count", "Until"},
	RefereeReminded:         {"Candidate", "Count", "Until"},
	CoachNamed:              {"Exercise", "Starts", "Count"},
	FeedbackGiven:           {"Exercise", "Coach"},
	PlaceGiven:              {"Cohort", "Starts"},
	CertificateIssued:       {"Until"},
	ProgramProposed:         {"Program"},
	ProgramRecognised:       {"Program"},
	RuleSetPublished:        {"Certification", "From"},
	AssessmentAssigned:      {"Program"},
	AssessorDeclined:        {"Assessor"},
	SheetSubmitted:          {"Assessor"},
	DisagreementOpened:      {"Program"},
	ModeratorNamed:          {"Program"},
	DisagreementSettled:     {"Moderator"},
	SlotInvited:             {"Program", "Starts", "Ends", "Place"},
	SlotAssessor:            {"Program", "Starts", "Ends", "Place"},
	SlotPlayer:              {"Program", "Scenario", "Starts", "Ends", "Place"},
	SlotMoved:               {"Program", "Was", "Starts", "Ends", "Place", "Reason"},
	SlotCancelled:           {"Program", "Was", "Reason"},
	SlotReminder:            {"Program", "Starts", "Ends", "Place"},
	SlotAsked:               {"Program", "Starts", "Ends", "Place"},
	SlotAskedAnew:           {"Program", "Was", "Starts", "Ends", "Place", "Reason"},
	SlotUnanswered:          {"Program", "Starts", "Ends", "Place"},
	SlotDeclined:            {"Program", "Starts"},
	SlotRestored:            {"Program", "Starts"},
	ResultTold:              {"Program"},
	AppealReceived:          {"Program"},
	AppealDecided:           {"Program"},
	AppealLodged:            {"Program"},
	AppealClosed:            {"Program"},
	PanelSteppedDown:        {"Panellist"},
	MarkerAssigned:          {"Program"},
	PanelNamed:              {"Program"},
	RulingDrafted:           {"Program"},
	AppealDue:               {"Program", "Due"},
	AppealOverdue:           {"Program", "Due"},
	SheetReviewed:           {"Program"},
	SubmissionSent:          {"Reference", "Candidate", "Certification"},
	SubmissionReceived:      {"Reference", "Certification"},
	SubmissionAccepted:      {"Reference", "Candidate", "Certification", "Number"},
	SubmissionReturned:      {"Reference", "Candidate", "Certification"},
	SubmissionRefused:       {"Reference", "Candidate", "Certification"},
	RequestIssued:           {"Reference", "Professional", "Due"},
	ReminderBefore:          {"Reference", "Professional", "Due"},
	ReminderAfter:           {"Reference", "Professional", "Due"},
	Escalation:              {"Reference", "Professional", "Due"},
	Released:                {"Reference"},
	Outcome:                 {"Reference", "Professional", "Outcome"},
}

// Kinds lists every kind of letter and the values it mentions.
func Kinds() map[Kind][]string { return catalogue }
