package templates

import (
	"context"
	"strings"
)

func noticeIcon(t Tone) string {
	switch t {
	case OK:
		return "circle-check"
	case Warn:
		return "alert-triangle"
	case Bad:
		return "alert-circle"
	}
	return "info-circle"
}

func stepCurrent(s StepState) string {
	if s == Now {
		return "step"
	}
	return "false"
}

// attendanceWords says a row of marks in words.
func attendanceWords(ctx context.Context, marks []Mark) string {
	said, words := make([]string, len(marks)), map[Presence]string{}
	for i, m := range marks {
		if words[m.Presence] == "" {
			words[m.Presence] = T(ctx, m.Presence.key())
		}
		said[i] = m.Session + ": " + words[m.Presence]
	}
	return strings.Join(said, "; ")
}
