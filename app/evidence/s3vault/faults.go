package s3vault

import (
	"context"
	"errors"

	"accord/tenants/fault"
)

// say turns what the store answered into a fault. A store that refuses for a
// reason of its own (its settings, its load) is Unavailable: the person can
// only try again, and the log has the cause.
func say(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	switch code(err) {
	case "NoSuchKey", "NoSuchVersion", "NoSuchUpload", "NotFound":
		return fault.Wrap(err, fault.NotFound, "not_found.file")
	case "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "BadDigest":
		return fault.Wrap(err, fault.Conflict, "evidence.parts_differ")
	}
	return fault.Wrap(err, fault.Unavailable, "evidence.store_down")
}
