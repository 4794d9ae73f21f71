package candidates

// Export answers a list of candidates as the rows of a table: name, email,
// language, country, reference, the day they were added.
func Export(all []Candidate) [][]string {
	rows := make([][]string, len(all))
	for i, c := range all {
		rows[i] = []string{c.Name, c.Email, c.Language, c.Country, c.Reference, day(c.CreatedAt)}
	}
	return rows
}
