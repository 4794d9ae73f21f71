package jobs

import (
	"log/slog"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

func TestTheRunbookSpeaksOfWhatIsMeasuredAndOfEveryAlert(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("RUNBOOK.md")
	if err != nil {
		t.Fatal(err)
	}
	book := string(b)
	descs := make(chan *prometheus.Desc, 100)
	newMeters(nil, slog.New(slog.DiscardHandler)).Describe(descs)
	close(descs)
	var known strings.Builder
	for d := range descs {
		known.WriteString(d.String())
	}
	names := regexp.MustCompile(`accord_jobs_\w+`).FindAllString(book, -1)
	for _, name := range names {
		if !strings.Contains(known.String(), `"`+name+`"`) {
			t.Errorf("%s is not measured", name)
		}
	}
	alerts := regexp.MustCompile(`(?m)^\| \[(\w+)\]\(#(\w+)\) \| .+ \|$`).FindAllStringSubmatch(book, -1)
	for _, a := range alerts {
		if strings.ToLower(a[1]) != a[2] || !strings.Contains(book, "\n## "+a[1]+"\n") {
			t.Errorf("the alert %s has no section", a[1])
		}
	}
	if len(names) < 10 || len(alerts) != strings.Count(book, "\n## ") {
		t.Errorf("%d metrics, %d alerts and %d sections were found", len(names), len(alerts), strings.Count(book, "\n## "))
	}
}
