package trainings

import (
	"strconv"
)

// ExportRegister answers a cohort's attendance as a table: one row for each
// candidate, one column for each session that was not cancelled. head is the
// header up to the sessions, tail the columns after them, words the marks, all
// already said in the reader's language.
func ExportRegister(f File, head []string, session func(TrainingSession) string, tail []string, words func(string) string, status func(Status) string) (header []string, rows [][]string) {
	header = append(header, head...)
	for _, t := range f.Sessions {
		if t.CancelledAt == nil {
			header = append(header, session(t))
		}
	}
	header = append(header, tail...)
	for _, s := range f.Standings {
		row := []string{s.Candidate.Name, s.Candidate.Email, s.Candidate.Reference}
		for _, t := range f.Sessions {
			if t.CancelledAt != nil {
				continue
			}
			m, ok := s.Marks[t.ID]
			switch {
			case !ok:
				row = append(row, "")
			case m.Mark == Part:
				row = append(row, number(m.Hours))
			default:
				row = append(row, words(m.Mark))
			}
		}
		rate := ""
		if r, known := s.Rate(); known {
			rate = strconv.Itoa(r) + " %"
		}
		rows = append(rows, append(row, number(s.Attended), rate, status(s.Status)))
	}
	return header, rows
}

func number(h float64) string { return strconv.FormatFloat(tidy(h), 'f', -1, 64) }
