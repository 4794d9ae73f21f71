// Package notes is what an assessor notes at a place of a document while they
// judge: at a second of a recording, or on a page.
//
//	note: (none) ──Keep──▶ draft ──Keep──▶ draft ──the sheet is handed in──▶ in, unchanged from then on
//	                         ╰──Remove──▶ removed, its words gone
//
// A note is its assessor's alone until it goes in with their score sheet, and
// is hidden then as scores are: from another assessor until theirs is in. It is
// open to whoever has declared that no conflict exists (IMI-QA-13), on documents
// of that candidate alone. Row policies say so, and walls and triggers of the
// table.
//
// A page names each note it writes by a mark of its own, and each saving by a
// key: sent twice, a note is one note; and a saving that starts from an older
// revision than the one on file is refused, unless the page itself sent what is
// on file and never heard that it arrived. So two windows and a lost connection
// overwrite nothing unseen.
package notes
