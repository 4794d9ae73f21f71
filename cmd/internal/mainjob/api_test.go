package mainjob_test

import "testing"

// The main job once more, each step as its own person, by /api/v1 alone: what
// is done by hand is what only a person does, joining by a mailed link and
// making a token.
func TestTheMainJobIsDoneByTheAPI(t *testing.T) {
	t.Parallel()
	h, address := build(t, 1440)
	p := &programs{house: h, tokens: map[person]string{}, ids: map[string]string{}}
	p.peopleCome(address)
	p.programsAreRecognised()
	p.cohortIsRun()
	p.candidateIsAssessed()
	p.candidateIsPutForward()
	p.candidateIsCertified()
	p.checkIsAnswered()
}
