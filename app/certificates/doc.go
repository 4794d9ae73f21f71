// Package certificates issues certificates of completion: the paper that an
// organisation hands to whoever completed a course, with a number and a QR code
// by which anybody can check it.
//
//	certificate   in force ── Correct ──▶ replaced    its number leads to the new one's
//	                 └─────── Revoke ───▶ revoked     for a reason, for good
//
//	its paper     awaited ─── Seal ────▶ sealed       a version in the evidence; the candidate is written to
//
// A certificate says what was true when it was issued: the name, the course,
// the hours and the organisation's wording are copied into it and never change.
// There is one in force for a completion, however often somebody asks.
//
// Everybody may read what a certificate says who holds its number: IMI's clerk
// publishes it, right after it was issued, replaced or revoked.
package certificates
