// Package letters is what Accord writes to people: one text per kind of letter
// and language, read as plain text and as simple HTML.
//
// A concept's verb enqueues a letter by naming whom it is for; the job reads
// the rest when it is sent, through its own door:
//
//	tx.Enqueue(letters.ToRoles(letters.RequestIssued, request.ID, tenants.RoleAdministrator))
//	tx.Enqueue(letters.ToLink(letters.InvitationMember, linkID))
//
// The texts are kinds/<kind>.en.txt and kinds/<kind>.es.txt, in one form for
// both parts of the mail:
//
//	Subject: The document request {{.Reference}} is due on {{date .Due}}
//
//	A paragraph. Values come in {{.Braces}}; lines of a paragraph are joined.
//
//	- an item of a list
//
//	[What the button says]
//
// The button leads to the letter's page and is a line of its own. Every letter
// can say {{.Name}} (the receiver's) and {{.Organisation}}; the rest is what
// its Kind declares. A new kind is a constant, its line in the catalogue, and
// two files; the tests hold both languages to the same values.
package letters
