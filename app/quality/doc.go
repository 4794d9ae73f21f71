// Package quality is how an organisation looks after its own assessing: which
// sheets it draws and reviews, what its assessors agreed on in their meetings,
// and how far their marks agree.
//
//	sampling plan  OpenPlan ──▶ in force ──EndPlan──▶ ended     never changed otherwise; one in force per program
//	check          Draw ──▶ drawn ──Review──▶ reviewed: sound | advice | unsound     never changed after
//	meeting        Record ──▶ recorded     stays; a mistake is corrected by another record, once
//
// A plan draws from the sheets of assessments decided within its days: of each
// assessor a share and so many at least, and every sheet of their first cases.
// Which, is by a hash of the plan's seed and the sheet: who has the seed can
// repeat it. Drawing again adds what is due since. Whoever judged an
// assessment, or was asked to, under whichever membership, reviews no sheet of
// it; who decided on it may. The assessor reads what came of the reviews of
// their own sheets.
//
// Agreement is read from the first two sheets of each decided assessment; a
// third assessor's is left out. Cohen's kappa is given from MinPairs pairs on.
package quality
