package templates

import (
	"context"

	"github.com/a-h/templ"
)

// Page is what the frame must know of a page.
type Page struct {
	Title  string  // for the window and the trail's last step; already said
	Crumbs []Crumb // the steps before it
	Auth   bool    // about getting in: the frame without a side bar
}

// Crumb is a step of the trail.
type Crumb struct {
	Label string
	Href  templ.SafeURL
}

// HeadOf is the head of a page's content.
type HeadOf struct {
	Kind, Ref string          // small words above: what it is, and its number
	Title     string          // the page's h1
	Status    templ.Component // a badge, or nil
	Meta      []Meta          // facts beneath
}

// Meta is one fact of the head: an icon and words.
type Meta struct {
	Icon, Text string
	Href       templ.SafeURL // "" when it leads nowhere
}

// Step is one step of a way.
type Step struct {
	Label, Note string
	State       StepState
}

// StepState says where a step stands.
type StepState string

// The states of a step.
const (
	Ahead StepState = ""
	Now   StepState = "now"
	Done  StepState = "done"
)

// Tab is one tab of a page; each is a page of its own.
type Tab struct {
	Label   string
	Href    templ.SafeURL
	Current bool
}

// Chip is a filter with one press.
type Chip struct {
	Label   string
	Count   int // −1 for none
	Href    templ.SafeURL
	Current bool
}

// Column heads a column of a table.
type Column struct {
	Label string
	Sort  string // the value of ?sort= that orders by it; "" when it cannot
	Num   bool   // a column of figures
	Quiet bool   // the label is only heard: a column of buttons
}

// PagerOf says where a list stands. Next and Before are keys, not numbers.
type PagerOf struct {
	Shown  int    // rows on this page
	Before string // ?before= of the page before, "" when this is the first
	After  string // ?after= of the next page, "" when this is the last
}

// Presence is one cell of an attendance row.
type Presence string

// The marks of attendance.
const (
	Present Presence = "p"
	Late    Presence = "d"
	Partly  Presence = "l"
	Absent  Presence = "a"
	Excused Presence = "e"
	ToCome  Presence = ""
)

// Mark is a session's mark with its words for those who listen.
type Mark struct {
	Session  string
	Presence Presence
}

func (p Presence) key() string {
	switch p {
	case Present:
		return "ui.attendance.present"
	case Late:
		return "ui.attendance.late"
	case Partly:
		return "ui.attendance.partly"
	case Absent:
		return "ui.attendance.absent"
	case Excused:
		return "ui.attendance.excused"
	}
	return "ui.attendance.to_come"
}

// windowTitle is the title of the window: the page, the place, the product.
func windowTitle(ctx context.Context, title string) string {
	v := From(ctx)
	if v.Place.Name != "" {
		return title + " · " + v.Place.Name + " · Accord"
	}
	if title == "" {
		return "Accord"
	}
	return title + " · Accord"
}

// direction is "ascending" or "descending" when the list is sorted by a
// column, for those who listen; "none" when it is not.
func direction(ctx context.Context, sort string) string {
	switch From(ctx).Query.Get("sort") {
	case sort:
		return "ascending"
	case "-" + sort:
		return "descending"
	}
	return "none"
}

// flipped is the order a press on a column's head asks for.
func flipped(ctx context.Context, sort string) string {
	if From(ctx).Query.Get("sort") == sort {
		return "-" + sort
	}
	return sort
}
