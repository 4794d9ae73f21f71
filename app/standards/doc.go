// Package standards is what IMI asks, as data: its certifications, the kinds
// of document a program keeps, its obligations by number, and the rule sets
// that say from which day which of them hold.
//
// Rules change over the years, so none is written where it is applied. A rule
// set is a row that everybody reads (Load). It belongs to one certification
// and is in force from a day until the next one's; a submission is judged by
// the one in force on the day it is submitted (IMI-SU-02) and keeps that one's
// id. IMI's administrator publishes a new one for a day that has begun nowhere
// (Publish); none is ever changed, so nothing that was judged is judged anew.
//
// What a person has done is held against a rule set line by line
// (RuleSet.Eligibility): each line is met, is missing and says how much, or is
// exempt and says why.
//
// Where code obeys an obligation it cites its number, as IMI-QA-09; a test
// fails on a citation of nothing.
package standards
