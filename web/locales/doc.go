// Package locales is every sentence Accord says to a person, in every language
// it speaks, and how that language writes numbers, dates and sizes.
//
// The catalogue is the JSON files of this folder: AREA.LANGUAGE.json, one area
// for each concept, all of them embedded. A page on cohorts brings
// cohorts.en.json and cohorts.es.json and needs to touch nothing else:
//
//	{
//	  "cohort.title": "Cohorts",
//	  "cohort.opened": "Cohort {{.Name}} is open.",
//	  "cohort.count": {"one": "{{.Count}} cohort", "other": "{{.Count}} cohorts"}
//	}
//
// A key is lower case, in words joined by dots; its first word need not be the
// file's name. English is complete by definition and Spanish by test; the same
// test refuses a key that nothing uses, and one that is used but absent.
package locales
