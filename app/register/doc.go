// Package register is IMI's public record of professionals: the credentials
// that were awarded, and what everybody may read of them.
//
//	awarded (valid) ──Revoke──▶ revoked
//
// A credential is oversight's row, and comes of an accepted submission and of
// nothing else; the organisation that put the holder forward and the holder
// read it. What the public reads is a projection beside it: number, holder,
// certification, organisation, program, country, the day of the award and,
// once it is revoked, the day of that. A number is drawn at random: to know
// one is to have been shown it.
package register
