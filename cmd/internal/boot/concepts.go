package boot

// Every concept, so that the policy lines and the database's walls are held
// against all that is registered, whichever pages a process serves.
import (
	_ "accord/app/appeals"
	_ "accord/app/applications"
	_ "accord/app/assessments"
	_ "accord/app/assessors"
	_ "accord/app/calendars"
	_ "accord/app/candidates"
	_ "accord/app/certificates"
	_ "accord/app/checkins"
	_ "accord/app/consents"
	_ "accord/app/deadletters"
	_ "accord/app/designs"
	_ "accord/app/evaluations"
	_ "accord/app/evidence"
	_ "accord/app/exercises"
	_ "accord/app/identities"
	_ "accord/app/journal"
	_ "accord/app/materials"
	_ "accord/app/merges"
	_ "accord/app/messages"
	_ "accord/app/organisations"
	_ "accord/app/people"
	_ "accord/app/personal"
	_ "accord/app/programs"
	_ "accord/app/qualifications"
	_ "accord/app/register"
	_ "accord/app/spotchecks"
	_ "accord/app/submissions"
	_ "accord/app/trainings"
)
