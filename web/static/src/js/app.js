// What a page gains when scripts run. Everything works without them: links
// link, forms post, menus and the drawer are popovers.
import './htmx.esm.min.js'
import './attendance.js'
import './upload.js'
import './progress.js'
import './tick.js'
import './calendar.js'
import './keep.js' // after what looks at a form that is sent

const root = document.documentElement
root.classList.add('js')

// The reader's zone, for the hours on every page; the server checks the name.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
if (zone && !document.cookie.includes('zone=' + encodeURIComponent(zone))) {
  document.cookie = `zone=${encodeURIComponent(zone)};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`
}

// A form that was refused says so first: the summary takes the focus, and its
// links put it on the field.
// a long list of places shows the one that the reader is at
document.querySelector('#side .navs [aria-current]')?.scrollIntoView({ block: 'nearest' })

const focusSummary = within => within.querySelector('.errsum')?.focus()
focusSummary(document)
document.addEventListener('htmx:after:settle', event => focusSummary(event.target))

document.addEventListener('click', event => {
  const link = event.target.closest('.errsum a')
  if (link) {
    const field = document.getElementById(link.hash.slice(1))
    if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: 'center' }) }
  }
  const opener = event.target.closest('[data-dialog]')
  const dialog = opener && document.getElementById(opener.dataset.dialog)
  if (dialog?.showModal) { event.preventDefault(); dialog.showModal() }
  if (event.target.closest('[data-close]')) {
    const open = event.target.closest('dialog')
    if (open) { event.preventDefault(); open.close() }
  }
})

// A second press of a button while the first is under way is not a second act.
// The button stays a button: it is never disabled.
document.addEventListener('submit', event => {
  const form = event.target
  if (form.method === 'dialog' || form.hasAttribute('hx-get')) return
  if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return }
  form.dataset.sent = '1'
  form.setAttribute('aria-busy', 'true')
  setTimeout(() => { delete form.dataset.sent; form.removeAttribute('aria-busy') }, 8000)
}, true)
const release = event => {
  for (const form of document.querySelectorAll('form[data-sent]')) { delete form.dataset.sent; form.removeAttribute('aria-busy') }
}
document.addEventListener('htmx:after:request', release)
addEventListener('pageshow', release)

// "/" goes to the search of the page.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest('input,textarea,select,[contenteditable],dialog')) return
  const search = document.querySelector('input[type=search]')
  if (search) { event.preventDefault(); search.focus() }
})
