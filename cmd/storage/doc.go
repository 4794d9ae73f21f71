// Command accord-storage is the S3 server of the demo and of the tests: versitygw over a folder, on loopback.
//
// It is a module of its own because versitygw lifts fasthttp further than the Fiber of the product bears, and so that
// 17 MB of S3 server never reach the product's image. In production Accord talks to a real store; nothing here runs.
package main
