package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/versity/versitygw/backend/meta"
)

// places are the folders the store lives in. They are siblings, because versitygw refuses to keep versions or metadata
// inside the folder of the buckets.
type places struct {
	buckets, versions, sidecar string
	useSidecar                 bool
}

// prepare makes the folders and decides, once for the life of the store, where objects' metadata goes: in extended
// attributes, or in sidecar files on a file system without them. The choice is the sidecar folder's existence: it is
// never changed later, since a store read with the other one would have lost every object's metadata.
func prepare(folder string) (places, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return places{}, err
	}
	p := places{
		buckets:  filepath.Join(folder, "buckets"),
		versions: filepath.Join(folder, "versions"),
		sidecar:  filepath.Join(folder, "sidecar"),
	}
	_, err = os.Stat(p.buckets)
	fresh := errors.Is(err, os.ErrNotExist)
	if err := os.MkdirAll(p.versions, 0o700); err != nil {
		return places{}, err
	}
	if fresh && !takesAttributes(p.versions) {
		if err := os.MkdirAll(p.sidecar, 0o700); err != nil {
			return places{}, err
		}
	}
	// The buckets' folder comes last: until it exists the decision above is open and a next start takes it again.
	if err := os.MkdirAll(p.buckets, 0o700); err != nil {
		return places{}, err
	}
	if _, err := os.Stat(p.sidecar); err == nil {
		p.useSidecar = true
	}
	return p, nil
}

func (p places) metadata() (meta.MetadataStorer, error) {
	if p.useSidecar {
		return meta.NewSideCar(p.sidecar)
	}
	if !takesAttributes(p.versions) {
		return nil, fmt.Errorf("%s keeps its metadata in extended attributes, and this file system has none", p.buckets)
	}
	return meta.XattrMeta{}, nil
}

func (p places) sidecarInUse() string {
	if p.useSidecar {
		return p.sidecar
	}
	return ""
}

// takesAttributes tries a write: some file systems answer a read of an attribute and refuse to store one.
func takesAttributes(dir string) bool {
	const probe = "user.accord.probe"
	if err := syscall.Setxattr(dir, probe, []byte("1"), 0); err != nil {
		return false
	}
	return syscall.Removexattr(dir, probe) == nil
}
