package standards_test

import (
	"testing"

	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }
