// Package submissions puts candidates forward to IMI, and holds what IMI
// decides. Both sides move a submission, each with rows of its own; what it
// comes to is derived from them and stored nowhere:
//
//	organisation:  draft ──Submit──▶ submitted ──Withdraw──▶ withdrawn
//	                                     │
//	IMI:                                 ├──Accept──▶ accepted (a credential)
//	                                     ├──Return──▶ returned, with reasons ──Follow──▶ a new draft
//	                                     ╰──Refuse──▶ refused, with reasons
//
// Withdrawing and deciding lock the submission; of two at once, one wins, and
// the database repeats the check.
//
// A draft is held line by line against the rule set in force (Check); while a
// line is missing it is not submitted. Submitting copies what IMI is to know
// of the candidate (facts), fixes the manifest, and discloses exactly its
// versions to IMI's reviewers until the submission is decided or withdrawn.
// IMI reads the copy, never the organisation's working rows.
package submissions
