import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** How browser tests start Chromium: without a display, and without calling home. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Printed once by a browser test file that has to skip. */
export const NO_CHROMIUM =
  '未找到 Chromium，浏览器测试全部跳过。No Chromium found: browser tests are skipped. ' +
  '(apt-get install chromium fonts-noto-cjk, or npx playwright-core install chromium)'

/**
 * The Chromium, Chrome or Edge of this machine, or null. `SUANPAN_CHROMIUM` names another one.
 */
export function findChromium(): string | null {
  const named = process.env['SUANPAN_CHROMIUM']
  if (named) return named
  return [...onPath(), ...WELL_KNOWN, ...playwrights()].find(isExecutable) ?? null
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]

const WELL_KNOWN = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
  return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
}

/** What `npx playwright-core install chromium` leaves in its cache, newest first. */
function playwrights(): string[] {
  const cache =
    {
      darwin: path.join(os.homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: path.join(os.homedir(), 'AppData', 'Local', 'ms-playwright'),
    }[process.platform as string] ?? path.join(os.homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  const versions = readdirSync(cache).filter((name) => name.startsWith('chromium-'))
  return versions
    .toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .flatMap((version) => [
      path.join(cache, version, 'chrome-linux', 'chrome'),
      path.join(cache, version, 'chrome-linux64', 'chrome'),
      path.join(cache, version, 'chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
      path.join(cache, version, 'chrome-win', 'chrome.exe'),
    ])
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
