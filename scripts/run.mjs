// node scripts/run.mjs FILE.ts [arguments]: runs a program of the project under Node 24.
import path from 'node:path'
import { runCommand } from './child.mjs'
import { ROOT, setup } from './setup.mjs'

const [file, ...args] = process.argv.slice(2)
if (!file) {
  process.stderr.write('usage: node scripts/run.mjs FILE.ts [arguments]\n')
  process.exit(2)
}
const { node } = setup({ apps: false })
process.exitCode = await runCommand(node, [path.join(ROOT, file), ...args])
process.exit()
