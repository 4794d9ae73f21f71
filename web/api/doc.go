// Package api is the same product for programs: /api/v1, with the same doors,
// the same domain functions and the same refusals as the pages. The document
// is at /api/v1/openapi.json, to be read at /api/v1/docs.
//
//	/api/v1/o/{organisation}/…  a member, by a bearer token of that membership
//	/api/v1/imi/…               a person of IMI
//	/api/v1/me/…                a person, their own rows
//	/api/v1/…                   anybody: the register
//
// A refusal is a problem+json with a code, a sentence in the caller's language
// (Accept-Language) and each wrong field. Lists are cut by key: next and back
// are cursors for after and before. A POST may carry an Idempotency-Key: what
// has been done with it is answered again, not done again.
//
// An endpoint is one call of read, write, look or oversee in the file of its
// concept: what it is called, what it takes and gives, and the one domain
// function behind it.
package api
