// Package merges makes one record of two that an organisation keeps of one
// person, and parts them again within 30 days.
//
//	merging ──▶ merged ──Undo──▶ undoing ──▶ undone
//	               └── 30 days ──▶ final            what undoing needs is erased
//
// merging and undoing pass within one transaction; the database lets none end
// in them. The record that goes stays as a row that nobody reads any more: it
// points to the one that stays, and its address still finds the person, so
// that no third record is made of them.
//
// What hangs on the one is re-pointed to the other, and each row that was is
// noted; an undoing puts back exactly these, and what came to hang on them.
// What was sealed, or told to IMI, of a record stays of that record: a
// certificate of completion, and a submission that was put forward, refuse to
// go, so the record that has them is the one that stays. Two places in one
// cohort, two at one hour of assessment days, two assessments that are open, and
// two invitations to their own file are settled first. An assessor of
// the one who has trained the other is taken off first (IMI-QA-09): whoever
// trained the duplicate has trained the person.
//
// Which records may be one person's, the database finds when either changes:
// by the name, whatever its order, accents and case; by the part of the
// address before the @; by the organisation's own number. Somebody says which
// pairs are two people, and that is remembered.
package merges
