// The assessor's workspace: its keys, the document beside the criteria, and how
// wide it is. What the keys do is said in its dialog.
const STEP = 5, OLD = 240000 // seconds; an address of a document holds five minutes

const desk = () => document.querySelector('.desk')
const video = () => desk()?.querySelector('.desk-beside video')
const frame = () => desk()?.querySelector('.desk-beside iframe')
const part = () => desk()?.querySelector('[data-notes]')

// now is the place that the reader is at; a page shows none of itself.
export const now = () => video() ? Math.floor(video().currentTime) : undefined

let born = Date.now()
const fresh = async () => {
  const answer = await fetch(part().dataset.renew, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error('the document has closed')
  born = Date.now()
  return (await answer.json()).address
}

// go shows the document at a place.
export const go = async place => {
  const shown = video()
  if (shown) {
    const seek = () => { shown.currentTime = place }
    if (shown.readyState) seek()
    else { shown.addEventListener('loadedmetadata', seek, { once: true }); shown.load() }
    return
  }
  const old = frame()
  if (!old) return
  const address = Date.now() - born > OLD ? await fresh() : old.src.split('#')[0]
  const next = old.cloneNode() // a viewer that is there already does not turn its page
  next.src = `${address}#navpanes=0&view=FitH&page=${place}`
  old.replaceWith(next)
}

// A recording is watched for longer than its address holds: it goes on where it was.
const renewing = shown => {
  let at = 0, last = 0, plays = false
  for (const kind of ['timeupdate', 'seeking']) shown.addEventListener(kind, () => { if (shown.readyState) at = shown.currentTime })
  shown.addEventListener('play', () => { plays = true })
  shown.addEventListener('pause', () => { if (!shown.error) plays = false })
  shown.addEventListener('error', async () => {
    if (Date.now() - last < 3000) return
    last = Date.now()
    const here = at, rate = shown.playbackRate, played = plays
    try {
      shown.src = await fresh()
    } catch {
      return
    }
    shown.addEventListener('loadedmetadata', () => {
      shown.currentTime = here
      shown.playbackRate = rate
      if (played) shown.play()
    }, { once: true })
  })
}

// Criteria, by keys.
const criteria = () => [...desk().querySelectorAll('.criterion')]
let current = -1
const here = () => {
  const at = criteria().findIndex(c => c.contains(document.activeElement))
  return at < 0 ? current : at
}
const turn = by => {
  const all = criteria()
  current = Math.min(Math.max(here() + by, 0), all.length - 1)
  const one = all[current]
  one.tabIndex = -1
  one.focus({ preventScroll: true })
  one.scrollIntoView({ block: 'nearest' })
}
const mark = points => {
  if (here() < 0) turn(1)
  const one = criteria()[here()]
  current = here()
  const choice = [...one.querySelectorAll('.points input')].find(i => i.value === points)
  if (choice) choice.click()
  else one.querySelector('.scale input:not([type=radio])')?.focus()
}

const speed = by => {
  const choice = desk().querySelector('[data-speed]')
  if (!choice) return
  choice.selectedIndex = Math.min(Math.max(choice.selectedIndex + by, 0), choice.options.length - 1)
  choice.dispatchEvent(new Event('change', { bubbles: true }))
}
const seek = by => { const v = video(); if (v) v.currentTime = Math.max(0, Math.min(v.duration || 0, v.currentTime + by)) }

const keys = {
  j: () => turn(1),
  k: () => turn(-1),
  c: () => { if (here() < 0) turn(1); criteria()[here()].querySelector('.note textarea')?.focus() },
  n: () => desk().querySelector('[data-new] textarea')?.focus(),
  p: () => { const v = video(); if (v) v.paused ? v.play() : v.pause() },
  ArrowLeft: () => seek(-STEP),
  ArrowRight: () => seek(STEP),
  '<': () => speed(-1),
  '>': () => speed(1),
  '-': () => mark('-'),
  '?': () => document.getElementById('keys')?.showModal(),
}
for (let n = 0; n < 10; n++) keys[n] = () => mark(String(n))

document.addEventListener('keydown', event => {
  if (!desk() || document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const on = event.target
  if (on.closest('textarea, select, [contenteditable], input:not([type=radio])')) {
    if (event.key === 'Escape') on.blur()
    return
  }
  const does = keys[event.key]
  if (!does || event.key.startsWith('Arrow') && (on.closest('input, [role=separator]') || !video())) return
  event.preventDefault()
  does()
})

document.addEventListener('change', event => {
  if (event.target.matches('[data-speed]') && video()) video().playbackRate = Number(event.target.value)
})

// How wide the document is, is remembered.
const KEEP = 'accord:desk'
const split = bar => {
  const set = wide => {
    const percent = Math.round(Math.min(Math.max(wide, 25), 75))
    bar.setAttribute('aria-valuenow', percent)
    desk().style.setProperty('--beside', `${percent}fr`)
    desk().style.setProperty('--sheet', `${100 - percent}fr`)
    localStorage.setItem(KEEP, percent)
  }
  bar.hidden = false
  set(Number(localStorage.getItem(KEEP)) || 50)
  bar.addEventListener('keydown', event => {
    const by = { ArrowLeft: -5, ArrowRight: 5, Home: -100, End: 100 }[event.key]
    if (!by) return
    event.preventDefault()
    set(Number(bar.getAttribute('aria-valuenow')) + (document.dir === 'rtl' ? -by : by))
  })
  bar.addEventListener('pointerdown', event => {
    event.preventDefault()
    bar.setPointerCapture(event.pointerId)
    const move = e => {
      const whole = desk().getBoundingClientRect()
      const wide = 100 * (e.clientX - whole.left) / whole.width
      set(document.dir === 'rtl' ? 100 - wide : wide)
    }
    bar.addEventListener('pointermove', move)
    bar.addEventListener('pointerup', () => bar.removeEventListener('pointermove', move), { once: true })
  })
  bar.addEventListener('dblclick', () => set(50))
}

const look = () => {
  if (!desk()) return
  current = -1
  const bar = desk().querySelector('.desk-split')
  if (bar?.hidden) split(bar)
  for (const hidden of document.querySelectorAll('.to-keys, .speed')) hidden.hidden = false
  if (video()) renewing(video())
}
look()
document.addEventListener('shown', look)
