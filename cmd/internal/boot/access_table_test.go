package boot

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"accord/tenants"
)

// table is access.txt: a line for each address, a column for each role.
type table struct {
	heads []string
	doors map[tenants.Door][][]string
	imi   [][]string
}

func newTable(cast []column) *table {
	t := &table{doors: map[tenants.Door][][]string{}}
	for _, c := range cast {
		t.heads = append(t.heads, c.head)
	}
	return t
}

func (t *table) line(a asking, answers []string) {
	t.doors[a.Door] = append(t.doors[a.Door], cells(a, answers))
}

func (t *table) atIMI(a asking, answers []string) { t.imi = append(t.imi, cells(a, answers)) }

func cells(a asking, answers []string) []string {
	name := a.Name
	if a.what != "" {
		name += ", " + a.what
	}
	return append([]string{a.Method, a.Pattern, name}, answers...)
}

const preface = `# Who reaches what: every address of Accord, as each role is answered.
#
#   ok            answered, or done
#   empty         answered with a page on which others see rows, and this role none
#   led on        led to another page, where what may be done is shown
#   form refused  let in; what was sent was refused (422)
#   conflict      let in; it is not the moment for it (409)
#   forbidden     knows that it is there, and may not (403)
#   absent        as if it were not there (404)
#   sign in       asked to sign in first (401, or led to the sign-in page)
#
# The rows are Andina's, one of everything, each in a state that takes what is
# done. Each POST carries what a person would fill in; what it changes is put
# back before the next is asked. The trainer trains the cohort, the assessor is
# assigned to the assessment, the candidate is the candidate; "another's member"
# has every role in another organisation. Written by the test
# TestAccessIsWhatTheAuditorRead, which fails on any difference:
#
#   go test -run Access -update ./cmd/internal/boot
`

func (t *table) String() string {
	var b strings.Builder
	b.WriteString(preface)
	for _, part := range []struct {
		door tenants.Door
		head string
	}{
		{tenants.DoorMember, "The member door: at Andina's own address"},
		{tenants.DoorOverseer, "The overseer door: IMI, across organisations"},
		{tenants.DoorSelf, "The self door: one's own rows"},
		{tenants.DoorPublic, "The public door"},
	} {
		write(&b, part.head, slices.Concat([]string{"", "address", "name"}, t.heads), t.doors[part.door])
	}
	write(&b, "The member door at IMI's own address (/o/imi), with rows of IMI's people and of nobody else", slices.Concat([]string{"", "address", "name"}, t.heads[6:]), t.imi)
	return b.String()
}

func write(b *strings.Builder, title string, heads []string, lines [][]string) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	all := append([][]string{heads}, lines...)
	width := make([]int, len(all[0]))
	for _, line := range all {
		for i, cell := range line {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range all {
		var row strings.Builder
		for i, cell := range line {
			row.WriteString(cell + strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(strings.TrimRight(row.String(), " ") + "\n")
	}
}
