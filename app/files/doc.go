// Package files is a candidate's own file, for the candidate: what they may
// change of it, and all of it to take away (IMI-KE-05).
//
//	invited ──AcceptFile──▶ active ──RevokeAccess──▶ revoked      (package candidates)
//	   ╰── another is sent, or it is taken back: over
//
// Whoever signs in as a candidate and nothing else sees their own rows of this
// organisation alone: policy lines say which, and behind them the database walls
// them in (app.candidates_own), table by table; a table of which nothing is said
// shows them nothing.
package files
