// Package pathways says where a candidate stands on IMI's career pathway, and
// what is next:
//
//	Qualified ──▶ Certified ──▶ Intercultural, Online
//	                      └───▶ Mediation Advocate, by way of its own too
//
// It holds what is known of the candidate against the rules in force today,
// as a submission would, certification by certification, each with the
// program under which the organisation would put them forward.
package pathways
