// Package consents is what an organisation tells the people on its files, and
// what they say to it: versions of its privacy notice, which are acknowledged,
// and of its recording consent, which is answered.
//
//	notice:     published; in force from its day until the next one's. It never changes.
//	            The first version of each ships, so that nobody starts empty.
//
//	recording:  nothing said ──Give──▶ given ◀──Give──▶ withdrawn
//	                  ╰─────Refuse─────▶ refused ──Give──▶ given
//
// The latest answer counts, and each stays. Who has agreed agrees until they
// withdraw: a new version asks them to look again, and ends nothing. A recording
// of somebody is kept with their consent, or not at all: package evidence asks
// MayRecord, and a trigger of the database holds it. To withdraw is as easy as
// to give, and easier: a word to the organisation is enough, where to agree
// takes a signature or one's own click.
//
// Candidates answer in their file, on their personal page, or by a link of
// their own (ActConsent), which signs nobody in. What came on paper is noted by
// the organisation, with the paper.
package consents
