// npm test [-- PATTERN …]: sets up what is missing, then runs the tests under Node 24.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from './child.mjs'
import { ROOT, setup } from './setup.mjs'

const patterns = process.argv.slice(2)
const { node, broken } = setup({ apps: wantsPages() })
const runner = path.join(ROOT, 'scripts', 'test-run.ts')
process.exitCode = await runCommand(node, [runner, ...patterns], {
  SUANPAN_BROKEN_APPS: broken.join(' '),
})
process.exit()

/** Only tests in a browser open the web apps; whoever names other files does not wait for a build. */
function wantsPages() {
  const inBrowser = readdirSync(path.join(ROOT, 'tests', 'browser')).map(
    (file) => `tests/browser/${file}`,
  )
  const areFiles = patterns.length > 0 && patterns.every((each) => !each.includes(' '))
  return !areFiles || patterns.some((each) => inBrowser.some((file) => file.includes(each)))
}
