// Package readiness says, where somebody is admitted or about to be judged, what
// their file lacks and where that is mended. It has no pages of its own.
package readiness
