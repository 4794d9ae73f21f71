// Package boot reads the configuration once, puts the parts together, and
// starts and stops them. It is the only place that imports everything; the
// commands in cmd/accord and the end-to-end tests start here.
package boot
