// What waits for somebody who has left is sealed: it stays, and the next person cannot read it.
// The key comes with each page of its owner, <body data-seal>, and leaves the phone with them.

import { fact, forgetPages, note, operations, swap } from "./store.js"

const CIPHER = "AES-GCM"
const IN_THE_CLEAR = ["id", "owner", "made", "turn"]

// Remembers the key of who is here and opens what was sealed for them.
export async function unseal(owner, secret) {
  if (!globalThis.crypto?.subtle || !secret) return
  const bytes = Uint8Array.from(atob(secret), (sign) => sign.charCodeAt(0))
  const key = await crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"])
  await note("seal", key)
  for (const one of await operations(owner)) if (one.sealed) await swap(await opened(one, key))
}

// Nothing of the person who was here can be read from now on (SAFETY D1, D4).
export async function wipe() {
  const key = await fact("seal")
  const waiting = key ? await operations(await fact("owner")) : []
  for (const one of waiting) if (!one.sealed) await swap(await closed(one, key))
  await forgetPages()
  await note("owner")
  await note("seal")
}

export async function closed(one, key) {
  const clear = {}
  const secret = {}
  for (const [name, value] of Object.entries(one)) (IN_THE_CLEAR.includes(name) ? clear : secret)[name] = value
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const words = new TextEncoder().encode(JSON.stringify(secret))
  return { ...clear, iv, sealed: await crypto.subtle.encrypt({ name: CIPHER, iv }, key, words) }
}

// What another key has sealed stays as it is: after seven days it goes.
export async function opened({ iv, sealed, ...clear }, key) {
  try {
    const words = await crypto.subtle.decrypt({ name: CIPHER, iv }, key, sealed)
    return { ...clear, ...JSON.parse(new TextDecoder().decode(words)) }
  } catch {
    return { ...clear, iv, sealed }
  }
}
