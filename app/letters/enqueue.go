package letters

import (
	"strings"

	"github.com/google/uuid"

	"accord/tenants"
)

// JobKind is the kind of the job that sends a letter.
const JobKind = "mail"

// ToLink posts a letter to the address that a one-use link was made for. Its
// button is the link. Enqueue it in the transaction that makes the link.
func ToLink(k Kind, link uuid.UUID) tenants.Job {
	return tenants.Job{Kind: JobKind, Args: map[string]any{"letter": string(k), "link": link.String(), "subject": link.String()}}
}

// ToMembership posts a letter about a subject to one member of the organisation.
func ToMembership(k Kind, subject, membership uuid.UUID) tenants.Job {
	return about(k, subject, map[string]any{"to_membership": membership.String()})
}

// ToEnrolled posts a letter about a subject to the candidate of an enrolment,
// who has no account: the letter's writer reads who that is.
func ToEnrolled(k Kind, subject, enrolment uuid.UUID) tenants.Job {
	return about(k, subject, map[string]any{"enrolment": enrolment.String()})
}

// ToApplicant posts a letter about an application to whoever applied, who has
// no account: the letter's writer reads who that is, and their link.
func ToApplicant(k Kind, application uuid.UUID) tenants.Job {
	return about(k, application, map[string]any{})
}

// ToReferee posts a letter about a request to the referee it asks, who has no
// account: the letter's writer reads who that is, and their link.
func ToReferee(k Kind, request, candidate uuid.UUID) tenants.Job {
	j := about(k, request, map[string]any{})
	j.Case = candidate
	return j
}

// ToCandidate posts a letter about a subject to a candidate, who has no account:
// the letter's writer reads who that is, and their link.
func ToCandidate(k Kind, subject, candidate uuid.UUID) tenants.Job {
	j := about(k, subject, map[string]any{})
	j.Case = candidate
	return j
}

// ToSlot posts a letter about a slot of an assessment day, or a notice of one, to
// somebody who takes part in it, to its candidate where part is no id: the
// letter's writer reads who that is.
func ToSlot(k Kind, subject, day, part uuid.UUID) tenants.Job {
	args := map[string]any{}
	if part != uuid.Nil {
		args["part"] = part.String()
	}
	j := about(k, subject, args)
	j.Case = day
	return j
}

// InOwnWords posts what an organisation wrote itself, a subject of its own; the
// letter's writer reads to whom. key tells one try from the next.
func InOwnWords(subject uuid.UUID, key string) tenants.Job {
	j := about(OwnWords, subject, map[string]any{})
	j.Queue, j.Dedupe = "bulk", key
	return j
}

// ToRoles posts a letter about a subject to everybody in the organisation who
// holds one of the roles.
func ToRoles(k Kind, subject uuid.UUID, roles ...tenants.Role) tenants.Job {
	return about(k, subject, map[string]any{"to_roles": strings.Join(roles, " ")})
}

// ToOthers is ToRoles without members who get the letter on their own account,
// so that nobody has it twice.
func ToOthers(k Kind, subject uuid.UUID, without []uuid.UUID, roles ...tenants.Role) tenants.Job {
	j := ToRoles(k, subject, roles...)
	names := make([]string, len(without))
	for i, id := range without {
		names[i] = id.String()
	}
	j.Args["without"] = strings.Join(names, " ")
	return j
}

// ToOversight posts a letter about a subject to IMI's staff of these roles. An
// organisation's verb may enqueue it too: the job enters by the overseer door.
func ToOversight(k Kind, subject uuid.UUID, roles ...tenants.Role) tenants.Job {
	j := about(k, subject, map[string]any{"to_roles": strings.Join(roles, " ")})
	j.Door = tenants.DoorOverseer
	return j
}

// about is a letter whose timeline is its subject's, unless the caller sets another Case.
func about(k Kind, subject uuid.UUID, args map[string]any) tenants.Job {
	args["letter"], args["subject"] = string(k), subject.String()
	return tenants.Job{Kind: JobKind, Case: subject, Args: args}
}
