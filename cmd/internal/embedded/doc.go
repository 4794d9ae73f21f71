// Package embedded runs what Accord needs around it, for the demo and for the tests: PostgreSQL, Redis and an S3 server
// as child processes, and a mail sink in this one. Production points Accord at real services and uses nothing of this.
//
// Everything lives in one folder, the Home, and survives a restart:
//
//	lock            held while anything of this home runs, by this process and by its children
//	settings.json   generated passwords and the loopback ports that were picked, readable by its owner alone
//	postgres/       the cluster            redis/   the append-only file
//	s3/             objects and versions   mail/    one .eml a message
//	run/            the PostgreSQL socket  log/     one file a server
//	bin/            what was built for this home
//
// A child never outlives the program. It is asked to stop when the program stops; when the program dies without asking,
// the kernel asks instead (PR_SET_PDEATHSIG). Until the last child is gone the lock stays held, so that a next start
// waits for a cluster that is still shutting down rather than opening it twice.
//
// Run as root, the servers are started as another user: PostgreSQL refuses to be root, and the others need not be.
package embedded
