import assert from "node:assert/strict"
import { test } from "node:test"
import { rest } from "../../static/js/behaviours/moment.js"

test("a moment waits until the tap before it has settled", () => {
  assert.equal(rest({ startTime: 1000 }, 1100), 1100)
  assert.equal(rest({ startTime: 1000 }, 2200), 0)
  assert.equal(rest({ startTime: 1000 }, 60000), 0)
})

test("without a tap it comes at once", () => {
  assert.equal(rest(undefined, 5), 0)
})
