package standards

import (
	"slices"
	"strings"
)

// Source says where an obligation comes from.
type Source string

// The sources. A default is Accord's choice where IMI publishes nothing; it
// is a setting, with the value in force as its default.
const (
	FromIMI Source = "imi"
	Default Source = "default"
)

// Obligation is one rule by its number. Its sentence for people is the
// catalogue's "obligation." and the id.
type Obligation struct {
	ID     string
	Source Source
}

// obligations by area: the certifications (QM, CM, CA, IC, OM, YM), assessing
// (QA), training (TR), submitting (SU), spot checks (SC), audits (AU),
// appraisal (AP), listing (LI), keeping (KE).
var obligations = []Obligation{
	{"IMI-QM-01", FromIMI}, // completed a recognised course
	{"IMI-QM-02", FromIMI}, // the program states its own hours
	{"IMI-QM-03", FromIMI}, // up to one year before the recognition, with a reason
	{"IMI-QM-04", FromIMI}, // an organisation with a QAP only cannot confer it
	{"IMI-QM-05", FromIMI}, // fully online training is allowed

	{"IMI-CM-01", FromIMI}, // 20 mediations or 200 hours
	{"IMI-CA-01", FromIMI}, // 5 mediations as adviser or advocate
	{"IMI-CA-02", FromIMI}, // exempt: IMI Certified Mediators
	{"IMI-CA-03", FromIMI}, // exempt: sole mediator in 10 cases or 200 hours
	{"IMI-IC-01", FromIMI}, // an experienced mediator
	{"IMI-IC-02", FromIMI}, // the six substantive criteria
	{"IMI-OM-01", FromIMI}, // 20 full-scale e-mediations
	{"IMI-OM-02", FromIMI}, // 5 for IMI Certified Mediators
	{"IMI-OM-03", Default}, // within 36 months
	{"IMI-YM-01", FromIMI}, // IMI Qualified status and motivation
	{"IMI-YM-02", FromIMI}, // before: 40 hours of training
	{"IMI-YM-03", FromIMI}, // Young Mediation Advocate is closed

	{"IMI-QA-01", FromIMI}, // experience
	{"IMI-QA-02", FromIMI}, // knowledge
	{"IMI-QA-03", FromIMI}, // skills
	{"IMI-QA-04", FromIMI}, // benchmarks are published
	{"IMI-QA-05", FromIMI}, // assessors have substantial experience of assessing
	{"IMI-QA-06", FromIMI}, // ongoing monitoring
	{"IMI-QA-07", FromIMI}, // diversity
	{"IMI-QA-08", FromIMI}, // one assessor at least is independent of the candidate's training
	{"IMI-QA-09", Default}, // an assessor is never the candidate's trainer
	{"IMI-QA-10", Default}, // two assessors, a third on disagreement
	{"IMI-QA-11", Default}, // a logbook with dates and hours, verified
	{"IMI-QA-12", Default}, // a minute of the decision: who, when, by which rules
	{"IMI-QA-13", Default}, // the assessor declares that no conflict exists before anything opens
	{"IMI-QA-14", Default}, // a score sheet for each assessor and criterion, unchanged once submitted

	{"IMI-TR-01", FromIMI}, // trainers have completed such training
	{"IMI-TR-02", FromIMI}, // trainers practise: 2 mediations of 4 hours a year for 3 years
	{"IMI-TR-03", Default}, // attendance is kept by session
	{"IMI-TR-04", FromIMI}, // trainers are registered where the law asks for it

	{"IMI-SU-01", FromIMI}, // the program is recognised
	{"IMI-SU-02", Default}, // judged by the rule set in force on the day
	{"IMI-SU-03", Default}, // identity is checked
	{"IMI-SU-04", Default}, // the code of conduct is declared
	{"IMI-SU-05", Default}, // the training is documented
	{"IMI-SU-06", Default}, // a named person declares
	{"IMI-SU-07", Default}, // what is opened closes with the decision
	{"IMI-SU-08", Default}, // returns and refusals give reasons

	{"IMI-SC-01", FromIMI}, // IMI may ask at any time
	{"IMI-SC-02", Default}, // 10, 5 or 2 working days
	{"IMI-SC-03", Default}, // reminders 5 days and 1 day before, 1 day after
	{"IMI-SC-04", Default}, // one reasoned extension
	{"IMI-SC-05", Default}, // 5 days after: the organisation's head
	{"IMI-SC-06", Default}, // readable for 90 days after the due day
	{"IMI-SC-07", Default}, // the outcomes
	{"IMI-SC-08", Default}, // appeal within 20 working days

	{"IMI-AU-01", FromIMI}, // audited every two years
	{"IMI-AU-02", FromIMI}, // on the next 30 June or 31 December
	{"IMI-AU-03", FromIMI}, // one new IMI mediator a year

	{"IMI-AP-01", FromIMI}, // conflicts are declared before anything is opened
	{"IMI-AP-02", FromIMI}, // three appraisers at least
	{"IMI-AP-03", FromIMI}, // judge on evidence, cite the rule

	{"IMI-LI-01", FromIMI}, // a Feedback Digest
	{"IMI-LI-02", FromIMI}, // a contribution, paid or waived
	{"IMI-LI-03", FromIMI}, // a year of grace, then stricken
	{"IMI-LI-04", FromIMI}, // a website with its scheme, six areas of expertise at most

	{"IMI-KE-01", Default}, // what is kept of a candidate
	{"IMI-KE-02", Default}, // what is kept of a program
	{"IMI-KE-03", Default}, // how long
	{"IMI-KE-04", FromIMI}, // never the names of parties
	{"IMI-KE-05", FromIMI}, // access and export within a month
}

// Obligations lists them by number.
func Obligations() []Obligation { return slices.Clone(obligations) }

// ObligationNamed answers one by its number.
func ObligationNamed(id string) (Obligation, bool) {
	i := slices.IndexFunc(obligations, func(o Obligation) bool { return o.ID == id })
	if i < 0 {
		return Obligation{}, false
	}
	return obligations[i], true
}

// Area is the middle of an obligation's number: "QA" of IMI-QA-09.
func (o Obligation) Area() string { return strings.Split(o.ID, "-")[1] }
