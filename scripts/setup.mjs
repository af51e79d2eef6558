// Makes a clone ready to run: packages, Node 24, web apps. Plain JavaScript without packages,
// because the Node of the machine runs it, 18 or later, before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const MODULES = path.join(ROOT, 'node_modules')
const LOCK_FILE = path.join(ROOT, 'package-lock.json')
const MARK = path.join(MODULES, '.suanpan-setup')
const NODE_MAJOR = 24
const WINDOWS = process.platform === 'win32'

/**
 * Installs what the lock file says when it has changed, supplies Node 24, and builds the web apps
 * when their sources have changed. Says what it does; silent when there is nothing to do. Ends the
 * process where it cannot go on.
 *
 * Returns the path of Node 24 and the names of the apps that could not be built.
 */
export function setup({ apps = true } = {}) {
  try {
    return alone(() => {
      installPackages()
      const node = supplyNode()
      return { node, broken: apps ? buildApps(node) : [] }
    })
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    complain(error.zh, error.en)
    return process.exit(1)
  }
}

class SetupProblem extends Error {
  constructor(zh, en) {
    super(en)
    Object.assign(this, { zh, en })
  }
}

function installPackages() {
  const wanted = digest([LOCK_FILE])
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return
  if (!isInstalled()) {
    say('安装依赖包（首次约一分钟）…', 'installing packages (about a minute the first time)…')
    // A failing install script of one package must not be the end: what it does is made up for.
    if (!npm(['ci']) && !npm(['ci', '--ignore-scripts'])) {
      throw new SetupProblem(
        '依赖包安装失败，请检查网络后重试。',
        'npm ci failed: check the network and try again.',
      )
    }
  }
  writeFileSync(MARK, wanted)
}

/** Whether everything in the lock file is there in its version; optional packages may be absent. */
function isInstalled() {
  const record = path.join(MODULES, '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = Object.entries(JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages)
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return wanted.every(
    ([where, { version, optional, link }]) =>
      !where.startsWith('node_modules/') ||
      (present[where] ? link || present[where].version === version : optional),
  )
}

function supplyNode() {
  const packaged = path.join(MODULES, 'node', 'bin', WINDOWS ? 'node.exe' : 'node')
  if (majorOf(packaged) < NODE_MAJOR && existsSync(path.join(MODULES, 'node'))) {
    say('准备 Node 24 …', 'fetching Node 24…')
    // What the package's install script does, which does not run where install scripts are off.
    spawnSync(process.execPath, ['installArchSpecificPackage'], {
      cwd: path.join(MODULES, 'node'),
      env: machineEnvironment(),
      stdio: 'ignore',
    })
  }
  if (majorOf(packaged) >= NODE_MAJOR) return linked(packaged)
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath
  throw new SetupProblem(
    '没有 Node 24：请检查网络后重试，或自行安装 Node 24 以上版本。',
    'Node 24 could not be fetched: check the network and try again, or install Node 24 or later.',
  )
}

/** npm scripts find it as `node`, because npm puts node_modules/.bin first on their PATH. */
function linked(packaged) {
  const link = path.join(MODULES, '.bin', 'node')
  if (!WINDOWS && !existsSync(link)) {
    mkdirSync(path.dirname(link), { recursive: true })
    rmSync(link, { force: true })
    chmodSync(packaged, 0o755)
    symlinkSync(path.relative(path.dirname(link), packaged), link)
  }
  return packaged
}

function majorOf(node) {
  if (!existsSync(node)) return 0
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return Number.parseInt((stdout ?? '').replace(/^v/, ''), 10) || 0
}

/** Builds the apps that need it and returns the names of those that could not be built. */
function buildApps(node) {
  const apps = path.join(ROOT, 'apps')
  return (existsSync(apps) ? readdirSync(apps).sort() : []).filter((app) => {
    const dir = path.join(apps, app)
    return existsSync(path.join(dir, 'index.html')) && !buildApp(node, app, dir)
  })
}

function buildApp(node, app, dir) {
  const mark = path.join(MODULES, '.cache', `suanpan-build-${app}`)
  const wanted = digest([LOCK_FILE, ...sources(dir), ...sources(path.join(ROOT, 'packages'))])
  const built = existsSync(path.join(dir, 'dist', 'index.html'))
  if (built && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return true
  say(`构建网页 ${app} …`, `building apps/${app}…`)
  const vite = path.join(MODULES, 'vite', 'bin', 'vite.js')
  const done = spawnSync(node, [vite, 'build', '--logLevel', 'error'], {
    cwd: dir,
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0) {
    complain(`网页 ${app} 构建失败。`, `apps/${app} could not be built.`)
    return false
  }
  mkdirSync(path.dirname(mark), { recursive: true })
  writeFileSync(mark, wanted)
  return true
}

/** Tests do not end up in a page, so editing one does not rebuild it. */
function sources(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const whole = path.join(dir, entry.name)
    if (entry.isDirectory()) return /^(node_modules|dist)$/.test(entry.name) ? [] : sources(whole)
    return /\.test\.tsx?$|\.md$/.test(entry.name) ? [] : [whole]
  })
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of [...files].sort()) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function npm(args) {
  const done = spawnSync(
    WINDOWS ? 'npm.cmd' : 'npm',
    [...args, '--no-fund', '--no-audit', '--loglevel=error'],
    {
      cwd: ROOT,
      env: machineEnvironment(),
      shell: WINDOWS,
      stdio: ['ignore', 'ignore', 2],
    },
  )
  return done.status === 0
}

/** Without node_modules/.bin on the PATH: npm would run on a Node that it is about to replace. */
function machineEnvironment() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = (process.env[name] ?? '').split(path.delimiter)
  const bin = path.join('node_modules', '.bin')
  return {
    ...process.env,
    [name]: folders.filter((each) => !each.endsWith(bin)).join(path.delimiter),
  }
}

/** Two commands started together in a new clone: the second waits for the first's installation. */
function alone(work) {
  const lock = path.join(ROOT, '.suanpan', 'setup.lock')
  mkdirSync(path.dirname(lock), { recursive: true })
  let said = false
  while (!take(lock)) {
    if (!said && existsSync(lock)) {
      say('等待另一个安装过程结束…', 'waiting for another installation to finish…')
      said = true
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Linked into place with its content, so that nobody ever reads a lock without a holder. */
function take(lock) {
  const own = `${lock}.${process.pid}`
  try {
    writeFileSync(own, String(process.pid))
    linkSync(own, lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld(lock)) rmSync(lock, { force: true })
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** To the error stream: what a command prints is for pipes. */
function say(zh, en) {
  process.stderr.write(`· ${zh} ${en}\n`)
}

function complain(zh, en) {
  process.stderr.write(`✗ ${zh}\n  ${en}\n`)
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = setup().broken.length === 0 ? 0 : 1
}
