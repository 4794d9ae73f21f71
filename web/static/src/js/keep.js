// A form that carries typed work (data-keep) is sent beside its page, so that
// the page stays with everything in it while the line is cut or the sign-in has
// ended, and says so. Leaving it with something unsaved asks first. Without
// scripts it posts as every form does.
import htmx from './htmx.esm.min.js'
import { PATIENCE, renew } from './renew.js'

const sending = new WeakSet(), touched = new WeakSet(), saved = new WeakSet()

// Forms with files say themselves how far they are, and so do long acts.
const keeps = (form, by) => form.hasAttribute('data-keep') && !form.querySelector('[type=file], [data-progress]') &&
  !by?.hasAttribute('formmethod') && !by?.hasAttribute('formtarget')

document.addEventListener('submit', event => {
  const { target: form, submitter } = event
  if (event.defaultPrevented || !keeps(form, submitter)) return
  event.preventDefault()
  if (!sending.has(form)) send(form, submitter)
})

const send = async (form, by) => {
  sending.add(form)
  form.dataset.sending = ''
  form.querySelector('[data-kept]')?.remove()
  try {
    let answer = await ask(form, by)
    if (answer.headers.get('Accord-Keep') === 'stale') { // signed in anew since, perhaps
      const why = await renew()
      if (why) return tell(form, why)
      answer = await ask(form, by)
    }
    await take(form, answer)
  } catch {
    tell(form, 'lost')
  }
}

// What was pressed goes along; the form's own key makes a second try the same
// act as the first, whose answer may be what was lost.
const ask = (form, by) => {
  const body = new URLSearchParams(new FormData(form, by))
  if (form.hasAttribute('data-autosave')) body.delete('_once') // each saving is an act of its own, from its revision
  return fetch(by?.getAttribute('formaction') ?? form.getAttribute('action'), {
    method: 'POST', body, redirect: 'manual',
    headers: { Accept: 'text/html', 'Accord-Keep': 'true' }, signal: AbortSignal.timeout(PATIENCE),
  })
}

const take = async (form, answer) => {
  const to = answer.headers.get('Location')
  if (answer.status === 401 || answer.type === 'opaqueredirect') return tell(form, 'out')
  if (answer.status === 429 || answer.status >= 500 || !answer.headers.has('X-Request-Id')) return tell(form, 'failed')
  if (to) return leave(form, new URL(to, location.href))
  if (answer.headers.get('Content-Disposition')?.startsWith('attachment')) return file(form, answer)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fault = !answer.ok && page.querySelector('.fault h1')
  if (fault && touched.has(form)) return tell(form, 'still', `${fault.textContent}. ${page.querySelector('.fault .lede').textContent}`)
  show(page, answer.ok)
}

// leave goes where the form led; the message that waits there is for that page.
const leave = (form, to) => {
  saved.add(form)
  const same = to.href.split('#')[0] === location.href.split('#')[0]
  location.assign(to)
  if (same && to.hash) location.reload() // or it would only be scrolled
}

const file = async (form, answer) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = decodeURIComponent(/filename\*?="?(?:utf-8'')?([^";]+)/i.exec(answer.headers.get('Content-Disposition'))?.[1] ?? '')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE)
  release(form)
}

// show puts the answer in the place of the page: the form again with what is
// wrong, or a step between. From such a step Back leads to the form.
let stepped = false
const show = (page, step) => {
  if (step) { stepped = true; history.pushState({}, '') }
  document.title = page.title
  document.body.replaceWith(document.adoptNode(page.body))
  htmx.process(document.body)
  document.dispatchEvent(new Event('shown'))
  scrollTo(0, 0)
  const first = document.querySelector('.errsum') ?? document.getElementById('main')
  first?.focus()
}
addEventListener('popstate', () => { if (stepped) location.reload() })

const release = form => {
  sending.delete(form)
  for (const mark of ['sending', 'sent']) delete form.dataset[mark]
  form.removeAttribute('aria-busy')
}

// tell says by the form's buttons, where it was pressed, why nothing was saved.
const tell = (form, why, words = '') => {
  release(form)
  const told = document.getElementById('kept')
  const notice = told.content.firstElementChild.cloneNode(true)
  notice.querySelector('p').textContent = `${words} ${told.dataset[why]}`.trim()
  const link = notice.querySelector('a')
  if (why === 'out' || why === 'other') link.textContent = told.dataset.signIn
  else link.remove()
  const buttons = [...form.querySelectorAll('.actions')].at(-1)
  if (buttons) buttons.prepend(notice)
  else form.append(notice)
  notice.scrollIntoView({ block: 'nearest' })
  form.dispatchEvent(new Event('unsent'))
}

for (const kind of ['input', 'change']) {
  document.addEventListener(kind, event => {
    const form = event.target.form
    if (form) { touched.add(form); saved.delete(form) }
  })
}

const differs = field => {
  if (!field.name || field.disabled || field.type === 'hidden') return false
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
  if (!field.options) return field.value !== field.defaultValue
  const options = [...field.options]
  if (!field.multiple && !options.some(o => o.defaultSelected)) return field.selectedIndex > 0
  return options.some(o => o.selected !== o.defaultSelected)
}

// What a refused form holds is saved nowhere, whether it was touched since or not.
// One that saves itself knows what of it is not saved yet.
const unsaved = form => form.hasAttribute('data-autosave') ? !saved.has(form) && form.hasAttribute('data-dirty') : !saved.has(form) && !form.closest('dialog:not([open])') &&
  (form.querySelector('.errsum') !== null || touched.has(form) && [...form.elements].some(differs))

// Browsers ask nobody who has not touched the page, and complain of being told to.
addEventListener('beforeunload', event => {
  if (navigator.userActivation?.hasBeenActive !== false && [...document.querySelectorAll('form[data-keep]')].some(unsaved)) event.preventDefault()
})
addEventListener('pageshow', event => { if (event.persisted) document.querySelectorAll('form[data-sending]').forEach(release) })
