// Package materials is what a cohort is given to read: titled links, and
// documents of its own in the evidence, at once or from a day on.
//
//	material   added ── its day comes ──▶ shown to the cohort's trainees
//	             └───────── Remove ───────▶ removed
//
// A trainee reads what is shown on their personal page, and of a document the
// one version that was given, no other. What a document is must be known before
// anybody is given it.
package materials
