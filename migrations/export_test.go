package migrations

// UpTo applies what is missing up to a version, for a test that looks at what
// the next one makes of the rows that it finds.
var UpTo = upTo
