// What two windows wrote on one sheet is joined line by line: a line that only
// one of them changed is as that one has it; one that both changed is shown in
// both ways, and is saved once somebody has chosen.
const ACT = new Set(['_csrf', '_once', 'key', 'tried', 'revision', 'next'])

// lines are what a form says, by name.
export const lines = form => {
  const all = new Map()
  for (const field of form.elements) {
    if (!field.name || ACT.has(field.name) || field.type === 'submit') continue
    if (field.type === 'radio' || field.type === 'checkbox') {
      if (field.checked) all.set(field.name, field.value)
      else if (!all.has(field.name)) all.set(field.name, '')
    } else all.set(field.name, field.value)
  }
  return all
}

const write = (form, name, value) => {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.value === value
    else field.value = value
  }
}

// ask puts what the other window says beneath a line, to be taken or left.
const ask = (form, name, theirs, chosen) => {
  const words = document.getElementById('meet').content.firstElementChild.cloneNode(true)
  words.dataset.meets = name
  words.querySelector('[data-theirs]').textContent = theirs || '–'
  for (const button of words.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      if (button.hasAttribute('data-take')) write(form, name, theirs)
      words.remove()
      chosen()
    })
  }
  form.querySelector(`[name="${CSS.escape(name)}"]`).closest('.field').append(words)
}

// meet joins a form with what was saved elsewhere since it said what base says.
// It answers what is saved now, or null where the sheet cannot be read any more.
export const meet = async (form, base, chosen) => {
  const answer = await fetch(form.getAttribute('action'), { headers: { Accept: 'text/html' }, redirect: 'manual' })
  if (!answer.ok) return null
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const other = page.querySelector('form[data-autosave]')
  if (!other || !document.getElementById('meet')) return null
  const saved = lines(other), mine = lines(form)
  for (const gone of form.querySelectorAll('[data-meets]')) gone.remove()
  for (const [name, theirs] of saved) {
    const own = mine.get(name), was = base.get(name) ?? ''
    if (own === undefined || own === theirs || theirs === was) continue
    if (own === was) write(form, name, theirs)
    else ask(form, name, theirs, chosen)
  }
  form.elements.revision.value = other.elements.revision.value
  return saved
}

// open is the first line that waits for a choice.
export const open = form => form.querySelector('[data-meets]')
