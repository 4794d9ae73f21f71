package progress

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/app/progress"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// traineesView is what the list of trainees shows.
type traineesView struct {
	page     paging.Page[progress.Trainee]
	filter   progress.TraineeFilter
	programs []programs.Program
	cohort   *trainings.Cohort // the one that the list is narrowed to
}

func (v traineesView) narrowed() bool { return v.filter != progress.TraineeFilter{} }

func (p pages) trainees(m *web.Member) error {
	v := traineesView{filter: traineeFilter(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if v.programs, err = trainings.TrainingPrograms(tx); err != nil {
			return err
		}
		if v.filter.Cohort != uuid.Nil {
			c, err := trainings.Get(tx, v.filter.Cohort)
			if err != nil {
				return err
			}
			v.cohort = &c
		}
		v.page, err = progress.Trainees(tx, v.filter, m.Ask())
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("progress.trainees")}, traineesPage(v))
}

// traineeFilter reads the filters of the address; what is none of ours filters nothing.
func traineeFilter(m *web.Member) progress.TraineeFilter {
	f := progress.TraineeFilter{Search: m.Query("q"), Status: trainings.Status(m.Query("status")), Completed: progress.ReadPeriod(m.Query("completed"))}
	if !slices.Contains(trainings.Statuses, f.Status) {
		f.Status = ""
	}
	f.Program, f.Cohort = idOf(m, "program"), idOf(m, "cohort")
	return f
}

func idOf(m *web.Member, name string) uuid.UUID {
	id, err := uuid.Parse(m.Query(name))
	if err != nil {
		return uuid.Nil
	}
	return id
}

// exportTrainees gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) exportTrainees(m *web.Member) error {
	var rows [][]string
	err := p.read(m, func(tx *tenants.Tx) error {
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[progress.Trainee], error) {
			return progress.Trainees(tx, traineeFilter(m), ask)
		})
		for _, t := range all {
			share, completed := "", ""
			if t.Share >= 0 {
				share = strconv.Itoa(t.Share)
			}
			if t.Completion != nil {
				completed = t.Completion.CompletedOn.Format(time.DateOnly)
			}
			rows = append(rows, []string{t.Candidate.Name, t.Candidate.Email, t.Candidate.Reference, t.Cohort.Code, t.Cohort.Title, m.T.Say("cohort.standing." + string(t.Status)),
				plain(t.Attended), plain(t.Expected), share, strconv.Itoa(t.Missed), plain(t.ToCome), completed})
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.SendTable(m.T.Say("progress.trainees_file"), []string{m.T.Say("candidate.name"), m.T.Say("candidate.email"), m.T.Say("candidate.reference"),
		m.T.Say("cohort.code"), m.T.Say("cohort.name"), m.T.Say("cohort.status"), m.T.Say("progress.attended"), m.T.Say("progress.expected"),
		m.T.Say("progress.share_percent"), m.T.Say("progress.missed"), m.T.Say("progress.to_come"), m.T.Say("progress.completed_on")}, rows)
}

// plain is a figure as tables hold it.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
