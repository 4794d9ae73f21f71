package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
)

// copyThreshold is S3's own limit for one CopyObject. versitygw documents it as the default, but rejects every copy
// when it is left at zero.
const copyThreshold = 5 << 30

func main() {
	address := flag.String("addr", "127.0.0.1:9000", "loopback address to listen on")
	folder := flag.String("dir", "", "folder that holds the objects (made when absent)")
	region := flag.String("region", "us-east-1", "region that requests are signed for")
	flag.Parse()

	if err := run(*address, *folder, *region); err != nil {
		fmt.Fprintln(os.Stderr, "accord-storage:", err)
		os.Exit(1)
	}
}

// run serves until SIGTERM or SIGINT. The root credentials come from the environment, because a command line is
// readable by every user of the machine.
func run(address, folder, region string) error {
	access, secret := os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY")
	if folder == "" || access == "" || secret == "" {
		return errors.New("-dir, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be given")
	}
	places, err := prepare(folder)
	if err != nil {
		return err
	}
	metadata, err := places.metadata()
	if err != nil {
		return err
	}
	backend, err := posix.New(places.buckets, metadata, posix.PosixOpts{
		VersioningDir:       places.versions,
		SideCarDir:          places.sidecarInUse(),
		CopyObjectThreshold: copyThreshold,
	})
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	return embedgw.RunVersityGW(ctx, backend, &embedgw.Config{
		RootUserAccess:    access,
		RootUserSecret:    secret,
		Region:            region,
		Ports:             []string{address},
		MaxConnections:    4096,
		MaxRequests:       2048,
		MultipartMaxParts: 10000,
		KeepAlive:         true,
		Quiet:             true,
		HealthPath:        "/health",
	})
}
