// Command build makes web/static/dist from web/static/src; go generate runs it.
package main

import (
	"log"

	"accord/web/static/bundle"
)

func main() {
	files, err := bundle.Build("src")
	if err == nil {
		err = files.Write("dist")
	}
	if err != nil {
		log.Fatal(err)
	}
}
