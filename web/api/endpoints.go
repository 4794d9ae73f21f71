package api

// endpoints registers them all, concept by concept.
func (s *service) endpoints() {
	s.register()
}
