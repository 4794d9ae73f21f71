// Finds what a person would point at, by what is written there.
(() => {
  const norm = s => (s ?? '').replace(/\s+/g, ' ').trim()
  const shown = e => e.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && e.getClientRects().length > 0
  const nameOf = e => {
    const label = e.getAttribute('aria-label')
    if (label) return norm(label)
    if (e instanceof HTMLInputElement && ['submit', 'button'].includes(e.type)) return norm(e.value)
    const copy = e.cloneNode(true)
    copy.querySelectorAll('.n, .vh').forEach(x => x.remove())
    return norm(copy.textContent)
  }
  const scopes = 'fieldset,section,dialog,form,aside,nav,header,footer,main,tr,li,details,[popover],[role=group],[role=region],.card'
  const titleOf = e => norm(e.getAttribute('aria-label') ?? e.querySelector(':scope > legend, :scope > header h2, :scope > header h1, :scope > summary, :scope h1, :scope h2, :scope h3')?.textContent)
  // within narrows to the smallest part of the page called so, or to the row that says so
  const within = (root, name) => {
    const parts = [...root.querySelectorAll(scopes)].filter(shown)
    const called = parts.filter(e => titleOf(e) === name)
    if (called.length) return called.at(-1)
    return parts.filter(e => e.matches('tr,li,fieldset,section') && norm(e.textContent).includes(name)).sort((a, b) => a.textContent.length - b.textContent.length)[0]
  }
  const path = what => {
    const parts = what.split(' › ').map(norm)
    let root = document.querySelector('dialog[open]') ?? document
    for (const name of parts.slice(0, -1)) { root = root && within(root, name) }
    return [root, parts.at(-1)]
  }
  const best = (all, name, nameOf) => all.find(e => nameOf(e) === name) ?? all.find(e => nameOf(e).startsWith(name)) ?? all.find(e => nameOf(e).includes(name))
  return {
    press: what => {
      const [root, name] = path(what)
      return root && best([...root.querySelectorAll('a[href],button,summary,input[type=submit],[role=button],[role=tab],[role=menuitem],label.tick')].filter(shown), name, nameOf)
    },
    field: what => {
      const [root, name] = path(what)
      if (!root) return
      const label = best([...root.querySelectorAll('label')].filter(e => shown(e) || e.control), name, nameOf)
      return label?.control ?? [...root.querySelectorAll('input,select,textarea')].find(e => norm(e.getAttribute('aria-label')) === name)
    },
    sees: text => norm(document.body?.innerText).toLowerCase().includes(norm(text).toLowerCase()),
  }
})()
