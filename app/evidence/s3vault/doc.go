// Package s3vault keeps evidence's bytes in an S3 bucket. It is the only place
// that knows the store's library; it knows nothing of organisations, and no
// method of it may be called inside a transaction.
//
// Browsers carry the bytes: the vault signs one address for each part, bound to
// the key, the length and the SHA-256 that were announced, and reads the list
// of what arrived from the store. An object is never overwritten on purpose,
// and one that is gets another version: callers keep the version that Complete
// or Put answered, and read that one.
//
// Faults: Unavailable when the store is down, slow or refuses for a reason of
// its own; NotFound when the object, or the upload, is not there.
package s3vault
