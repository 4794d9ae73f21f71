// Package app is the domain on one page.
//
// IMI sets the standards for mediators; implementing organisations train
// (CMTP) and assess (QAP) under programs that IMI recognises. Each
// organisation is a tenant, isolated from every other and from IMI. What goes
// from one side to the other goes by a few narrow ways:
//
//	organisation                                    IMI (oversight)
//	────────────                                    ───────────────
//	people, programs        ── proposed ──────────▶ recognition
//	cohort → completion
//	candidate → logbook → assessment → decision
//	evidence (documents, versions)
//	submission = facts (a copy) + manifest  ──────▶ review: accepted, returned, refused
//	                                        ◀────── accepted: credential, public register
//	                                        ◀────── document request: demands, a deadline
//	answer: release = disclosures of versions ────▶ readings, on the record, while it is open
//	                                        ◀────── finding: the request closes, the opening ends
//
// No row has two writers: an organisation's rows are written through the
// member door, oversight's through the overseer door, a person's own through
// the self door. States that span both sides (a submission's, a request's) are
// derived from the two sides' rows, never stored.
//
// The concepts, each of which may import those before it:
//
//	standards      certifications, kinds of document, dated rule sets, eligibility
//	people         accounts, sessions, memberships, invitations
//	organisations  the tenants, their profile
//	programs       programs, criteria, recognition
//	journal        reading what was recorded
//	candidates     the candidate's record and logbook
//	consents       what people are told of their data and of recordings, and what they say to it
//	identities     that somebody's identity was checked, and how
//	adjustments    what is arranged for a candidate with a need
//	evidence       documents, versions, disclosures; the vault in S3
//	qualifications what qualifies those who train, coach and assess
//	trainings      cohorts, sessions, attendance, completion
//	personal       a trainee's own page, by their link
//	progress       how trainings go over all cohorts: trainees, sessions, figures
//	calendars      sessions by the day, and everybody's private feed of theirs
//	checkins       trainees say themselves that they have come to a session
//	applications   from a program's public page to its cohort
//	messages       what is written to a cohort, from templates, and its delivery
//	materials      what a cohort is given to read
//	evaluations    what a cohort thought of its course
//	exercises      exercises, role-plays, and the coach's feedback
//	designs        by what a program assesses, in versions; when a candidate passes
//	assessments    assessors, score sheets, what they disagree on, decisions
//	notes          what assessors note at a time in a recording, or on a page
//	knowledge      knowledge tests in versions, scripts, and their markers
//	assessors      who judges for which programs, when and how much; whom to propose
//	days           the days on which candidates are assessed, slot by slot
//	appeals        what a candidate is told, and who looks again when they contest it
//	quality        which sheets are reviewed, what assessors agree on, how far their marks do
//	register       credentials and what is public of them
//	submissions    putting a candidate forward, and IMI's decision
//	merges         two records of one person become one, and apart again for 30 days
//	pathways       where a candidate stands on the career pathway, and what is next
//	readiness      what a file lacks before its candidate is judged; a warning, never a refusal
//	dashboards     an assessing organisation's work in figures: what is due, who approaches certification, load
//	files          a candidate's own file, for the candidate: what they change of it, and all of it to take away
//	spotchecks     document requests, answers, releases, findings
//
// A verb is a function in a file of its name. It takes a transaction of its
// door, asks (Allow), acts, records and enqueues, and returns a value or a
// fault. Nothing in it touches the network, S3, a queue or the wall clock.
package app
