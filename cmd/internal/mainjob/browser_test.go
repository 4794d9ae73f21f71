package mainjob_test

import (
	"fmt"
	"testing"
)

// The main job, each step as its own person, from nobody at all to the close
// of a spot check and the escalation of another; on a desk and on a phone.
func TestTheMainJobIsDoneInTheBrowserByEachPersonInTurn(t *testing.T) {
	t.Parallel()
	for _, width := range []int64{1440, 390} {
		t.Run(fmt.Sprint(width, " wide"), func(t *testing.T) {
			t.Parallel()
			h, address := build(t, width)
			h.peopleCome(address)
			h.programsAreRecognised()
			h.cohortIsRun()
			h.candidateIsAssessed()
			h.candidateIsPutForward()
			h.candidateIsCertified()
			h.checkIsAnswered()
			h.lateAnswerIsEscalated()
		})
	}
}
