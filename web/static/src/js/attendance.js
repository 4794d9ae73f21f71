// The sheet of a session from the keyboard: arrows go from person to person, P,
// T, A and E mark. Without scripts the radio buttons do the same, more slowly.
const lineOf = element => element?.closest?.('[data-line]')

// The line's chosen mark, or its first: where the focus belongs in a line.
const entry = line => line.querySelector('input[type=radio]:checked') ?? line.querySelector('input[type=radio]')

const neighbour = (line, step) => {
  const lines = [...line.closest('[data-sheet]').querySelectorAll('[data-line]')]
  return lines[lines.indexOf(line) + step]
}

document.addEventListener('keydown', event => {
  const line = lineOf(event.target)
  if (!line || event.ctrlKey || event.metaKey || event.altKey) return
  const typing = event.target.matches('input:not([type=radio])')
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const next = neighbour(line, event.key === 'ArrowDown' ? 1 : -1)
    event.preventDefault() // between radio buttons the browser would change the mark
    if (next) entry(next).focus()
    return
  }
  if (typing) return
  const mark = line.querySelector(`input[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (!mark) return
  event.preventDefault()
  mark.checked = true
  mark.dispatchEvent(new Event('change', { bubbles: true }))
  if (mark.value === 'part') { line.querySelector('.mark-hours input').focus(); return }
  const next = neighbour(line, 1)
  if (next) entry(next).focus()
  else mark.focus()
})
