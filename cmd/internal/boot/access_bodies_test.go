package boot

import (
	"maps"

	"accord/app/apptest"
)

// What is sent to the endpoints that do what only pages did before.
func init() {
	maps.Copy(bodyOf, map[string]func(f *filled) any{
		"api.editOwnProfile":   func(*filled) any { return object{"name": "Somebody", "language": "es"} },
		"api.inviteCandidates": func(f *filled) any { return object{"candidates": []string{f.ids["candidate left"]}} },
		"api.publishNotice": func(*filled) any {
			return object{"kind": "privacy", "text_en": "What becomes of your data.", "in_force_from": "2026-12-01"}
		},
		"api.askToLook": func(f *filled) any { return object{"candidates": []string{f.ids["candidate left"]}} },
		"api.noteAcknowledgement": func(f *filled) any {
			return object{"notice_id": f.ids["privacy notice"], "language": "es", "document_id": f.ids["document"]}
		},
		"api.answerRecordingConsent": func(f *filled) any {
			return object{"notice_id": f.ids["recording notice"], "answer": "withdrawn", "language": "es"}
		},
		"api.checkIdentity":           checked,
		"api.askForAdjustment":        func(*filled) any { return object{"kind": "breaks", "arrangement": "Ten minutes each hour."} },
		"api.decideAdjustment":        func(*filled) any { return object{"outcome": "refused", "reason": "It is offered to all."} },
		"api.checkApplicantsIdentity": checked,
		"api.addCriterion":            aCriterion,
		"api.saveKnowledgeTest": func(*filled) any {
			return object{"revision": 1, "title": "Knowledge of mediation", "label": "B/2026", "pass_mark": 6, "apart": 1, "questions": []object{{"words": "What is confidential?", "marks": 10}}}
		},
		"api.publishKnowledgeTest": func(*filled) any { return object{"revision": 1} },
		"api.fileKnowledgeScript": func(f *filled) any {
			return object{"test_id": f.ids["test"], "version_id": f.ids["version unsat"], "sat_on": "2026-11-14"}
		},
		"api.assignMarker":        func(f *filled) any { return object{"membership_id": f.ids["assessor free"]} },
		"api.settleKnowledgeTest": func(*filled) any { return object{"marks": 5, "minute": "The second exception is missing."} },
		"api.declineMarking":      func(*filled) any { return object{"conflict": "She is my cousin."} },
		"api.saveMarks":           givenMarks,
		"api.submitMarks":         givenMarks,
		"api.openSamplingPlan": func(f *filled) any {
			return object{"program_id": f.ids["program draft"], "from": "2026-11-01", "until": "2027-03-01", "percent": 10}
		},
		"api.reviewSheet":    func(*filled) any { return object{"outcome": "advice", "note": "Say what was seen."} },
		"api.recordMeeting":  theMeeting,
		"api.correctMeeting": theMeeting,
		"api.keepNote": func(f *filled) any {
			return object{"version_id": f.ids["version judged"], "mark": "another", "place": 2, "words": "Names the exceptions."}
		},
		"api.removeNote":    func(*filled) any { return object{"revision": 1} },
		"api.tellResult":    func(*filled) any { return object{"words": "It was not enough yet."} },
		"api.lodgeAppeal":   func(*filled) any { return object{"ground": "facts", "statement": "The agreement was overlooked."} },
		"api.namePanellist": func(f *filled) any { return object{"membership_id": f.ids["free trainer"]} },
		"api.stepDown":      func(*filled) any { return object{"conflict": "She is my cousin."} },
		"api.draftRuling": func(*filled) any {
			return object{"over": 1, "outcome": "allowed", "minute": "Heard both.", "answer": "You are right."}
		},
		"api.dissentFromRuling": func(*filled) any { return object{"reasons": "The delay changed the outcome."} },
		"api.chooseImportColumns": func(f *filled) any {
			return object{"columns": object{"name": 0, "email": 1, "language": 2}, "on_file": "keep"}
		},
		"api.commitImport":        func(f *filled) any { return object{"digest": f.ids["import digest"]} },
		"api.completeByException": because("She made the hours up in another cohort."),
		"api.declareConflict":     because("I trained there."),
		"api.addLocation":         aLocation,
		"api.editLocation":        aLocation,
		"api.admitApplicant":      func(*filled) any { return object{} },
		"api.declineApplicant":    because("The course is for practising lawyers."),
		"api.askApplicant":        func(*filled) any { return object{"question": "Where did you train?"} },
		"api.publishCohort":       func(*filled) any { return object{"opens_on": "2026-11-20", "closes_on": "2026-12-20"} },
		"api.takeApplications": func(*filled) any {
			return object{"opens_on": "2026-11-20", "closes_on": "2026-12-20", "languages": []string{"en"}}
		},
		"api.declineAssessment": func(f *filled) any { return object{"conflict": "She is my cousin."} },
		"api.editCohort":        aCohort("FM-27"),
		"api.editCriterion":     aCriterion,
		"api.editLogbookEntry":  bodyOf["api.addLogbookEntry"],
		"api.editProfile": func(f *filled) any {
			return object{"about_en": "We train mediators.", "about_es": "", "website": "https://andina.example", "contact_name": "Elena", "contact_email": "elena@andina.example"}
		},
		"api.editProgram": func(f *filled) any {
			return object{"kind": "QAP", "title": "Foundations, evening", "language": "en", "city": "Quito", "country": "EC"}
		},
		"api.editSession":   movedSession,
		"api.cancelSession": because("The trainer is ill."),
		"api.enrolNew":      func(f *filled) any { return newPerson },
		"api.inviteOrganisationAgain": func(f *filled) any {
			return object{"administrator_name": "Ada Obi", "administrator_email": "ada@example.org", "locale": "en"}
		},
		"api.createMessageTemplate":  func(*filled) any { return object{"kind": "general", "name": "News", "text": newsText} },
		"api.editMessageTemplate":    func(*filled) any { return object{"version": 1, "name": "News", "text": newsText} },
		"api.restoreMessageTemplate": func(*filled) any { return object{"version": 0} },
		"api.writeMessage":           func(*filled) any { return object{"kind": "general", "audience": "enrolled"} },
		"api.sendMessage":            func(*filled) any { return object{"recipients": 2} },
		"api.setSessionReminders":    func(*filled) any { return object{"days_before": 2} },
		"api.openEvaluation":         func(*filled) any { return object{"from": "2026-11-16", "until": "2026-11-30"} },
		"api.addMaterial":            func(*filled) any { return object{"title": "Slides", "address": "https://slides.example/2"} },
		"api.notePoint":              func(f *filled) any { return object{"verdict": "right"} },
		"api.addSeries":              aSeries,
		"api.addWaiting":             func(f *filled) any { return newPerson },
		"api.previewSeries":          aSeries,
		"api.recordGrid": func(f *filled) any {
			return object{"sessions": []object{{"session_id": f.ids["session held"], "marks": []object{{"enrolment_id": f.ids["enrolment late"], "mark": "late"}}}}}
		},
		"api.revokeCredential": because("The certificate was obtained by deceit."),
		"api.askReferee": func(f *filled) any {
			return object{"name": "Inés Ortega", "email": "ines.ortega@corte.example", "relation": "Judge", "language": "es", "entries": list{f.ids["entry"]}}
		},
		"api.verifyLogbookEntries": func(f *filled) any { return object{"entries": list{f.ids["entry"]}} },
		"api.withdrawDisclosure":   because("It was the wrong person's."),
	})
}

var newsText = object{"fallback": "en", "subject_en": "News of {{cohort}}", "body_en": "Dear {{given_name}}"}

func because(reason string) func(*filled) any {
	return func(*filled) any { return object{"reason": reason} }
}

func aLocation(*filled) any {
	return object{"name": "Casa del Río", "city": "Cuenca", "country": "EC", "time_zone": "America/Guayaquil"}
}

func aCriterion(*filled) any {
	return object{"heading": "skills", "title": "Ends the mediation", "benchmark": "In time", "scale_max": 5, "pass_mark": 3}
}

func aSeries(*filled) any {
	return object{"title": "Ethics", "hours": 2.5, "days": list{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
		"from": apptest.Start.Format("2006-01-02"), "begins": "17:00", "ends": "20:00", "times": 2}
}

func aCohort(code string) func(*filled) any {
	return func(f *filled) any {
		return object{"program_id": f.ids["program CMTP"], "code": code, "title": "Foundations", "language": "es", "place": "Quito",
			"starts_on": "2026-11-01", "ends_on": "2026-12-20", "capacity": 20, "required_hours": 40, "attendance_floor": 90}
	}
}

func movedSession(f *filled) any {
	in := aSession(f).(object)
	in["reason"] = "The room is not free."
	return in
}

func aSession(*filled) any {
	return object{"title": "Ethics", "starts_at": "2026-11-20T14:00:00Z", "ends_at": "2026-11-20T18:00:00Z", "hours": 4}
}
