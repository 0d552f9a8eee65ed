// What waits for somebody who has left: closed to everybody, and open again with their key.
import assert from "node:assert/strict"
import { test } from "node:test"

import { waited } from "../../static/js/phone/evicted.js"
import { closed, opened } from "../../static/js/phone/seal.js"

const ACT = { id: "one", owner: "ada", made: 7, turn: 1, path: "/thanks", form: [["reason", "Kind"]], says: "Thank Ben" }
const aes = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 128 }, false, ["encrypt", "decrypt"])

test("a sealed operation shows whose it is and how old, and no word of it", async () => {
  const one = await closed(ACT, await aes())

  assert.deepEqual(Object.keys(one).sort(), ["id", "iv", "made", "owner", "sealed", "turn"])
  assert.ok(!new TextDecoder("latin1").decode(one.sealed).includes("Kind"))
})

test("its owner's key opens it as it was", async () => {
  const key = await aes()

  assert.deepEqual(await opened(await closed(ACT, key), key), ACT)
})

test("another key leaves it sealed", async () => {
  const one = await closed(ACT, await aes())

  assert.deepEqual(await opened(one, await aes()), one)
})

test("a cookie tells how much of whose was waiting", () => {
  const cookies = "theme=dark; waits-0123abcd=3; waits-ffff0000=1"

  assert.equal(waited("0123abcd4567", cookies), 3)
  assert.equal(waited("99999999", cookies), 0)
})
