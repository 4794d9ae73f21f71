// Package dashboards is an assessing organisation's work in figures: what is
// due, who approaches certification, and who carries how much. It keeps no rows
// of its own. Each figure is as many as the list behind it has, and is counted
// from an index of what is open, however much has been done before.
package dashboards
