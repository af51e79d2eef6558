// Runs a program under Node 24 and ends as it ends.
import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './setup.mjs'

/** One Ctrl-C arrives twice: from the terminal, and passed on by npm. */
const SAME_CTRL_C_MS = 1000

/**
 * For commands: shares the terminal, so they can ask questions, and starts where the user stands,
 * so that the files they name are found.
 */
export function runCommand(node, args, env = {}) {
  const child = spawn(node, args, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  // The terminal itself tells the child of a Ctrl-C; without one, nobody else would.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return ended(child)
}

/**
 * For the server: out of the terminal's reach, so that it is told to stop exactly once, and on a
 * leash, so that it stops as well when this process is killed.
 */
export function runServer(node, args) {
  const leash = pathToFileURL(path.join(ROOT, 'scripts', 'leash.mjs')).href
  const child = spawn(node, ['--import', leash, ...args], {
    cwd: ROOT,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let told = 0
  const stop = (signal) => {
    const now = performance.now()
    if (told > 0 && now - told < SAME_CTRL_C_MS) return
    told = now
    child.kill(signal)
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGHUP', () => stop('SIGTERM'))
  return ended(child)
}

/** The exit code; 128 + number for a signal, as a shell has it. */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]))
  })
}
