"""Looks for words of somebody who has left: in the page and in all that a browser keeps."""

# Everything a page of the site can reach. What is bytes is read as the letters it may hold.
SEARCH = """async (canaries) => {
  const found = []
  const look = (where, text) => {
    for (const one of canaries) if (text.includes(one)) found.push(`${where}: ${one}`)
  }
  const letters = (bytes) => ["latin1", "utf-8"].map((it) => new TextDecoder(it).decode(bytes))
  const plain = (_, value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer
    ? letters(value) : value
  look("page", document.documentElement.outerHTML)
  look("cookies", document.cookie)
  look("localStorage", JSON.stringify({ ...localStorage }))
  look("sessionStorage", JSON.stringify({ ...sessionStorage }))
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const asked of await cache.keys()) {
      look(`cache ${asked.url}`, asked.url + await (await cache.match(asked)).text())
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((open) => {
      indexedDB.open(name).onsuccess = (event) => open(event.target.result)
    })
    for (const store of db.objectStoreNames) {
      for (const ask of ["getAllKeys", "getAll"]) {
        const rows = await new Promise((read) => {
          const asked = db.transaction(store).objectStore(store)[ask]()
          asked.onsuccess = () => read(asked.result)
        })
        look(`IndexedDB ${name}`, JSON.stringify(rows, plain))
      }
    }
    db.close()
  }
  return found
}"""
# What the HTTP cache answers by itself, without asking the server.
KEPT_ANSWERS = """async ([canaries, urls]) => {
  const found = []
  for (const url of urls) {
    try {
      const reply = await fetch(url, { cache: "only-if-cached", mode: "same-origin" })
      const text = await reply.text()
      const here = canaries.filter((one) => text.includes(one))
      found.push(...here.map((one) => `HTTP cache ${url}: ${one}`))
    } catch {
      // not in the cache
    }
  }
  return found
}"""


def found(page, canaries, urls=()):
    """Where which of the words are, as "IndexedDB uplift-pages: Ada"."""
    kept = page.evaluate(KEPT_ANSWERS, [list(canaries), list(urls)])
    return page.evaluate(SEARCH, list(canaries)) + kept
