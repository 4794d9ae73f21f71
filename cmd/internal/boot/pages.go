package boot

import (
	"strings"

	"accord/web"
	"accord/web/api"
	"accord/web/pages/adjustments"
	"accord/web/pages/appeals"
	"accord/web/pages/applications"
	"accord/web/pages/assessments"
	"accord/web/pages/assessors"
	"accord/web/pages/calendars"
	"accord/web/pages/candidates"
	"accord/web/pages/certificates"
	"accord/web/pages/checkins"
	"accord/web/pages/consents"
	"accord/web/pages/dashboards"
	"accord/web/pages/days"
	"accord/web/pages/deadletters"
	"accord/web/pages/designs"
	"accord/web/pages/evaluations"
	"accord/web/pages/evidence"
	"accord/web/pages/exercises"
	"accord/web/pages/files"
	"accord/web/pages/identities"
	"accord/web/pages/journal"
	"accord/web/pages/knowledge"
	"accord/web/pages/logbooks"
	"accord/web/pages/materials"
	"accord/web/pages/merges"
	"accord/web/pages/messages"
	"accord/web/pages/organisations"
	"accord/web/pages/overview"
	"accord/web/pages/pathways"
	"accord/web/pages/people"
	"accord/web/pages/personal"
	"accord/web/pages/programs"
	"accord/web/pages/progress"
	"accord/web/pages/qualifications"
	"accord/web/pages/quality"
	"accord/web/pages/register"
	"accord/web/pages/spotchecks"
	"accord/web/pages/standards"
	"accord/web/pages/style"
	"accord/web/pages/submissions"
	"accord/web/pages/trainings"
)

// pages registers every concept's pages, and the API. Where one concept shows
// a part of another's page, the part is handed over here, so that no page
// imports backwards.
func (p *Parts) pages(app *web.App, extra Extra) {
	overview.Routes(app, p.DB, append(progress.Figures(), spotchecks.Due(), applications.Received(), adjustments.Waiting(), assessments.Queue(), submissions.Returned(), appeals.Panels(), dashboards.Due(), dashboards.Load(), assessments.Figures(), assessments.Open(), progress.Running(), qualifications.Lapsing()),
		[]overview.PartIMI{submissions.Waiting(), spotchecks.Open()})
	people.Routes(app, p.DB)
	organisations.Routes(app, p.DB, programs.Section())
	programs.Routes(app, p.DB)
	standards.Routes(app, p.DB)
	assessors.Routes(app, p.DB)
	qualifications.Routes(app, p.DB)
	trainings.Routes(app, p.DB)
	site := strings.TrimSuffix(p.Config.PublicURL, "/")
	personal.Routes(app, p.DB, checkins.OwnSection(), evaluations.OwnSection(), materials.OwnSection(), exercises.OwnSection(), calendars.OwnSection(p.DB, site), logbooks.OwnSection(), consents.OwnSection())
	calendars.Routes(app, p.DB, site)
	checkins.Routes(app, p.DB, site)
	materials.Routes(app, p.Room)
	evaluations.Routes(app, p.DB)
	exercises.Routes(app, p.DB)
	progress.Routes(app, p.DB)
	applications.Routes(app, p.DB, identities.ApplicantSection())
	consents.Routes(app, p.DB)
	identities.Routes(app, p.DB)
	adjustments.Routes(app, p.DB)
	files.Routes(app, p.Room, days.OwnSection(), pathways.OwnSection(), appeals.OwnSection(), adjustments.OwnSection(), evidence.Section())
	messages.Routes(app, p.DB)
	certificates.Routes(app, p.Room, site)
	candidates.Routes(app, p.DB, logbooks.Section(), pathways.Section(), exercises.Section(), assessments.Section(), evidence.Section(), submissions.Section(), merges.Section(), consents.Section(), identities.Section(), adjustments.Section(), files.AccessSection())
	logbooks.Routes(app, p.DB)
	merges.Routes(app, p.DB)
	pathways.Routes(app, p.DB)
	dashboards.Routes(app, p.DB)
	designs.Routes(app, p.DB)
	assessments.Routes(app, p.Room)
	days.Routes(app, p.DB)
	knowledge.Routes(app, p.Room)
	appeals.Routes(app, p.DB)
	quality.Routes(app, p.DB)
	submissions.Routes(app, p.DB)
	register.Routes(app, p.DB)
	evidence.Routes(app, p.Room)
	spotchecks.Routes(app, p.DB)
	journal.Routes(app, p.DB)
	deadletters.Routes(app, p.DB)
	api.Routes(app, p.DB, p.Room)
	if extra.Rehearsal {
		style.Routes(app)
	}
}
