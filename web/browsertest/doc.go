// Package browsertest drives Debian's Chromium for tests of pages, in the words
// of the person who uses them: click what is written there, fill the field of
// that label, see that sentence.
//
//	func TestMain(m *testing.M) { browsertest.Main(m) }
//
//	func TestATrainerOpensACohort(t *testing.T) {
//		t.Parallel()
//		p := browsertest.Open(t, site.URL)            // 1440 wide, light, English
//		p.Go("/o/andina/cohorts/new")
//		p.Fill("Name", "Foundations of Mediation")
//		p.Fill("First session › Day", "27")
//		p.Click("Open cohort")
//		p.See("Foundations of Mediation is open.")
//		p.Audit()
//	}
//
// One browser serves a test binary; each page is a visitor of its own, without
// cookies. A page that logs an error, throws, or is stopped by the content
// policy fails its test. A test that fails keeps a picture when SCREENSHOTS
// names a folder; Shot takes one at any time.
//
// It is the only package that knows chromedp.
//
// axe.min.js.gz is axe-core 4.14.1 (MPL-2.0), from npm.
package browsertest
