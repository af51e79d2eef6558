// npm run check: format, lint, types and house rules, side by side; prints what failed.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT, setup } from './setup.mjs'

const { node } = setup({ apps: false })
const modules = path.join(ROOT, 'node_modules')

const checks = [
  ['types', [path.join(modules, 'typescript', 'bin', 'tsc'), '-p', '.', '--pretty', 'false']],
  [
    'format',
    [
      path.join(modules, 'prettier', 'bin', 'prettier.cjs'),
      '--check',
      '--log-level=warn',
      '--cache',
      '.',
    ],
  ],
  ['lint', [path.join(modules, 'oxlint', 'bin', 'oxlint'), '--deny-warnings']],
  ['house', ['--test', '--test-reporter=dot', 'tests/tidy/**/*.test.ts']],
]

const results = await Promise.all(checks.map(([name, args]) => check(name, args)))
process.exit(results.every(Boolean) ? 0 : 1)

function check(name, args) {
  return new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(node, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk) => (output += chunk)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} ${seconds} s\n`)
      if (code !== 0) process.stdout.write(`${output.trim()}\n`)
      resolve(code === 0)
    })
  })
}
