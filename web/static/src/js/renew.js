// What is sent beside a page that stays while its sign-in ends and begins anew.
export const PATIENCE = 45000 // the server gives itself thirty seconds

// key names an act: sent again, it is the same one.
export const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('')

// renew takes a fresh token for the page's forms; why it could not, otherwise.
// What one person typed is not saved in another's name.
export const renew = async () => {
  const answer = await fetch(location.href, { redirect: 'manual', headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(PATIENCE) })
  if (!answer.ok) return 'out'
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const who = of => of.querySelector('.side-foot .who small')?.textContent ?? ''
  if (who(page) !== who(document)) return 'other'
  const token = page.querySelector('input[name=_csrf]')?.value
  for (const input of document.querySelectorAll('input[name=_csrf]')) input.value = token
}
