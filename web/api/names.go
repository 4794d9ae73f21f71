package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// twice begins the error of a name that an object has more than once; the
// name follows.
const twice = "the name is there twice: "

// unmarshal reads JSON in which every object names a thing once. What is said
// twice is refused: readers differ on which of the two counts.
func unmarshal(data []byte, v any) error {
	if !json.Valid(data) {
		return json.Unmarshal(data, v)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := namedOnce(d, ""); err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// namedOnce reads one value of valid JSON, which stands at a place.
func namedOnce(d *json.Decoder, at string) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return err
			}
			here := fmt.Sprint(name)
			if at != "" {
				here = at + "." + here
			}
			if seen[here] {
				return fmt.Errorf("%s%s", twice, here)
			}
			seen[here] = true
			if err := namedOnce(d, here); err != nil {
				return err
			}
		}
		_, err = d.Token()
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			if err := namedOnce(d, at+"["+strconv.Itoa(i)+"]"); err != nil {
				return err
			}
		}
		_, err = d.Token()
	}
	return err
}
