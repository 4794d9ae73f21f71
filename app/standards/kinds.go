package standards

import "slices"

// Kind is a kind of document that a program keeps and can be asked for. Its
// name for people is the catalogue's "kind." and the id.
type Kind struct {
	ID     string
	About  string // AboutCandidate or AboutProgram
	Record string // the record kept in Accord that meets it too; "" when none does
}

// What a document can be about.
const (
	AboutCandidate = "candidate"
	AboutProgram   = "program"
)

// The kinds that other concepts name.
const (
	KindIdentity       = "identity_check"
	KindPrivacy        = "privacy_notice"
	KindConsent        = "recording_consent"
	KindRecording      = "recording"
	KindCodeOfConduct  = "code_of_conduct"
	KindCertificate    = "training_certificate"
	KindScoreSheet     = "score_sheet"
	KindAttendance     = "attendance"
	KindLogbook        = "logbook"
	KindDecisionMinute = "decision_minute"
	KindOther          = "other"
)

// kinds in the order of a candidate's way, then those of a program (IMI-KE-01, IMI-KE-02).
var kinds = []Kind{
	{ID: "application", About: AboutCandidate},
	{ID: KindIdentity, About: AboutCandidate},
	{ID: KindPrivacy, About: AboutCandidate},
	{ID: KindConsent, About: AboutCandidate},
	{ID: "eligibility_decision", About: AboutCandidate},
	{ID: KindLogbook, About: AboutCandidate, Record: KindLogbook},
	{ID: "logbook_verification", About: AboutCandidate},
	{ID: KindCertificate, About: AboutCandidate},
	{ID: KindAttendance, About: AboutCandidate, Record: KindAttendance},
	{ID: "knowledge_script", About: AboutCandidate},
	{ID: "knowledge_marks", About: AboutCandidate},
	{ID: KindRecording, About: AboutCandidate},
	{ID: "scenario", About: AboutCandidate},
	{ID: KindScoreSheet, About: AboutCandidate, Record: KindScoreSheet},
	{ID: "assessor_assignment", About: AboutCandidate},
	{ID: "conflict_declaration", About: AboutCandidate},
	{ID: "feedback_form", About: AboutCandidate},
	{ID: KindCodeOfConduct, About: AboutCandidate},
	{ID: "moderation", About: AboutCandidate},
	{ID: "adjustment", About: AboutCandidate},
	{ID: "appeal", About: AboutCandidate},
	{ID: KindDecisionMinute, About: AboutCandidate, Record: KindDecisionMinute},
	{ID: "submission_receipt", About: AboutCandidate},
	{ID: "program_version", About: AboutProgram},
	{ID: "published_criteria", About: AboutProgram},
	{ID: "assessor_cv", About: AboutProgram},
	{ID: "standardisation_minutes", About: AboutProgram},
	{ID: "sampling_plan", About: AboutProgram},
	{ID: "conflict_register", About: AboutProgram},
	{ID: "complaint_register", About: AboutProgram},
	{ID: "appeal_register", About: AboutProgram},
	{ID: KindOther, About: AboutCandidate},
}

// Kinds lists them, those about a candidate before those about a program.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindNamed answers one by its id.
func KindNamed(id string) (Kind, bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.ID == id })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}
