// Package exercises is what a course practises: a program's catalogue of
// exercises and role-plays, the rounds of them that a session plans, who sits at
// which table in which role, and the feedback of the coach.
//
//	exercise    version 1 ── Revise ──▶ version 2 …   what was played stays
//	               └── Retire ──▶ not planned any more
//
//	round       planned ── Arrange, as often as need be ──▶ planned
//	               └────── Cancel ──▶ cancelled             not once feedback was given
//
//	feedback    draft ── Give ──▶ given ── Amend, with a reason ──▶ given    every version stays
//
// Tables are set by hand or by a proposal (Deal) that gives the chair to those
// who mediated least; its seed is kept, so that it can be repeated. Setting them
// says which arrangement it replaces, and saving a draft which draft: where
// somebody else saved meanwhile, nothing is overwritten.
//
// A coach sees their own tables alone, and of the trainees the name: neither
// the cohort nor anybody's file. The trainee reads what was given, never a draft.
// Hours of practice and how often somebody mediated derive from the tables.
package exercises
