// What the assessor's workspace has beyond every page's script: its keys, and
// notes at a place of a document.
import './keys.js'
import './notes.js'
