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
	said := make([]string, len(marks))
	for i, m := range marks {
		said[i] = m.Session + ": " + T(ctx, m.Presence.key())
	}
	return strings.Join(said, "; ")
}
