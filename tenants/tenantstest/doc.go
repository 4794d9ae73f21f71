// Package tenantstest gives tests real parts: a migrated database, Redis, a bucket, a mail sink.
//
// Each test binary has its own, so packages run side by side; the tests of one binary share them and keep apart by fresh
// tenants and keys. Nothing has to be started or cleared up: `./test` starts one bed for all packages, a bare `go test`
// finds a running one or starts it, and whatever a test binary held is gone when it ends, however it ends. The bed ends
// itself when no test has used it for some minutes.
//
// A fault test, which kills servers, asks for servers of its own (OwnPostgres, OwnRedis).
package tenantstest
