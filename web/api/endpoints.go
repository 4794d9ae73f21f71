package api

// endpoints registers them all, concept by concept.
func (s *service) endpoints() {
	s.organisations()
	s.candidates()
	s.trainings()
	s.assessments()
	s.evidence()
	s.submissions()
	s.register()
	s.spotChecks()
}
