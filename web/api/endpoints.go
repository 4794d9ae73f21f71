package api

// endpoints registers them all, concept by concept.
func (s *service) endpoints() {
	s.organisations()
	s.people()
	s.programs()
	s.journal()
	s.candidates()
	s.logbook()
	s.imports()
	s.trainings()
	s.series()
	s.grid()
	s.waiting()
	s.progress()
	s.certificates()
	s.applications()
	s.messages()
	s.evaluations()
	s.qualifications()
	s.assessments()
	s.evidence()
	s.submissions()
	s.register()
	s.spotChecks()
	s.standards()
	s.pathways()
}
