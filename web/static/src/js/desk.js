// What the assessor's workspace has beyond every page's script: a sheet that
// saves itself, its keys, and notes at a place of a document.
import './sheet.js'
import './keys.js'
import './notes.js'
