import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { isAlive } from './processes.ts'
import { startPostgres } from './start.ts'
import type { EmbeddedPostgres } from './start.ts'

const ENTRY = fileURLToPath(new URL('./index.ts', import.meta.url))

const base = mkdtempSync(path.join(os.tmpdir(), 'suanpan-launcher-'))
chmodSync(base, 0o755)
after(() => rmSync(base, { recursive: true, force: true }))

let count = 0
function freshDir(name = 'clone'): string {
  const dir = path.join(base, `${name} ${++count}`)
  mkdirSync(dir, { mode: 0o755 })
  return path.join(dir, 'pg')
}

function start(dataDir: string): Promise<EmbeddedPostgres> {
  return startPostgres({ dataDir, durable: false })
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows[0] ?? {}
  } finally {
    await client.end()
  }
}

/** Another process that starts the database, says so and waits for its end. */
async function startElsewhere(
  dataDir: string,
): Promise<{ kill(signal: NodeJS.Signals): Promise<void> }> {
  const program = `
    import { startPostgres } from ${JSON.stringify(ENTRY)}
    await startPostgres({ dataDir: process.argv[1], durable: false })
    process.stdout.write('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return {
    async kill(signal) {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

function postmaster(home: string): number {
  return Number.parseInt(readFileSync(path.join(home, 'data', 'postmaster.pid'), 'utf8'), 10)
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20)
}

test('a path with spaces and Chinese characters gets a database with checksums and UTF-8', async () => {
  const server = await start(freshDir('算盘 的 家'))
  try {
    const found = await ask(
      server.ownerUrl,
      `select current_user as who, current_setting('data_checksums') as checksums,
              (select datlocale || ' ' || pg_encoding_to_char(encoding)
               from pg_database where datname = 'suanpan') as locale,
              current_setting('listen_addresses') as address`,
    )
    assert.deepEqual(found, {
      who: 'suanpan_owner',
      checksums: 'on',
      locale: 'C.UTF-8 UTF8',
      address: '127.0.0.1',
    })
    assert.deepEqual(await ask(server.appUrl, 'select current_user as who'), { who: 'suanpan_app' })
    assert.equal(server.adopted, false)
  } finally {
    await server.stop()
  }
})

test('the passwords are in a file of mode 0600 and nobody enters without one', async () => {
  const server = await start(freshDir())
  try {
    assert.equal(statSync(path.join(server.home, 'passwords.json')).mode & 0o777, 0o600)
    const open = new URL(server.appUrl)
    open.password = 'guessed'
    await assert.rejects(ask(open.href, 'select 1'), { code: '28P01' })
  } finally {
    await server.stop()
  }
})

test('what was written is there after a stop and a start', async () => {
  const dir = freshDir()
  const first = await start(dir)
  await ask(first.ownerUrl, 'create table teahouse as select 8 as cups')
  await first.stop()
  await first.stop()
  assert.equal(existsSync(path.join(first.home, 'data', 'postmaster.pid')), false)
  const second = await start(dir)
  assert.deepEqual(await ask(second.ownerUrl, 'select cups from teahouse'), { cups: 8 })
  await second.stop()
})

test('the database of a starter that was killed is adopted, with everything in it', async () => {
  const dir = freshDir()
  const other = await startElsewhere(dir)
  const running = postmaster(dir)
  await other.kill('SIGKILL')
  const server = await start(dir)
  assert.equal(server.adopted, true)
  assert.equal(postmaster(dir), running)
  await server.stop()
  await gone(running)
})

test('two processes share a database, and the last to leave stops it', async () => {
  const dir = freshDir()
  const other = await startElsewhere(dir)
  const running = postmaster(dir)
  const server = await start(dir)
  assert.equal(server.adopted, true)
  await server.stop()
  assert.equal(isAlive(running), true)
  await other.kill('SIGTERM')
  await gone(running)
})

test('a database killed together with its starter comes back by itself', async () => {
  const dir = freshDir()
  const first = await startPostgres({ dataDir: dir })
  await ask(first.ownerUrl, 'create table teahouse as select 8 as cups')
  const running = postmaster(dir)
  process.kill(running, 'SIGKILL')
  await gone(running)
  await first.stop()
  assert.equal(existsSync(path.join(dir, 'data', 'postmaster.pid')), true)
  const second = await start(dir)
  assert.equal(second.adopted, false)
  assert.deepEqual(await ask(second.ownerUrl, 'select cups from teahouse'), { cups: 8 })
  await second.stop()
})

test('a pid file whose number now belongs to another program is removed', async () => {
  const dir = freshDir()
  const first = await start(dir)
  await first.stop()
  const stale = [process.pid, path.join(dir, 'data'), 0, first.port, '', '127.0.0.1', '', 'ready']
  writeFileSync(path.join(dir, 'data', 'postmaster.pid'), `${stale.join('\n')}\n`)
  const second = await start(dir)
  assert.equal(second.adopted, false)
  await second.stop()
})

test('two clones side by side have servers of their own', async () => {
  const [one, other] = await Promise.all([start(freshDir()), start(freshDir())])
  await ask(one.ownerUrl, 'create table teahouse ()')
  const seen = await ask(other.ownerUrl, `select to_regclass('teahouse') as found`)
  assert.deepEqual(seen, { found: null })
  await Promise.all([one.stop(), other.stop()])
})

test(
  'as root, a directory that the database may not enter is replaced by another, which is remembered',
  {
    skip: process.getuid?.() === 0 ? false : 'only root runs the database under another account',
  },
  async () => {
    const closed = path.join(base, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const said: string[] = []
    const log = { info: () => {}, warn: (_: object, message: string) => void said.push(message) }
    const dataDir = path.join(closed, 'pg')
    const first = await startPostgres({ dataDir, durable: false, log })
    try {
      assert.equal(first.home.startsWith(base), false)
      assert.deepEqual(said, ['database placed in another directory'])
      await first.stop()
      const second = await startPostgres({ dataDir, durable: false, log })
      assert.equal(second.home, first.home)
      await second.stop()
    } finally {
      rmSync(first.home, { recursive: true, force: true })
    }
  },
)

test('a directory that cannot be made is refused in both languages', async () => {
  const file = path.join(base, 'a file')
  writeFileSync(file, '')
  await assert.rejects(start(path.join(file, 'pg')), (error: Error) => {
    assert.equal(error.name, 'PostgresProblem')
    assert.match(error.message, /内置数据库/)
    assert.match(error.message, /preparing the directory failed/)
    return true
  })
})

test('a lost password file is named instead of starting with new ones', async () => {
  const dir = freshDir()
  const server = await start(dir)
  await server.stop()
  rmSync(path.join(dir, 'passwords.json'))
  await assert.rejects(start(dir), /passwords\.json/)
  assert.equal(existsSync(path.join(dir, 'data', 'postmaster.pid')), false)
})
