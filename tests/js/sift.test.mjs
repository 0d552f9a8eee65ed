import assert from "node:assert/strict"
import { test } from "node:test"
import { plain } from "../../static/js/behaviours/sift.js"

test("a name is found without its accents and capitals", () => {
  assert.equal(plain("BÜHNENAUFBAU"), "buhnenaufbau")
  assert.ok(plain("Équipe de nuit").includes(plain("equipe")))
})

test("an Arabic name is found without its vowel signs", () => {
  assert.ok(plain("فَرِيق الاستقبال").includes(plain("فريق")))
})
