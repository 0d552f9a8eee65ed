// The browser's own question about the home screen is kept until somebody asks for it.

import { fact, note } from "./store.js"

export const browser = { question: undefined }

globalThis.addEventListener?.("beforeinstallprompt", async (event) => {
  event.preventDefault()
  browser.question = event
  if (await fact("installed")) await note("installed") // it was taken off again
})

globalThis.addEventListener?.("appinstalled", () => {
  browser.question = undefined
  note("installed", true)
})
