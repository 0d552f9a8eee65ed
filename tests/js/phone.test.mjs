// The phone's decisions that need no browser: what the worker touches, what replay understands.
import assert from "node:assert/strict"
import { test } from "node:test"

import { fitted } from "../../static/js/phone/keep.js"
import { send, understood } from "../../static/js/phone/replay.js"
import { inTurn, said } from "../../static/js/phone/unsent.js"
import { kindOf, stale } from "../../static/sw/routes.js"

const HERE = "https://uplift.example"
const asked = (url, more = {}) => kindOf({ method: "GET", mode: "cors", url, ...more }, HERE)

test("the worker opens pages and serves files of ours", () => {
  assert.equal(asked(`${HERE}/`, { mode: "navigate" }), "page")
  assert.equal(asked(`${HERE}/static/abc/js/app.js`), "file")
})

test("the worker never touches what writes, not even a form that opens a page", () => {
  for (const method of ["POST", "PUT", "DELETE"]) {
    assert.equal(asked(`${HERE}/`, { method, mode: "navigate" }), "pass")
  }
})

test("parts of pages and other sites go past the worker", () => {
  assert.equal(asked(`${HERE}/?challenge=1`), "pass")
  assert.equal(asked("https://elsewhere.example/", { mode: "navigate" }), "pass")
})

test("only older shells of ours are emptied", () => {
  assert.deepEqual(stale(["uplift-a", "uplift-b", "other"], "uplift-b"), ["uplift-a"])
})

test("a way to the sign-in page leaves the queue where it is", async () => {
  for (const reply of [{ type: "opaqueredirect", status: 0 }, { type: "basic", status: 401 }]) {
    assert.equal((await understood(reply)).why, "signed-out")
  }
})

test("another owner, a busy server and an answer are told apart", async () => {
  const json = async () => ({ results: [{ id: "a", status: "done" }] })
  assert.equal((await understood({ status: 409 })).why, "other-owner")
  assert.equal((await understood({ status: 503 })).why, "offline")
  assert.deepEqual(await understood({ ok: true, status: 200, json }), {
    results: [{ id: "a", status: "done" }],
    why: "",
  })
})

test("an answer that never comes is not waited for for ever", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] })
  mock.method(globalThis, "fetch", (_, { signal }) => new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason))
  }))

  const asked = send("ada", [])
  mock.timers.tick(20000)

  assert.deepEqual(await asked, { results: [], why: "offline" })
})

test("a kept page takes its pictures from the release on the phone", () => {
  const html = '<use href="/static/0123456789ab/icons/icons.svg#team"/>'
  assert.equal(fitted(html, "ffffffffffff"), '<use href="/static/ffffffffffff/icons/icons.svg#team"/>')
})

test("what needs somebody is said before what only waits", () => {
  const words = { waiting: "Not sent yet: #", refused: "Needs you: #" }
  assert.equal(said(words, 3, 0), "Not sent yet: 3")
  assert.equal(said(words, 3, 1), "Needs you: 1")
})

test("of two counts at once the later one stands in the end", async () => {
  const ends = []
  const seen = []
  const show = inTurn(async (count) => {
    await new Promise((end) => ends.push(end))
    seen.push(count)
  })
  const both = [show(1), show(2)]
  const turn = () => new Promise((soon) => setImmediate(soon))

  await turn()
  ends[1]?.()
  await turn()
  ends[0]()
  await turn()
  ends[1]()
  await Promise.all(both)

  assert.deepEqual(seen, [1, 2])
})

test("a count that fails keeps no later one from being shown", async () => {
  const show = inTurn(async (count) => {
    if (count === 1) throw new Error("no room")
    return count
  })

  await assert.rejects(show(1))
  assert.equal(await show(2), 2)
})
