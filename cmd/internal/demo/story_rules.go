package demo

import (
	"time"

	"accord/app/candidates"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
)

// rules: an academy asks for more than IMI does; a program manager excepts
// somebody with a reason; and IMI publishes rules that are still to come.
func (t *teller) rules() {
	t.on(60, "10:20", "an academy asks for more than IMI", func() error {
		return t.as(Sunniva, func(tx *tenants.Tx) error {
			return programs.Raise(tx, t.ids["nordlys qap"], standards.Floor{Mediations: 22})
		})
	})
	t.on(7, "12:10", "a candidate is exempt from the floor", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := candidates.Exempt(tx, candidates.NewExemption{CandidateID: t.ids["Nelly Chuquimarca"], ProgramID: t.ids["andina qap"], Citation: "IMI-CM-01",
				Reason: "Fue jueza de paz durante doce años. El juzgado certifica 64 audiencias de mediación con fechas y horas, que no se llevaron como libro de mediaciones."})
			return err
		})
	})
	t.on(5, "14:00", "IMI publishes rules that are to come", func() error {
		return t.oversee(Ilse, "publish a rule set", func(tx *tenants.OversightTx) error {
			all, err := standards.Load(tx)
			if err != nil {
				return err
			}
			from := time.Date(t.today.Year(), t.today.Month()+3, 1, 0, 0, 0, 0, time.UTC)
			in := all.Begin(standards.Certified, from)
			in.EffectiveFrom = from
			in.Documents = append(in.Documents, "logbook_verification")
			in.Note = "Reviewers could not tell from a score sheet alone who had verified a logbook, and how. From now on the verification itself is part of every submission."
			_, err = standards.Publish(tx, in)
			return err
		})
	})
}
