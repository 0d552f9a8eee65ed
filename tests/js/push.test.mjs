// Push on the phone: what is shown, where a tap leads, what "Done" does, what is subscribed.
import assert from "node:assert/strict"
import { test } from "node:test"

import { situation, system } from "../../static/js/push/situation.js"
import { alone, askServer, bytesOf, inPatience, renew, tellServer, textOf } from "../../static/js/push/subscription.js"
import { readPush, showPush, tapped } from "../../static/sw/push.js"

const KEY = "BAQD-_8"
const NUDGE = {
  web_push: 8030,
  notification: {
    title: "One small thing",
    body: "Today's are here.",
    navigate: "/",
    tag: "t1",
    lang: "ar",
    dir: "rtl",
    actions: [{ action: "done", title: "Done", navigate: "/" }],
  },
  app_badge: 1,
}
const data = (value) => ({ json: () => value })

function worker({ windows = [], refuses = false } = {}) {
  const seen = { shown: [], opened: [], badges: [], told: [] }
  return {
    ...seen,
    location: { origin: "https://uplift.example" },
    navigator: {
      setAppBadge: async (number) => seen.badges.push(number),
      clearAppBadge: async () => seen.badges.push(0),
    },
    registration: {
      showNotification: async (title, options) => {
        if (refuses && options) throw new TypeError("no")
        seen.shown.push([title, options])
      },
    },
    clients: {
      matchAll: async () => windows,
      openWindow: async (address) => seen.opened.push(address),
    },
  }
}

function notice(tag = "t1", navigate = "/thanks") {
  return { tag, data: { navigate }, close() {} }
}

// A server by the paths it is asked: status and body; nothing where there is no network.
function server(answers, asked = []) {
  const ask = async (path, { body } = {}) => {
    asked.push([path, body && JSON.parse(body)])
    if (!(path in answers)) throw new TypeError("no network")
    const [status, json] = answers[path]
    return { ok: status < 300, status, type: "basic", json: async () => json }
  }
  return { ask, asked }
}

test("a push is shown with its words, its tag and its button", async () => {
  const self = worker()

  await showPush(self, data(NUDGE), { icon: "/i.png" })

  const [title, options] = self.shown[0]
  assert.equal(title, "One small thing")
  assert.equal(options.tag, "t1")
  assert.equal(options.dir, "rtl")
  assert.equal(options.icon, "/i.png")
  assert.deepEqual(options.actions, [{ action: "done", title: "Done" }])
  assert.deepEqual(options.data, { navigate: "/" })
  assert.deepEqual(self.badges, [1])
})

test("what cannot be read still shows something", async () => {
  for (const sent of [null, data({}), data({ notification: { title: 7 } }), { json: () => JSON.parse("{") }]) {
    const self = worker()
    await showPush(self, sent)
    assert.equal(self.shown[0][0], "uplift")
  }
  assert.equal(readPush(data(NUDGE)).notification.tag, "t1")
})

test("a browser that takes none of our options still shows the title", async () => {
  const self = worker({ refuses: true })

  await showPush(self, data(NUDGE))

  assert.deepEqual(self.shown, [["One small thing", undefined]])
})

test("a tap opens the screen when the app is closed, and the opening is noted", async () => {
  const self = worker()
  const { ask, asked } = server({ "/push/openings": [204] })

  await tapped(self, { action: "", notification: notice() }, {}, ask)

  assert.deepEqual(self.opened, ["https://uplift.example/thanks"])
  assert.deepEqual(asked, [["/push/openings", { tag: "t1" }]])
  assert.deepEqual(self.badges, [0])
})

test("a tap goes on in the window that is open", async () => {
  const went = []
  const open = {
    url: "https://uplift.example/me",
    focus: async () => went.push("focus"),
    navigate: async (address) => went.push(address),
  }
  const self = worker({ windows: [open] })

  await tapped(self, { action: "", notification: notice() }, {}, server({}).ask)

  assert.deepEqual(went, ["focus", "https://uplift.example/thanks"])
  assert.deepEqual(self.opened, [])
})

test("a link to elsewhere leads home", async () => {
  const self = worker()

  await tapped(self, { action: "", notification: notice("t1", "https://evil.example/x") }, {}, server({}).ask)

  assert.deepEqual(self.opened, ["https://uplift.example/"])
})

test("Done is said to the server by the tag and answered by a notification", async () => {
  const told = []
  const page = { postMessage: (message) => told.push(message.type) }
  const self = worker({ windows: [page] })
  const lifted = { notification: { title: "Lifted.", body: "Done: Hold the door", navigate: "/", tag: "t1" } }
  const { ask, asked } = server({ "/push/completions": [200, lifted], "/push/openings": [204] })

  await tapped(self, { action: "done", notification: notice() }, {}, ask)

  assert.equal(self.shown[0][0], "Lifted.")
  assert.deepEqual(self.opened, [])
  assert.deepEqual(told, ["replayed"])
  assert.deepEqual(asked.map(([path]) => path), ["/push/completions", "/push/openings"])
})

test("Done that is refused, or not answered, opens the screen", async () => {
  for (const answers of [{ "/push/completions": [409, { problem: "x" }] }, {}]) {
    const self = worker()
    await tapped(self, { action: "done", notification: notice("t1", "/") }, {}, server(answers).ask)
    assert.deepEqual(self.opened, ["https://uplift.example/"])
    assert.deepEqual(self.shown, [])
  }
})

test("keys are written as browsers and servers read them", () => {
  assert.equal(textOf(bytesOf(KEY)), KEY)
  assert.equal(textOf(null), "")
})

test("a browser that never answers is not waited for", async () => {
  await assert.rejects(inPatience(new Promise(() => {}), 5), /late/)
  assert.equal(await inPatience(Promise.resolve(7), 5), 7)
})

test("looking and switching on take turns, also where the browser has no locks", async () => {
  const asked = []
  const locks = { request: async (name, act) => (asked.push(name), act()) }

  assert.equal(await alone(async () => 7, locks), 7)
  assert.equal(await alone(async () => 8, undefined), 8)
  assert.deepEqual(asked, ["uplift-push"])
})

test("a way to the sign-in page means that nobody wants push here", async () => {
  assert.deepEqual(await askServer(async () => ({ type: "opaqueredirect" })), { wanted: false, known: [] })
  assert.equal(await askServer(async () => Promise.reject(new Error("offline"))), null)
  assert.equal(await askServer(async () => ({ ok: false })), null)
})

function subscription(endpoint, key = KEY) {
  const one = {
    endpoint,
    ended: false,
    options: { applicationServerKey: bytesOf(key).buffer },
    toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }),
    unsubscribe: async () => (one.ended = true),
  }
  return one
}

function registration(current, fresh) {
  return { pushManager: { getSubscription: async () => current, subscribe: async () => fresh } }
}

async function renewed(current, state, answers = { "/push/subscriptions": [201, {}] }) {
  const fresh = subscription("https://push.example/new")
  const { ask, asked } = server(answers)
  const real = globalThis.fetch
  globalThis.fetch = ask
  try {
    await renew(registration(current, fresh), state)
  } finally {
    globalThis.fetch = real
  }
  return asked
}

test("a subscription that the server knows is left alone", async () => {
  const current = subscription("https://push.example/1")
  const bytes = new TextEncoder().encode(current.endpoint)
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex")

  assert.deepEqual(await renewed(current, { key: KEY, wanted: true, known: [digest] }), [])
  assert.equal(current.ended, false)
})

test("one that the server has lost, or that has an old key, is made anew and names the old one", async () => {
  for (const current of [subscription("https://push.example/1"), subscription("https://push.example/1", "AAAA")]) {
    const [[path, sent]] = await renewed(current, { key: KEY, wanted: true, known: [] })
    assert.equal(path, "/push/subscriptions")
    assert.deepEqual([sent.endpoint, sent.key, sent.old], ["https://push.example/new", KEY, current.endpoint])
    assert.equal(current.ended, true)
  }
})

test("one that is gone is made anew where it is wanted, and nowhere else", async () => {
  assert.equal((await renewed(null, { key: KEY, wanted: true, known: [] })).length, 1)
  assert.equal((await renewed(null, { key: KEY, wanted: false, known: [] })).length, 0)
})

test("one that was switched off from another phone ends here too", async () => {
  const current = subscription("https://push.example/1")

  assert.deepEqual(await renewed(current, { key: KEY, wanted: false, known: [] }), [])
  assert.equal(current.ended, true)
})

test("the server's own words are heard when it refuses", async () => {
  const { ask } = server({ "/push/subscriptions": [409, { problem: "This phone is in use already." }] })

  await assert.rejects(tellServer(subscription("https://push.example/1"), undefined, ask), /in use already/)
})

test("a phone is in exactly one situation", () => {
  const usual = { has: true, permission: "default", isApple: false, isInstalled: false, isOn: false }
  assert.equal(situation(usual), "off")
  assert.equal(situation({ ...usual, permission: "granted", isOn: true }), "on")
  assert.equal(situation({ ...usual, permission: "default", isOn: true }), "off")
  assert.equal(situation({ ...usual, permission: "denied", isOn: true }), "blocked")
  assert.equal(situation({ ...usual, has: false }), "none")
  assert.equal(situation({ ...usual, has: false, isApple: true }), "install")
  assert.equal(situation({ ...usual, has: false, isApple: true, isInstalled: true }), "none")
})

test("help is for the system of the phone", () => {
  assert.equal(system("Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)"), "apple")
  assert.equal(system("Mozilla/5.0 (Linux; Android 14)"), "android")
  assert.equal(system("Mozilla/5.0 (X11; Linux x86_64)"), "desk")
})
