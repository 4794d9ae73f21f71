// A list whose rows can be ticked is ticked, or not, as a whole: the rows on
// this page, those of no other.
const ticks = button => [...button.form.querySelectorAll('tbody input[type=checkbox]:not(:disabled)')]

const say = button => { button.textContent = ticks(button).every(tick => tick.checked) ? button.dataset.none : button.dataset.tick }

for (const button of document.querySelectorAll('button[data-tick]')) {
  button.hidden = false
  say(button)
  button.addEventListener('click', () => {
    const rows = ticks(button), all = rows.every(tick => tick.checked)
    for (const tick of rows) tick.checked = !all
    say(button)
  })
  button.form.addEventListener('change', () => say(button))
}
