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

// The grid of a cohort: arrows go from cell to cell, the same letters mark, and
// so do the digits in the order of the choices. Without scripts each cell is a
// list to choose from.
const cellsOf = row => [...row.querySelectorAll('[data-cell]')]

const beside = (cell, across, down) => {
  const rows = [...cell.closest('[data-grid]').querySelectorAll('tbody tr')].filter(row => row.querySelector('[data-cell]'))
  const row = rows.indexOf(cell.closest('tr'))
  const column = cellsOf(rows[row]).indexOf(cell)
  return cellsOf(rows[row + down] ?? document.createElement('tr'))[column + across]
}

const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

document.addEventListener('keydown', event => {
  const td = event.target.closest?.('[data-grid] td')
  const cell = td?.querySelector('[data-cell]')
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return
  const typing = event.target !== cell
  const way = ways[event.key]
  if (way && !(typing && way[0])) { // within the hours the cursor moves along
    event.preventDefault() // the list would choose another mark
    beside(cell, ...way)?.focus()
    return
  }
  if (typing || !/^[a-z0-9]$/i.test(event.key)) return
  const marks = [...cell.options].filter(option => option.value)
  const mark = marks.find(option => option.dataset.key === event.key.toLowerCase()) ?? marks[Number(event.key) - 1]
  event.preventDefault()
  if (!mark) return
  cell.value = mark.value
  cell.dispatchEvent(new Event('change', { bubbles: true }))
  if (mark.value === 'part') td.querySelector('.hours-of').focus()
  else beside(cell, 0, 1)?.focus()
})

// The letter that marked one cell must not choose in the next, where the focus is by then.
document.addEventListener('keypress', event => {
  if (event.target.matches?.('[data-cell]') && event.key !== 'Enter' && event.key !== ' ') event.preventDefault()
})
