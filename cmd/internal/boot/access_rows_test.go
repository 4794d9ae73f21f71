package boot

import (
	"strings"
	"testing"

	"accord/web"
)

// rowAt is what stands in an address for a parameter: the name of a row (see fill), by
// the word before the parameter.
var rowAt = map[string]string{
	"o/:organisation":                "slug",
	"applications/:id":               "application",
	"apply/:token":                   "apply link",
	"consents/:token":                "consent link",
	"results/:result":                "assessment mine",
	"notices/:notice":                "privacy notice",
	"notices/:id":                    "privacy notice",
	"assessments/:id":                "assessment",
	"assessors/:assignment":          "assignment",
	"assessors/:member":              "assessor",
	"appointments/:appointment":      "appointment",
	"times/:time":                    "assessor days",
	"assignments/:assignment":        "assignment",
	"candidates/:enrolment":          "enrolment ready",
	"candidates/:id":                 "candidate",
	"adjustments/:adjustment":        "adjustment asked",
	"adjustments/:id":                "adjustment asked",
	"certificate/:token":             "certificate link",
	"personal/:token":                "personal link",
	"feed/:token":                    "calendar feed",
	"check-in/:session":              "session now",
	"messages/:message":              "message",
	"messages/:id":                   "message",
	"templates/:template":            "message template",
	"message-templates/:id":          "message template",
	"deliveries/:delivery":           "delivery",
	"materials/:material":            "material",
	"materials/:id":                  "material",
	"certificate-runs/:id":           "certificate run",
	"certificates/:id":               "certificate",
	"certificates/:number":           "certificate number",
	"cohorts/:id":                    "cohort",
	"conflicts/:id":                  "conflict",
	"credentials/:number":            "credential number",
	"criteria/:criterion":            "criterion",
	"demands/:demand":                "demand",
	"disclosures/:disclosure":        "disclosure released",
	"enrolments/:id":                 "enrolment late",
	"evidence/:id":                   "version",
	"import/:import":                 "import",
	"imports/:id":                    "import",
	"jobs/:organisation":             "organisation",
	":organisation/:id":              "job",
	"imi/link/:token":                "link of IMI",
	"link/:token":                    "link",
	"locations/:location":            "location",
	"locations/:location_id":         "location",
	"logbook/:entry":                 "entry",
	"referee/:token":                 "referee link",
	"referees/:request":              "referee request",
	"result/:token":                  "result link contested",
	"appeals/:id":                    "appeal contested",
	"panel/:panellist":               "panellist",
	"logo/:id":                       "certificate logo",
	"notes/:note":                    "note",
	"document/:document":             "version judged",
	"marks/:enrolment":               "enrolment late",
	"days/:id":                       "day",
	"assessment-days/:id":            "day",
	"slots/:slot":                    "slot expected",
	"own-slots/:slot":                "slot expected",
	"parts/:part":                    "slot part",
	"organisations/:id":              "organisation",
	"organisations/:organisation":    "organisation",
	"organisations/:organisation_id": "organisation",
	"people/:id":                     "membership",
	"practice/:practice":             "practice",
	"qualifications/:member":         "trainer",
	"teachers/:member":               "novice",
	"trainers/:member":               "novice",
	"points/:point":                  "point",
	"problems/:kind":                 "kind of problem",
	"programs/:id":                   "program draft",
	"proposals/:id":                  "proposal",
	"proposals/:proposal":            "proposal",
	"register/:id":                   "credential",
	"requests/:id":                   "request",
	"requests/:request":              "request",
	"runs/:run":                      "certificate run",
	"sessions/:id":                   "session held",
	"sessions/:session":              "session",
	"spot-checks/:id":                "request",
	"standards/:certification":       "certification",
	"coaching/:round":                "round played",
	"exercises/:exercise":            "exercise",
	"exercises/:id":                  "exercise",
	"exercises/:round":               "round",
	"feedback/:seat":                 "seat",
	"rounds/:id":                     "round",
	"seats/:id":                      "seat",
	"exemptions/:exemption":          "exemption",
	"static/:file":                   "asset",
	"submissions/:id":                "submission",
	"tokens/:id":                     "token",
	"uploads/:id":                    "upload",
	"versions/:number":               "design version",
	"verify/:number":                 "credential number",
	"waiting/:id":                    "waiting",
	"waiting/:waiting":               "waiting",
}

// rowOf are the routes that need another row than that, by name, and those
// that are asked more than once because who may depends on the row: "what it
// is": {parameter: row}.
var rowOf = map[string]map[string]map[string]string{
	"access.ask_revoke":           is("id", "candidate invited"),
	"result.withdraw_mine":        is("result", "assessment mine contested"),
	"access.revoke":               is("id", "candidate invited"),
	"access.invite":               is("id", "candidate left"),
	"api.getAccess":               is("id", "candidate invited"),
	"api.revokeAccess":            is("id", "candidate invited"),
	"api.inviteCandidate":         is("id", "candidate left"),
	"api.cancelSession":           is("id", "session"),
	"api.getDesign":               is("id", "program"),
	"api.listDesignVersions":      is("id", "program"),
	"api.getDesignVersion":        is("id", "program"),
	"api.getDesignDraft":          is("id", "program"),
	"api.listDesignChanges":       is("id", "program"),
	"api.discardDesign":           is("id", "program"),
	"api.setDesignRule":           is("id", "program"),
	"api.publishDesign":           is("id", "program"),
	"api.addDesignCriterion":      is("id", "program"),
	"design.show":                 is("id", "program"),
	"design.draft":                is("id", "program"),
	"design.changes":              is("id", "program"),
	"design.draft_sheet":          is("id", "program"),
	"design.revise_rule":          is("id", "program"),
	"design.set_rule":             is("id", "program"),
	"design.new_criterion":        is("id", "program"),
	"design.add_criterion":        is("id", "program"),
	"design.ask_publish":          is("id", "program"),
	"design.publish":              is("id", "program"),
	"design.ask_discard":          is("id", "program"),
	"design.discard":              is("id", "program"),
	"design.versions":             is("id", "program"),
	"design.version":              is("id", "program"),
	"design.version_sheet":        is("id", "program"),
	"design.export":               is("id", "program"),
	"api.editDesignCriterion":     {"": {"id": "program", "criterion": "design criterion"}},
	"api.removeDesignCriterion":   {"": {"id": "program", "criterion": "design criterion"}},
	"api.raiseDesignCriterion":    {"": {"id": "program", "criterion": "design criterion"}},
	"design.revise_criterion":     {"": {"id": "program", "criterion": "design criterion"}},
	"design.edit_criterion":       {"": {"id": "program", "criterion": "design criterion"}},
	"design.raise_criterion":      {"": {"id": "program", "criterion": "design criterion"}},
	"design.ask_remove":           {"": {"id": "program", "criterion": "design criterion"}},
	"design.remove_criterion":     {"": {"id": "program", "criterion": "design criterion"}},
	"api.amendFeedback":           is("id", "seat given"),
	"api.planExercise":            is("id", "session held"),
	"feedback.amend":              is("seat", "seat given"),
	"feedback.ask_amend":          is("seat", "seat given"),
	"exercise.edit":               is("exercise", "exercise spare"),
	"exercise.retire":             is("exercise", "exercise spare"),
	"api.reviseExercise":          is("id", "exercise spare"),
	"api.retireExercise":          is("id", "exercise spare"),
	"api.issueCertificates":       is("id", "cohort over"),
	"api.closeCohort":             is("id", "cohort over"),
	"api.compareSheets":           is("id", "assessment judged"),
	"api.declineAssessment":       is("id", "assessment asked"),
	"api.editSession":             is("id", "session"),
	"api.getImport":               {"for the list": {}, "for a cohort": {"id": "import of cohort"}},
	"api.getInvited":              is("id", "organisation invited"),
	"api.getProgram":              {"a draft": {"id": "program draft"}, "recognised": {"id": "program"}},
	"api.getProposal":             is("id", "program proposed"),
	"api.inviteOrganisationAgain": is("id", "organisation invited"),
	"api.invitePersonAgain":       is("id", "membership invited"),
	"api.raiseFloor":              is("id", "program"),
	"api.recordExemption":         is("id", "candidate beginning"),
	"api.withdrawExemption":       is("id", "candidate exempt"),
	"exemption.ask":               is("id", "candidate exempt"),
	"exemption.new":               is("id", "candidate beginning"),
	"exemption.record":            is("id", "candidate beginning"),
	"exemption.withdraw":          is("id", "candidate exempt"),
	"program.ask_floor":           is("id", "program"),
	"program.raise":               is("id", "program"),
	"api.listChoices":             is("id", "assessment asked"),
	"api.listOffered":             is("id", "submission draft"),
	"api.readmitEnrolment":        is("id", "enrolment left"),
	"api.takeExplanationBack":     is("demand", "demand knowledge_script"),
	"api.takeProposalBack":        is("id", "program proposed"),
	"api.unassignAssessor":        is("id", "assessment asked"),
	"api.withdrawDisclosure":      is("id", "version released"),
	"api.withdrawInvitation":      is("id", "organisation invited"),
	"api.proposeProgram":          is("id", "program draft"),
	"api.proposeRecords":          is("demand", "demand score_sheet"),
	"api.closeCheckIn":            is("id", "session now"),
	"api.getCheckIn":              is("id", "session now"),
	"api.openCheckIn":             is("id", "session now"),
	"check_in.room":               is("session", "session now"),
	"check_in.open":               is("session", "session now"),
	"check_in.close":              is("session", "session now"),
	"application.answer":          is("token", "apply link asked"),
	"logbook.own_revise":          is("entry", "entry own"),
	"logbook.own_edit":            is("entry", "entry own"),
	"logbook.own_ask_remove":      is("entry", "entry own"),
	"logbook.own_remove":          is("entry", "entry own"),
	"application.fill":            is("token", "apply link begun"),
	"application.ask_link":        is("id", "program CMTP"),
	"program.public":              is("id", "program CMTP"),
	"program.preview":             is("id", "program CMTP"),
	"cohort.ask_publish":          is("id", "cohort offered"),
	"cohort.publish":              is("id", "cohort offered"),
	"cohort.unpublish":            is("id", "cohort offered"),
	"api.publishCohort":           is("id", "cohort offered"),
	"api.unpublishCohort":         is("id", "cohort offered"),
	"message.resend":              is("message", "message sent"),
	"message.delivery":            is("message", "message sent"),
	"message.deliveries":          is("message", "message sent"),
	"message.show":                {"a draft": {}, "sent": {"message": "message sent"}},
	"material.own":                is("material", "material document"),
	"api.resendMessage":           is("id", "message sent"),
	"certificate.choose":          is("id", "cohort over"),
	"certificate.issue":           is("id", "cohort over"),
	"cohort.ask":                  is("id", "cohort over"),
	"cohort.close":                is("id", "cohort over"),
	"request.propose_records":     is("demand", "demand score_sheet"),
	"api.decideAssessment":        is("id", "assessment judged"),
	"api.declareNoConflict":       is("id", "assessment asked"),
	"api.assignAssessor":          is("id", "assessment asked"),
	"api.proposeAssessors":        is("id", "assessment asked"),
	"api.assignProposed":          is("id", "assessment asked"),
	"assessor.propose":            is("id", "assessment asked"),
	"assessor.assign":             is("id", "assessment asked"),
	"api.openVersion":             is("id", "version identity"),
	"api.openDisclosedVersion":    {"disclosed to a submission": {"id": "version disclosed"}, "released to a request": {"id": "version released"}, "disclosed to nobody": {"id": "version"}},
	"api.recogniseProgram":        is("id", "program proposed"),
	"api.setManifest":             is("id", "submission draft"),
	"api.submit":                  is("id", "submission draft"),
	"api.checkSubmission":         is("id", "submission draft"),
	"assessment.ask_decide":       is("id", "assessment judged"),
	"assessment.ask_declare":      is("id", "assessment asked"),
	"assessment.ask_decline":      is("id", "assessment asked"),
	"assessment.ask_moderate":     is("id", "assessment disputed"),
	"assessment.ask_moderator":    is("id", "assessment disputed"),
	"assessment.moderate":         is("id", "assessment disputed"),
	"assessment.name_moderator":   is("id", "assessment disputed"),
	"api.listModerators":          is("id", "assessment disputed"),
	"api.nameModerator":           is("id", "assessment disputed"),
	"api.moderateDisagreement":    is("id", "assessment disputed"),
	"assessment.ask_unassign":     is("id", "assessment asked"),
	"assessment.assign":           is("id", "assessment asked"),
	"assessment.compare":          is("id", "assessment judged"),
	"assessment.decide":           is("id", "assessment judged"),
	"assessment.declare":          is("id", "assessment asked"),
	"assessment.decline":          is("id", "assessment asked"),
	"assessment.export":           is("id", "assessment judged"),
	"result.show":                 is("id", "assessment told"),
	"adjustment.end":              is("adjustment", "adjustment granted"),
	"api.endAdjustment":           is("id", "adjustment granted"),
	"result.letter":               is("id", "assessment told"),
	"result.tell":                 is("id", "assessment untold"),
	"result.contest":              is("token", "result link told"),
	"appeal.new":                  is("id", "assessment told"),
	"appeal.lodge":                is("id", "assessment told"),
	"api.getResult":               is("id", "assessment told"),
	"api.tellResult":              is("id", "assessment untold"),
	"api.lodgeAppeal":             is("id", "assessment told"),
	"api.withdrawAppeal":          is("id", "appeal noted"),
	"api.decideAppeal":            is("id", "appeal heard"),
	"appeal.ask_withdraw":         is("id", "appeal noted"),
	"appeal.withdraw":             is("id", "appeal noted"),
	"appeal.ask_decide":           is("id", "appeal heard"),
	"appeal.decide":               is("id", "appeal heard"),
	"api.publishAssessmentDay":    is("id", "day planned"),
	"api.cancelAssessmentDay":     is("id", "day planned"),
	"api.closeAssessmentDay":      is("id", "day gone"),
	"api.attendDaySlot":           is("slot", "slot come"),
	"api.takeBackAttendance":      is("slot", "slot missing"),
	"day.ask_publish":             is("id", "day planned"),
	"day.publish":                 is("id", "day planned"),
	"day.ask_cancel":              is("id", "day planned"),
	"day.cancel":                  is("id", "day planned"),
	"day.ask_close":               is("id", "day gone"),
	"day.close":                   is("id", "day gone"),
	"slot.ask_attend":             is("slot", "slot come"),
	"slot.attend":                 is("slot", "slot come"),
	"slot.take_back":              is("slot", "slot missing"),
	"assessment.unassign":         is("id", "assessment asked"),
	"attendance.history":          is("session", "session held"),
	"attendance.record":           is("session", "session held"),
	"attendance.sheet":            is("session", "session held"),
	"candidate.show":              {"": {}, "in their cohort": {"id": "candidate ready"}},
	"cohort.choose_columns":       is("import", "import of cohort"),
	"cohort.columns":              is("import", "import of cohort"),
	"cohort.commit":               is("import", "import of cohort"),
	"cohort.errors":               is("import", "import of cohort"),
	"cohort.import_progress":      is("import", "import of cohort"),
	"cohort.preview":              is("import", "import of cohort"),
	"completion.except":           is("enrolment", "enrolment late"),
	"completion.reason":           is("enrolment", "enrolment late"),
	"enrolment.ask":               is("enrolment", "enrolment late"),
	"enrolment.readmit":           is("enrolment", "enrolment left"),
	"enrolment.withdraw":          is("enrolment", "enrolment late"),
	"evidence.ask_withdraw":       is("id", "version released"),
	"evidence.file_disclosed":     {"disclosed to a submission": {"id": "version disclosed"}, "released to a request": {"id": "version released"}, "disclosed to nobody": {"id": "version"}},
	"evidence.view_disclosed":     {"disclosed to a submission": {"id": "version disclosed"}, "released to a request": {"id": "version released"}, "disclosed to nobody": {"id": "version"}},
	"evidence.withdraw":           is("id", "version released"),
	"api.addWaiting":              is("id", "cohort full"),
	"api.listMarks":               is("id", "session held"),
	"api.listWaiting":             is("id", "cohort full"),
	"waiting.add":                 is("id", "cohort full"),
	"waiting.ask_leave":           is("id", "cohort full"),
	"waiting.ask_place":           is("id", "cohort full"),
	"waiting.leave":               is("id", "cohort full"),
	"waiting.place":               is("id", "cohort full"),
	"membership.resend":           is("id", "membership invited"),
	"organisation.ask_again":      is("id", "organisation invited"),
	"organisation.ask_withdraw":   is("id", "organisation invited"),
	"organisation.invite_again":   is("id", "organisation invited"),
	"organisation.withdraw":       is("id", "organisation invited"),
	"program.show":                {"a draft": {"id": "program draft"}, "recognised": {"id": "program"}},
	"program.take_back":           is("id", "program proposed"),
	"proposal.ask":                is("id", "program proposed"),
	"proposal.recognise":          is("id", "program proposed"),
	"proposal.show":               is("id", "program proposed"),
	"request.take_back":           is("demand", "demand knowledge_script"),
	"self.end_session":            is("session", "session of a person"),
	"submission.ask_submit":       is("id", "submission draft"),
	"submission.prepare":          is("id", "submission draft"),
	"submission.submit":           is("id", "submission draft"),
}

func is(parameter, row string) map[string]map[string]string {
	return map[string]map[string]string{"": {parameter: row}}
}

// asking is a route as it is asked: with rows in the place of parameters.
type asking struct {
	web.Route
	what string // of the row, where who may depends on it
	rows map[string]string
}

// askings are all ways in which a route is asked.
func askings(t *testing.T, route web.Route) (all []asking) {
	t.Helper()
	variants := rowOf[route.Name]
	if variants == nil {
		variants = map[string]map[string]string{"": {}}
	}
	for _, what := range sorted(variants) {
		a := asking{Route: route, what: what, rows: map[string]string{}}
		parts := strings.Split(route.Pattern, "/")
		for i, part := range parts {
			if !strings.HasPrefix(part, ":") {
				continue
			}
			name, ok := variants[what][part[1:]]
			if !ok {
				name, ok = rowAt[linked(route, parts[i-1]+"/"+part)]
			}
			if !ok {
				t.Errorf("nothing is known to stand for %s in %s %s: say a row of fill in rowAt[%q], or in rowOf[%q]", part, route.Method, route.Pattern, parts[i-1]+"/"+part, route.Name)
			}
			a.rows[part[1:]] = name
		}
		all = append(all, a)
	}
	return all
}

// linked tells IMI's own one-use links from an organisation's.
func linked(route web.Route, at string) string {
	if strings.HasPrefix(route.Pattern, "/imi/link/") {
		return "imi/link/:token"
	}
	return at
}

// in is the address with an organisation's rows; other gives some parameters
// rows of another organisation.
func (a asking) in(f *filled, other map[string]*filled) string {
	parts := strings.Split(a.Pattern, "/")
	for i, part := range parts {
		if name, is := strings.CutPrefix(part, ":"); is {
			from := f
			if o := other[name]; o != nil {
				from = o
			}
			parts[i] = from.ids[a.rows[name]]
		}
	}
	return strings.Join(parts, "/")
}
