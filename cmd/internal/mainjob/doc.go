// Package mainjob is what Accord is for, done from beginning to end by its
// people on every real service: in the browser, each as themselves, and by the
// API. It holds tests alone, apart from boot's, so that the two run side by side.
package mainjob
