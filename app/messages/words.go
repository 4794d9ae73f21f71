package messages

import (
	"errors"
	"strconv"

	"accord/tenants/fault"
)

func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Key
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }
