// Package identities notes that somebody's identity was checked (IMI-SU-03): by
// whom, when, by which kind of document, of which country, and how it was seen.
// Of the document's number only the last signs are kept, never the whole.
//
//	not checked ──Check──▶ done ──Check──▶ done (renewed)
//	     ╰───────────────▶ failed, with a reason ──Check──▶ done
//
// Each check stays as it was noted; the latest counts. One that was made of an
// applicant goes with them when they come on file (Take).
package identities
