// Package record renders records kept in Accord as sheets of paper: a score
// sheet, attendance, a logbook, a decision's minute.
//
// A sheet is what a record says, in both languages, as values; its hash covers
// exactly that, so an unchanged record has the same hash on any day. Render
// makes a PDF of it that names the organisation, the version, the moment of
// sealing and the hash on every page. The same sheet sealed at the same moment
// is the same file to the byte.
//
// A certificate, and the letter of a result, are the organisation's own paper
// instead; the letter is in its reader's language alone.
//
// The concepts that own the records fill the plain structs here (ScoreSheet,
// Attendance, Logbook, DecisionMinute); nothing here reads a row.
package record
