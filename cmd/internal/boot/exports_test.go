package boot

import (
	"encoding/csv"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"accord/app/paging"
	"accord/tenants"
	"accord/web/webtest"
)

// taken are the lists that are taken away as a table, by the address of the
// page, and a column each that holds what somebody typed.
var taken = map[string]string{
	"/adjustments":      "adjustment.arrangement",
	"/appeals":          "result.candidate_name",
	"/applications":     "application.name",
	"/approaching":      "assessment.candidate_name",
	"/assessments":      "assessment.candidate_name",
	"/assessors":        "membership.name",
	"/candidates":       "candidate.name",
	"/certificates":     "certificate.holder",
	"/cohorts":          "cohort.title",
	"/days":             "assessment_day.title",
	"/evidence":         "document_version.title",
	"/exercises":        "exercise.title",
	"/graduates":        "credential.holder",
	"/messages":         "message.name",
	"/people":           "membership.name",
	"/qualifications":   "membership.name",
	"/quality/checks":   "quality_check.note",
	"/quality/meetings": "standardisation.title",
	"/requests":         "document_request.holder",
	"/scripts":          "knowledge_script.candidate_name",
	"/sessions":         "training_session.title",
	"/submissions":      "submission.holder",
	"/trainees":         "candidate.name",
}

// takenAtIMI are those of IMI.
var takenAtIMI = map[string]string{
	"/organisations": "organisation.name",
	"/programs":      "program.title",
	"/register":      "credential.holder",
	"/spot-checks":   "document_request.holder",
	"/submissions":   "submission.holder",
}

// notLists are tables that hold more than one list shows.
var notLists = []string{"/quality/agreement"}

var (
	tableBody = regexp.MustCompile(`(?s)<tbody>(.*?)</tbody>`)
	selection = regexp.MustCompile(`(?s)<select class="in" id="filter-[^"]*" name="([^"]*)">(.*?)</select>`)
	choice    = regexp.MustCompile(`<option value="([^"]+)"`)
	chips     = regexp.MustCompile(`(?s)<nav class="chips bar".*?</nav>`)
	address   = regexp.MustCompile(`<a[^>]* href="([^"]*)"`)
)

// everyListIsTakenAsItIsShown holds each list's table against its page, under
// each filter that the page offers: as many lines as rows, by the very link that
// stands there.
func (f *filled) everyListIsTakenAsItIsShown(t *testing.T) {
	f.eachList(t, func(t *testing.T, c *webtest.Client, list, _ string) {
		whole := c.Get(list).Status(http.StatusOK)
		all, narrowed := lines(t, c, whole), false
		if len(all) < 2 {
			t.Fatalf("the table of %s is empty", list)
		}
		filters := narrowings(list, whole.Text)
		for _, to := range filters {
			page := c.Get(to).Status(http.StatusOK)
			shown, told := rowsShown(page.Text), 0
			if shown > 0 {
				told = len(lines(t, c, page)) - 1
			} else if strings.Contains(page.Text, "/export") {
				t.Errorf("%s offers a table of nothing", to)
			}
			if shown != told && (shown != paging.DefaultLimit || told < shown) { // of more than a page, the first
				t.Errorf("%s shows %d rows, and its table holds %d", to, shown, told)
			}
			narrowed = narrowed || told != len(all)-1
		}
		if !narrowed && len(filters) > 0 {
			t.Errorf("no filter of %s leaves anything out", list)
		}
	})
}

// noCellRuns writes a formula into each list: a spreadsheet must not run it.
func (f *filled) noCellRuns(t *testing.T, kept *keeper) {
	for _, columns := range []map[string]string{taken, takenAtIMI} {
		for _, column := range columns {
			table, name, _ := strings.Cut(column, ".")
			kept.do("update " + table + " set " + name + " = '=1+1'")
		}
	}
	f.eachList(t, func(t *testing.T, c *webtest.Client, list, column string) {
		found := false
		for _, line := range lines(t, c, c.Get(list)) {
			for _, cell := range line {
				found = found || cell == "'=1+1"
				if strings.HasPrefix(cell, "=") {
					t.Errorf("a cell of %s runs %q", list, cell)
				}
			}
		}
		if !found {
			t.Errorf("%s does not hold %s", list, column)
		}
	})
}

// eachList visits every list as somebody who may read all of it, and accounts
// for every table that there is.
func (f *filled) eachList(t *testing.T, visit func(t *testing.T, c *webtest.Client, list, column string)) {
	home := "/o/" + f.org.Slug
	manager, imi := f.site.As(f.org.Manager), f.site.As(f.IMI.Administrator)
	for _, r := range f.site.App.Routes() {
		at, exports := strings.CutSuffix(r.Pattern, "/export")
		if !exports || r.Method != http.MethodGet || strings.HasPrefix(r.Pattern, "/api") {
			continue
		}
		switch r.Door {
		case tenants.DoorMember:
			at = strings.TrimPrefix(at, "/o/:organisation")
			if column, known := taken[at]; known {
				visit(t, manager, home+at, column)
			} else if !strings.Contains(at, ":") && !slices.Contains(notLists, at) {
				t.Errorf("%s is taken away, and not held against a page", at)
			}
		case tenants.DoorOverseer:
			at = strings.TrimPrefix(at, "/imi")
			if column, known := takenAtIMI[at]; known {
				visit(t, imi, "/imi"+at, column)
			} else if !strings.Contains(at, ":") {
				t.Errorf("%s is taken away at IMI, and not held against a page", at)
			}
		}
	}
}

// lines are the table that a page's own link gives.
func lines(t *testing.T, c *webtest.Client, page *webtest.Answer) [][]string {
	t.Helper()
	for _, m := range address.FindAllStringSubmatch(page.Text, -1) {
		if to := html.UnescapeString(m[1]); strings.Contains(to, "/export?") && strings.Contains(to, "as=csv") {
			all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(c.Get(to).Status(http.StatusOK).Text, "\ufeff"))).ReadAll()
			ok(t, err)
			return all
		}
	}
	t.Fatalf("%s links no table", page.Request.URL)
	return nil
}

// narrowings are the addresses of a list under each filter that its page offers.
func narrowings(list, page string) (all []string) {
	for _, m := range selection.FindAllStringSubmatch(page, -1) {
		for _, o := range choice.FindAllStringSubmatch(m[2], -1) {
			all = append(all, list+"?"+url.Values{m[1]: {html.UnescapeString(o[1])}}.Encode())
		}
	}
	for _, m := range address.FindAllStringSubmatch(strings.Join(chips.FindAllString(page, -1), ""), -1) {
		all = append(all, html.UnescapeString(m[1]))
	}
	if strings.Contains(page, `name="q"`) {
		all = append(all, list+"?q=nobody-is-called-so")
	}
	return all
}

// rowsShown counts the rows of a page's last table.
func rowsShown(page string) int {
	bodies := tableBody.FindAllStringSubmatch(page, -1)
	if len(bodies) == 0 {
		return 0
	}
	return strings.Count(bodies[len(bodies)-1][1], "<tr")
}
