package boot

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
)

// bodyOf is what is sent to an endpoint of the API.
var bodyOf = map[string]func(f *filled) any{
	"api.planAssessmentDay": func(f *filled) any {
		return object{"program_id": f.ids["program"], "title": "Assessments", "on": "2026-11-20", "place": "Quito", "language": "es"}
	},
	"api.editAssessmentDay": func(f *filled) any {
		return object{"title": "Assessments", "on": "2026-11-16", "place": "Quito", "language": "es", "time_zone": "Europe/Oslo"}
	},
	"api.fillAssessmentDay":   func(f *filled) any { return object{"begins": "21:00", "count": 1, "minutes": 30} },
	"api.cancelAssessmentDay": func(f *filled) any { return object{"reason": "The house is closed."} },
	"api.addDaySlot":          func(f *filled) any { return object{"begins": "21:00", "ends": "22:00"} },
	"api.editDaySlot":         func(f *filled) any { return object{"begins": "12:00", "ends": "13:00"} },
	"api.addSlotAssessor":     func(f *filled) any { return object{"membership_id": f.ids["assessor free"]} },
	"api.addSlotPlayer":       func(f *filled) any { return object{"name": "Ema Ruiz", "email": "ema@example.org"} },
	"api.takeOutOfSlot":       func(f *filled) any { return object{"reason": "One is enough."} },
	"api.swapDaySlots":        func(f *filled) any { return object{"other": f.ids["slot free"], "reason": "The early bus."} },
	"api.declineOwnSlot":      func(f *filled) any { return object{"reason": "The christening."} },
	"api.releaseDaySlot":      func(f *filled) any { return object{"reason": "They cannot come."} },
	"api.cancelDaySlot":       func(f *filled) any { return object{"reason": "The house is closed."} },
	"api.attendDaySlot":       func(f *filled) any { return object{"outcome": "held"} },
	"api.addCandidate":        func(f *filled) any { return newPerson },
	"api.addExercise": func(f *filled) any {
		return object{"program_id": f.ids["program CMTP"], "kind": "role_play", "exercise": fence}
	},
	"api.reviseExercise": func(f *filled) any { return fence },
	"api.planExercise":   func(f *filled) any { return object{"exercise_id": f.ids["exercise"]} },
	"api.setTables":      func(f *filled) any { return object{"revision": 1, "tables": list{}} },
	"api.saveFeedback": func(f *filled) any {
		return object{"revision": 1, "notes": []object{{"heading": "opening", "strengths": "Short."}}}
	},
	"api.giveFeedback": func(f *filled) any {
		return object{"revision": 1, "notes": []object{{"heading": "opening", "strengths": "Short."}}}
	},
	"api.amendFeedback": func(f *filled) any {
		return object{"feedback": object{"revision": 1, "notes": []object{{"heading": "opening", "strengths": "Short."}}}, "reason": "I had mixed up two people."}
	},
	"api.addDesignCriterion":  func(f *filled) any { return designed },
	"api.editDesignCriterion": func(f *filled) any { return revised(designed) },
	"api.setDesignRule": func(f *filled) any {
		return object{"revision": 1, "pass_percent": 70, "may_fall_short": 0, "marks_apart": 20, "result_apart": 10, "methods": []object{{"name": "role_play_live"}}}
	},
	"api.publishDesign":         func(f *filled) any { return object{"revision": 1, "note": "As before, said better."} },
	"api.addPractice":           func(f *filled) any { return practice },
	"api.confirmQualifications": func(f *filled) any { return object{"practice": list{f.ids["practice"]}} },
	"api.editPractice":          func(f *filled) any { return practice },
	"api.editQualifications":    func(f *filled) any { return object{"law": "does_not"} },
	"api.exceptTeacher":         func(f *filled) any { return object{"reason": "She teaches beside the lead trainer."} },
	"api.addLogbookEntry": func(f *filled) any {
		return object{"held_on": "2026-10-01", "role": "mediator", "medium": "online", "hours": 3, "field": "commercial", "parties": 2, "settled": "yes"}
	},
	"api.addSession": func(f *filled) any {
		return object{"title": "Ethics", "starts_at": "2026-11-24T14:00:00Z", "ends_at": "2026-11-24T18:00:00Z", "hours": 4}
	},
	"api.assignProposed":   func(f *filled) any { return object{"membership_ids": list{f.ids["assessor free"]}} },
	"api.editAssessor":     func(f *filled) any { return object{"languages": list{"es"}, "monthly_limit": 4} },
	"api.noteAssessorDays": func(f *filled) any { return object{"kind": "free", "from": "2026-12-01", "until": "2026-12-09"} },
	"api.appointAssessor": func(f *filled) any {
		return object{"program_id": f.ids["program draft"], "grounds": "Has judged forty role-plays elsewhere."}
	},
	"api.assignAssessor": func(f *filled) any { return object{"membership_id": f.ids["assessor free"]} },
	"api.beginUpload": func(f *filled) any {
		return object{"candidate_id": f.ids["candidate"], "kind": "other", "title": "Letter", "file_name": "letter.pdf", "media_type": "application/pdf", "size": len(pdf)}
	},
	"api.complete":          func(f *filled) any { return object{"enrolments": list{f.ids["enrolment ready"]}} },
	"api.concludeSpotCheck": func(f *filled) any { return object{"outcome": "withdrawn", "summary": "Everything is in order."} },
	"api.correctCertificate": func(f *filled) any {
		return object{"holder": "Camila Torres Vega", "reason": "The name was misspelt."}
	},
	"api.issueCertificates": func(f *filled) any { return object{"enrolments": list{f.ids["enrolment uncertified"]}} },
	"api.revokeCertificate": func(f *filled) any { return object{"reason": "Somebody else sat the course."} },
	"api.setAtRiskRule":     func(f *filled) any { return object{"warn_below": 95, "missed": 2} },
	"api.createProgram": func(f *filled) any {
		return object{"kind": "CMTP", "title": "Foundations, evening", "language": "en", "city": "Quito", "country": "EC", "course_hours": 40, "attendance_floor": 90}
	},
	"api.nameModerator": func(f *filled) any { return object{"membership_id": f.ids["assessor free"]} },
	"api.moderateDisagreement": func(f *filled) any {
		return object{"held_on": "2026-11-16", "reasons": "Both watched it again.", "agreed": f.agreed()}
	},
	"api.decideAssessment": func(f *filled) any { return object{"outcome": "passed", "minute": "Both assessors agree."} },
	"api.decideSubmission": func(f *filled) any { return object{"outcome": "accepted"} },
	"api.editCandidate":    func(f *filled) any { return newPerson },
	"api.enrol":            func(f *filled) any { return object{"candidate_id": f.ids["candidate"]} },
	"api.explainAbsence":   func(f *filled) any { return object{"explanation": "The mediation was not recorded."} },
	"api.inviteOrganisation": func(f *filled) any {
		return object{"name": "Lagos Mediation Centre", "country": "NG", "time_zone": "Africa/Lagos", "administrator_name": "Ada Obi", "administrator_email": "ada@example.org", "locale": "en"}
	},
	"api.invitePerson": func(f *filled) any {
		return object{"name": "Rosa Quispe", "email": "rosa.quispe@example.org", "locale": "es", "roles": list{f.role()}}
	},
	"api.issueSpotCheck": func(f *filled) any {
		return object{"credential_id": f.ids["credential"], "kind": "routine", "reason": "Random sample", "demands": []object{{"kind": "feedback_form"}}}
	},
	"api.openAssessment": func(f *filled) any {
		return object{"candidate_id": f.ids["candidate left"], "program_id": f.ids["program"]}
	},
	"api.openCohort": func(f *filled) any {
		return object{"program_id": f.ids["program CMTP"], "code": "FM-29", "title": "Foundations", "language": "es", "starts_on": "2026-12-01", "ends_on": "2026-12-20", "capacity": 20, "required_hours": 40, "attendance_floor": 90}
	},
	"api.proposeDocument": func(f *filled) any { return object{"version_id": f.ids["version"]} },
	"api.publishRuleSet": func(f *filled) any {
		return object{"certification": "certified_mediator", "effective_from": "2027-03-01", "note": "The committee decided so.", "mediations": 25, "hours": 200,
			"documents": list{"identity_check"}, "obligations": list{"IMI-SU-01"}}
	},
	"api.raiseFloor": func(f *filled) any { return object{"mediations": 30} },
	"api.recordExemption": func(f *filled) any {
		return object{"program_id": f.ids["program"], "citation": "IMI-CM-01", "reason": "A judge-mediator for twelve years."}
	},
	"api.recordAttendance": func(f *filled) any {
		return object{"marks": []object{{"enrolment_id": f.ids["enrolment late"], "mark": "present"}}}
	},
	"api.releaseDocuments": func(f *filled) any {
		return object{"proposals": list{f.ids["proposal"]}, "statement": "Complete and unaltered."}
	},
	"api.saveMySheet": func(f *filled) any {
		return object{"revision": 1, "comment": "Solid.", "scores": []object{{"criterion_id": f.ids["assessed criterion"], "points": 3}}}
	},
	"api.setManifest": func(f *filled) any {
		return object{"versions": list{f.ids["candidate draft identity_check"], f.ids["candidate draft code_of_conduct"]}}
	},
	"api.setRoles":    func(f *filled) any { return object{"roles": list{f.role()}} },
	"api.signPart":    func(f *filled) any { return object{"number": 1, "size": len(pdf), "sha256": sumOf(pdf)} },
	"api.staffCohort": func(f *filled) any { return object{"memberships": list{f.ids["trainer"]}} },
	"api.startSubmission": func(f *filled) any {
		return object{"candidate_id": f.ids["candidate ready"], "program_id": f.ids["program"]}
	},
	"api.submit": func(f *filled) any {
		return object{"name": "Joaquín Andrade", "agreed": true, "declaration": f.ids["declaration"]}
	},
	"api.submitMySheet": wholeSheet,
}

var newPerson = object{"name": "Camila Torres Vega", "email": "camila.torres@example.org", "language": "es", "country": "EC"}

// wholeSheet hands a score sheet in.
func wholeSheet(f *filled) any {
	var scores []object
	for _, id := range f.criteria() {
		scores = append(scores, object{"criterion_id": id, "points": 4, "note": "Shown throughout"})
	}
	return object{"revision": 1, "comment": "Solid.", "scores": scores}
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(sum[:])
}

func textOf(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // the test's own
	}
	return b
}
