package boot

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/web/webtest"
)

// What is sent with a POST: what a person who may would fill in, with ids of
// the organisation's own rows. A route that is not here is sent empty.
var formOf = map[string]func(f *filled) webtest.Form{
	"account.ask_reset": said("email", "nobody@example.org"),
	"account.enter": func(f *filled) webtest.Form {
		return webtest.Form{"email": {f.org.Admin.Email()}, "password": {passphrase}, "next": {""}}
	},
	"api_token.create": said("name", "Reports", "days", "30"),
	"result.tell":      said("words", "It was not enough yet."),
	"result.contest":   said("ground", "facts", "statement", "The agreement was overlooked."),
	"result.withdraw":  said("sure", "on"),
	"appeal.lodge":     said("ground", "facts", "statement", "The agreement was overlooked."),
	"ruling.draft":     said("over", "1", "outcome", "allowed", "minute", "Heard both.", "answer", "You are right."),
	"ruling.dissent":   said("reasons", "The delay changed the outcome."),
	"panel.name":       row("member", "free trainer"),
	"panel.declare":    said("none", "on"),
	"panel.step_down":  said("conflict", "She is my cousin."),
	"quality.open_plan": and(row("program", "program draft"), said("from.day", "1", "from.month", "11", "from.year", "2026", "until.day", "1", "until.month", "3", "until.year", "2027",
		"percent", "10", "least", "1", "first_cases", "0")),
	"quality.review":              said("outcome", "unsound", "note", "The marks do not follow from the notes."),
	"quality.record":              aMeeting,
	"quality.correct":             aMeeting,
	"assessment.assign":           row("assessor", "assessor free"),
	"assessment.decide":           said("outcome", "passed", "minute", "Both assessors agree."),
	"assessment.declare":          said("none", "on"),
	"assessment.decline":          said("conflict", "She is my cousin."),
	"knowledge.save_draft":        said("revision", "1", "title", "Knowledge of mediation", "label", "B/2026", "pass_mark", "6", "apart", "1", "question-0", "What is confidential?", "marks-0", "10", "next", "keep"),
	"knowledge.publish":           said("revision", "1"),
	"knowledge.file":              and(rows("test", "test", "document", "version unsat"), said("sat_on.day", "14", "sat_on.month", "11", "sat_on.year", "2026")),
	"knowledge.assign":            row("marker", "assessor free"),
	"knowledge.settle":            said("marks", "5", "minute", "The second exception is missing."),
	"knowledge.declare":           said("none", "on"),
	"knowledge.decline":           said("conflict", "She is my cousin."),
	"knowledge.save":              marksOfPaper,
	"assessment.keep_note":        and(rows("version", "version judged", "criterion", "assessed criterion"), said("mark", "another", "revision", "0", "place", "2", "words", "Names the exceptions.")),
	"assessment.remove_note":      said("revision", "1"),
	"assessment.moderate":         minuteOf,
	"assessment.name_moderator":   row("moderator", "assessor free"),
	"assessment.open":             rows("candidate", "candidate left", "program", "program"),
	"file.edit":                   said("name", "Somebody", "language", "es", "country", "EC", "phone", ""),
	"notice.acknowledge_file":     row("notice", "privacy notice"),
	"consent.answer_file":         and(row("notice", "recording notice"), said("answer", "withdrawn")),
	"result.contest_mine":         said("ground", "facts", "statement", "The agreement was overlooked."),
	"result.withdraw_mine":        said("sure", "on"),
	"access.invite_all":           row("candidate", "candidate left"),
	"notice.publish":              said("kind", "privacy", "text_en", "What becomes of your data.", "text_es", "", "in_force_from.day", "1", "in_force_from.month", "12", "in_force_from.year", "2026"),
	"notice.remind":               row("candidate", "candidate left"),
	"notice.acknowledge":          row("notice", "privacy notice"),
	"notice.acknowledge_personal": row("notice", "privacy notice"),
	"consent.answer":              and(row("notice", "recording notice"), said("answer", "given")),
	"consent.answer_personal":     and(row("notice", "recording notice"), said("answer", "refused")),
	"consent.note":                said("what", "withdrawn", "language", "es", "document", ""),
	"identity.check":              aCheck,
	"adjustment.ask":              said("kind", "breaks", "arrangement", "Ten minutes each hour."),
	"adjustment.ask_own":          said("kind", "breaks", "arrangement", "Ten minutes each hour."),
	"adjustment.decide":           said("outcome", "granted", "reason", ""),
	"adjustment.end":              said("sure", "on"),
	"identity.check_applicant":    aCheck,
	"application.admit":           row("cohort", "cohort offered"),
	"application.answer":          said("answer", "In Loja."),
	"assessor.assign":             row("assessor", "assessor free"),
	"assessor.appoint":            and(row("program", "program draft"), said("grounds", "Has judged forty role-plays elsewhere.")),
	"assessor.edit":               said("languages", "es", "monthly_limit", "4"),
	"assessor.add_time":           said("kind", "free", "from.day", "1", "from.month", "12", "from.year", "2026", "until.day", "9", "until.month", "12", "until.year", "2026"),
	"application.ask_link": func(*filled) webtest.Form {
		return webtest.Form{"name": {"Lucía Andrade"}, "email": {uuid.NewString() + "@example.org"}}
	},
	"application.decline":  said("reason", "The course is for practising lawyers."),
	"application.fill":     and(row("cohort", "cohort offered"), said("act", "save", "name", "Lucía")),
	"application.question": said("question", "Where did you train?"),
	"cohort.publish":       offer,
	"program.offer":        and(offer, said("languages", "en", "places", "12", "fee_note", "")),
	"assessment.save":      sheetOf,
	"assessment.submit":    said("revision", "1"),
	"attendance.record":    func(f *filled) webtest.Form { return webtest.Form{"mark." + f.ids["enrolment late"]: {"present"}} },
	"attendance.record_grid": func(f *filled) webtest.Form {
		return webtest.Form{"mark." + f.ids["session held"] + "." + f.ids["enrolment late"]: {"late"}}
	},
	"day.plan":                  and(row("program", "program"), said("title", "Assessments", "on.day", "20", "on.month", "11", "on.year", "2026", "place", "Quito", "language", "es")),
	"day.edit":                  said("title", "Assessments", "on.day", "16", "on.month", "11", "on.year", "2026", "place", "Quito", "language", "es", "time_zone", "Europe/Oslo"),
	"day.fill":                  said("begins", "21:00", "count", "1", "minutes", "30", "break", "0"),
	"day.cancel":                said("reason", "The house is closed."),
	"slot.add":                  said("begins", "21:00", "ends", "22:00"),
	"slot.edit":                 said("begins", "12:00", "ends", "13:00"),
	"slot.add_assessor":         row("assessor", "assessor free"),
	"slot.add_player":           said("name", "Ema Ruiz", "email", "ema@example.org"),
	"slot.take_out":             said("reason", "One is enough."),
	"slot.swap":                 and(row("other", "slot free"), said("reason", "The early bus.")),
	"slot.cancel":               said("reason", "The house is closed."),
	"slot.decline":              said("reason", "The christening."),
	"slot.release":              said("reason", "They cannot come."),
	"slot.attend":               said("outcome", "held"),
	"candidate.add":             person,
	"candidate.choose_columns":  chosenColumns,
	"cohort.choose_columns":     chosenColumns,
	"candidate.commit":          func(f *filled) webtest.Form { return webtest.Form{"digest": {f.ids["import digest"]}} },
	"candidate.edit":            person,
	"candidate.enrol":           row("cohort", "cohort"),
	"check_in.come":             said("code", "000000"),
	"check_in.type":             func(f *filled) webtest.Form { return webtest.Form{"code": {f.ids["check-in code"]}} },
	"message_template.create":   and(said("kind", "general"), messageText),
	"message_template.edit":     and(said("version", "1"), messageText),
	"message_template.restore":  said("number", "0"),
	"message.write":             said("template", "general", "audience", "enrolled"),
	"message.confirm":           said("count", "2", "when", "now"),
	"reminder.set":              said("days_before", "2", "template", ""),
	"material.add":              said("title", "Slides", "address", "https://slides.example/2"),
	"evaluation.open":           said("from.day", "16", "from.month", "11", "from.year", "2026", "until.day", "30", "until.month", "11", "until.year", "2026"),
	"evaluation.edit_questions": said("number", "0", "kind_1", "scale", "en_1", "How was it?", "es_1", "¿Qué tal?"),
	"evaluation.answer":         said("answer_1", "5", "answer_2", "5", "answer_3", "5", "answer_4", "4", "answer_5", "3", "answer_6", "", "answer_7", ""),
	"certificate.correct":       said("holder", "Camila Torres Vega", "reason", "The name was misspelt."),
	"certificate.edit_design":   design,
	"certificate.issue":         row("enrolment", "enrolment uncertified"),
	"certificate.revoke":        said("reason", "Somebody else sat the course."),
	"certificate.sample":        design,
	"cohort.commit":             func(f *filled) webtest.Form { return webtest.Form{"digest": {f.ids["import of cohort digest"]}} },
	"cohort.edit":               cohortForm("FM-27"),
	"cohort.open":               cohortForm("FM-28"),
	"cohort.staff":              row("trainers", "trainer"),
	"cohort.except_teacher":     said("reason", "She teaches beside the lead trainer."),
	"exercise.add":              and(said("kind", "role_play"), exercised, row("program", "program CMTP")),
	"exercise.edit":             exercised,
	"feedback.save":             said("was", "1", "step", "save", "strengths.0", "Short."),
	"feedback.amend":            said("was", "1", "strengths.0", "Short.", "reason", "I had mixed up two people."),
	"round.plan":                rows("session", "session held", "exercise", "exercise"),
	"round.arrange":             said("was", "1", "seed", "0"),
	"completion.check":          row("enrolment", "enrolment ready"),
	"completion.confirm":        row("enrolment", "enrolment ready"),
	"completion.except":         said("reason", "She made the hours up in another cohort."),
	"enrolment.enrol":           person,
	"waiting.add":               person,
	"evidence.begin":            and(rows("candidate", "candidate"), said("kind", "other", "title", "Letter", "name", "letter.pdf", "type", "application/pdf", "size", strconv.Itoa(len(pdf)))),
	"evidence.carry":            and(rows("candidate", "candidate"), said("kind", "other", "title", "Letter")),
	"evidence.sign_part":        said("number", "1", "size", strconv.Itoa(len(pdf)), "sha256", sumOf(pdf)),
	"evidence.withdraw":         said("reason", "It was the wrong person's."),
	"job.replay":                said("reason", "The mailbox is there now."),
	"link.redeem":               said("name", "Paola Terán", "password", "nieve sobre el cotopaxi"),
	"logbook.add":               mediation,
	"logbook.edit":              mediation,
	"logbook.verify":            row("entry", "entry"),
	"referee.ask":               and(row("entry", "entry"), said("name", "Inés Ortega", "email", "ines.ortega@corte.example", "relation", "Judge", "language", "es")),
	"referee.answer":            testimony,
	"referee.own_ask":           and(row("entry", "entry own"), said("name", "Inés Ortega", "email", "ines.ortega@corte.example", "relation", "Judge", "language", "es")),
	"logbook.own_add":           mediation,
	"logbook.own_edit":          mediation,
	"membership.assign":         roleOfPlace,
	"membership.invite":         and(said("name", "Rosa Quispe", "email", "rosa.quispe@example.org", "locale", "es"), roleOfPlace),
	"organisation.edit":         said("about_en", "We train mediators.", "about_es", "", "website", "https://andina.example", "contact_name", "Elena", "contact_email", "elena@andina.example"),
	"organisation.invite":       and(said("name", "Lagos Mediation Centre", "country", "NG", "time_zone", "Africa/Lagos"), administrator),
	"organisation.invite_again": administrator,
	"preferences.change":        said("theme", "dark", "back", "/"),
	"program.add_criterion":     criterion,
	"design.add_criterion":      designCriterion,
	"design.edit_criterion":     designCriterion,
	"design.set_rule":           said("revision", "1", "pass_percent", "70", "may_fall_short", "0", "marks_apart", "20", "result_apart", "10", "attempts", "3", "resit_after", "30", "methods", "role_play_live"),
	"design.publish":            said("revision", "1", "note", "As before, said better."),
	"program.add_location":      location,
	"program.edit_location":     location,
	"program.create":            and(said("kind", "CMTP", "course_hours", "40", "attendance_floor", "90", "city", "Quito", "country", "EC"), program),
	"program.edit":              program,
	"program.edit_criterion":    criterion,
	"practice.add":              practised,
	"practice.edit":             practised,
	"qualification.confirm":     row("facts", "practice"),
	"qualification.edit":        said("law", "does_not"),
	"program.raise":             said("mediations", "30", "hours", "200"),
	"exemption.record":          and(row("program", "program"), said("reason", "A judge-mediator for twelve years.")),
	"standards.publish": said("step", "publish", "effective_from.day", "1", "effective_from.month", "3", "effective_from.year", "2027", "mediations", "25", "hours", "200",
		"note", "The committee decided so.", "documents", "identity_check", "obligations", "IMI-SU-01"),
	"register.revoke":             said("reason", "The certificate was obtained by deceit."),
	"request.explain":             said("explanation", "The mediation was not recorded."),
	"request.propose":             row("version", "version"),
	"request.release":             and(row("proposals", "proposal"), said("statement", "Complete and unaltered.")),
	"risk.set":                    said("warn_below", "95", "missed", "2"),
	"self.ask_email":              said("email", "new@example.org", "password", passphrase),
	"self.change":                 said("name", "Another Name", "locale", "en", "time_zone", "Europe/Oslo"),
	"self.change_password":        said("current", passphrase, "password", "nieve sobre el cotopaxi"),
	"self.write_profile":          said("biography_en", "A mediator.", "biography_es", "", "website", "https://mediator.example"),
	"spot_check.conclude":         said("outcome", "withdrawn", "summary", "Everything is in order."),
	"spot_check.issue":            and(row("credential", "credential"), said("kind", "routine", "reason", "Random sample", "demands", "feedback_form")),
	"submission.decide":           said("outcome", "accepted"),
	"submission.declare_conflict": said("reason", "I trained there."),
	"submission.note":             func(f *filled) webtest.Form { return webtest.Form{"point": {f.ids["point"]}, "verdict": {"right"}} },
	"submission.prepare":          and(manifest, said("reason", "")),
	"submission.start":            rows("candidate", "candidate ready", "program", "program"),
	"submission.submit":           said("name", "Joaquín Andrade", "agreed", "on"),
}

var messageText = said("name", "News", "fallback", "en", "subject_en", "News of {{cohort}}", "body_en", "Dear {{given_name}}", "subject_es", "", "body_es", "")

var design = said("signatory", "Elena Andrade", "signatory_title", "Directora", "wording_en", "completed {course}", "wording_es", "completó {course}")

// queryOf is what the address says after a question mark, where it must.
var queryOf = map[string]func(f *filled) webtest.Form{
	"api.proposeTables":     said("seed", "7"),
	"api.listCalendar":      said("from", "2026-11-01T00:00:00Z", "to", "2026-12-01T00:00:00Z"),
	"api.searchCredentials": said("name", "Lucía"),
	"register.find":         said("name", "Lucía"),
	"spot_check.new":        row("credential", "credential"),
}

// fileOf is the file that a form carries, by the route's name.
var fileOf = map[string][]byte{
	"candidate.upload": []byte("name,email,language\nAna Torres,ana.torres@example.org,es\n"),
	"cohort.upload":    []byte("name,email,language\nAna Torres,ana.torres@example.org,es\n"),
	"evidence.carry":   pdf,

	"api.uploadCandidates": []byte("name,email,language\nAna Torres,ana.torres@example.org,es\n"),
	"api.uploadCohort":     []byte("name,email,language\nAna Torres,ana.torres@example.org,es\n"),
}

var nameOf = map[string]string{"candidate.upload": "people.csv", "cohort.upload": "people.csv", "evidence.carry": "letter.pdf"}

type (
	object = map[string]any
	list   = []string
)

// said is a form of names and values.
func said(pairs ...string) func(*filled) webtest.Form {
	return func(*filled) webtest.Form {
		form := webtest.Form{}
		for i := 0; i < len(pairs); i += 2 {
			form.Add(pairs[i], pairs[i+1])
		}
		return form
	}
}

// rows is a form of names and rows of fill.
func rows(pairs ...string) func(*filled) webtest.Form {
	return func(f *filled) webtest.Form {
		form := webtest.Form{}
		for i := 0; i < len(pairs); i += 2 {
			form.Add(pairs[i], f.id(pairs[i+1]).String())
		}
		return form
	}
}

func row(name, of string) func(*filled) webtest.Form { return rows(name, of) }

// and is a form of several parts.
func and(parts ...func(*filled) webtest.Form) func(*filled) webtest.Form {
	return func(f *filled) webtest.Form {
		form := webtest.Form{}
		for _, part := range parts {
			for name, values := range part(f) {
				form[name] = append(form[name], values...)
			}
		}
		return form
	}
}

var (
	person          = said("name", "Camila Torres Vega", "email", "camila.torres@example.org", "language", "es", "country", "EC", "reference", "7")
	program         = said("title", "Foundations, evening", "language", "en", "website", "https://andina.example", "description", "Forty hours.")
	location        = said("name", "Casa del Río", "city", "Cuenca", "country", "EC", "time_zone", "America/Guayaquil")
	offer           = said("opens_on.day", "20", "opens_on.month", "11", "opens_on.year", "2026", "closes_on.day", "20", "closes_on.month", "12", "closes_on.year", "2026")
	designCriterion = said("revision", "1", "heading", "skills", "title_en", "Works with interpreters", "benchmark_en", "Everybody follows.", "scale_max", "5", "floor", "3",
		"weight", "5", "methods", "role_play_live", "level_from_1", "0", "level_en_1", "Not shown", "level_from_2", "3", "level_en_2", "Shown")
	criterion     = said("heading", "skills", "title", "Ends the mediation", "benchmark", "In time", "scale_max", "5", "pass_mark", "3")
	administrator = said("admin_name", "Ada Obi", "admin_email", "ada@example.org", "locale", "en")
	exercised     = said("title", "The broken fence", "scenario", "Two neighbours.", "mediators", "1", "roles", "Neighbour", "minutes", "30", "method", "role_plays")
	practised     = said("held_on.day", "1", "held_on.month", "10", "held_on.year", "2026", "role", "mediator", "hours", "5", "field", "commercial")
	mediation     = said("held_on.day", "1", "held_on.month", "10", "held_on.year", "2026", "role", "mediator", "medium", "online", "hours", "3", "field", "commercial", "parties", "2", "settled", "yes")
	manifest      = rows("versions", "candidate draft identity_check", "versions", "candidate draft code_of_conduct")
)

func cohortForm(code string) func(*filled) webtest.Form {
	return and(row("program", "program CMTP"), said("code", code, "title", "Foundations", "language", "es", "place", "Quito",
		"starts_on.day", "1", "starts_on.month", "11", "starts_on.year", "2026", "ends_on.day", "20", "ends_on.month", "12", "ends_on.year", "2026",
		"capacity", "20", "required_hours", "40", "attendance_floor", "90"))
}

func sessionForm() func(*filled) webtest.Form {
	at := apptest.Start.AddDate(0, 0, 3)
	return said("title", "Ethics", "starts.day", strconv.Itoa(at.Day()), "starts.month", "11", "starts.year", "2026", "starts.clock", "09:00", "ends", "13:00", "hours", "4", "place", "")
}

func init() {
	formOf["session.add"] = sessionForm()
	series := said("title", "Ethics", "days", "1", "days", "2", "days", "3", "days", "4", "days", "5", "days", "6", "days", "7", "begins", "17:00", "ends", "20:00", "hours", "2.5",
		"from.day", strconv.Itoa(apptest.Start.Day()), "from.month", "11", "from.year", "2026", "times", "2", "until.day", "", "until.month", "", "until.year", "", "place", "")
	formOf["series.preview"], formOf["series.add"] = series, and(series, said("day", apptest.Start.Format("2006-01-02")))
	formOf["session.edit"] = and(sessionForm(), said("reason", "The room is not free."))
	formOf["session.cancel"] = said("reason", "The trainer is ill.")
}

// sheetOf saves one mark of a score sheet.
func sheetOf(f *filled) webtest.Form {
	return webtest.Form{"revision": {"1"}, "comment": {"Solid."}, "points-" + f.ids["assessed criterion"]: {"3"}, "next": {"stay"}}
}

// roleOfPlace is a role that the place of this world gives.
func roleOfPlace(f *filled) webtest.Form { return webtest.Form{"roles": {f.role()}} }

// chosenColumns takes the columns of the uploaded tables for what they are called.
func chosenColumns(*filled) webtest.Form {
	return webtest.Form{"column-0": {"name"}, "column-1": {"email"}, "column-2": {"language"}, "on_file": {"keep"}}
}
