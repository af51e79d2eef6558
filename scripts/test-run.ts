// Runs the test files under one shared test server and counts what ran. Started by scripts/test.mjs.
import { globSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from 'node:test'
import {
  FOREIGN_SERVER,
  SHARED_SERVER,
  asVariable,
  startTestServer,
} from '../tests/harness/server.ts'
import { watchRun } from './test-count.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['packages', 'server', 'tests', 'apps', 'bench', 'scripts']

/** A file that hangs is named and counted instead of holding up everything behind it. */
const FILE_TIMEOUT_MS = 600_000

process.exitCode = await main(process.argv.slice(2))

async function main(patterns: string[]): Promise<number> {
  const all = testFiles()
  const named = all.filter((file) => patterns.some((each) => file.includes(each)))
  // Patterns that name no file are taken from titles.
  const titles = named.length === 0 ? patterns : []
  const server = process.env[FOREIGN_SERVER] ? undefined : await startTestServer()
  if (server) process.env[SHARED_SERVER] = asVariable(server)
  try {
    return await runFiles(named.length === 0 ? all : named, titles)
  } finally {
    await server?.stop()
  }
}

async function runFiles(files: string[], titles: string[]): Promise<number> {
  const stream = run({
    files: files.map((file) => path.join(ROOT, file)),
    concurrency: Math.max(2, os.availableParallelism()),
    timeout: FILE_TIMEOUT_MS,
    ...(titles.length > 0
      ? { testNamePatterns: titles.map((each) => new RegExp(escaped(each))) }
      : {}),
  })
  const counts = await watchRun(stream, {
    write: (line) => process.stdout.write(`${line}\n`),
    root: ROOT,
    quiet: titles.length > 0,
  })
  const broken = (process.env['SUANPAN_BROKEN_APPS'] ?? '').split(' ').filter((app) => app !== '')
  for (const app of broken) process.stdout.write(`✗ apps/${app} could not be built\n`)
  const { passed, skipped } = counts
  const failed = counts.failed + broken.length
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

function testFiles(): string[] {
  const patterns = FOLDERS.map((folder) => `${folder}/**/*.test.{ts,tsx}`)
  return globSync(patterns, {
    cwd: ROOT,
    exclude: (name) => /(^|\/)(node_modules|dist)$/.test(name),
  })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
