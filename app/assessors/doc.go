// Package assessors is who judges for an organisation: for which programs they
// were appointed, in which languages, when they can, and how much they have to
// do; and whom it proposes for an assessment, and why.
//
//	appointment  Appoint ──▶ in force ──End──▶ ended     a row is never changed otherwise
//	time         AddTime ──▶ noted ──RemoveTime──▶ removed
//
// A proposal is a list in an order that anybody can follow: nobody against whom
// something stands (the conflict gate is package assessments'), first those who
// are independent of the organisation's training of the candidate (IMI-QA-08),
// then who is qualified and appointed for the program, then who is available,
// then who has least to do, then who speaks the candidate's language. It says
// of each how they stand in each of these. Who assigns by hand may choose
// otherwise; who takes the proposal gets none that it does not make.
package assessors
