// npm test [-- PATTERN …]: sets up what is missing, then runs the tests under Node 24.
import path from 'node:path'
import { runCommand } from './child.mjs'
import { ROOT, setup } from './setup.mjs'

const { node, broken } = setup()
const runner = path.join(ROOT, 'scripts', 'test-run.ts')
process.exitCode = await runCommand(node, [runner, ...process.argv.slice(2)], {
  SUANPAN_BROKEN_APPS: broken.join(' '),
})
process.exit()
