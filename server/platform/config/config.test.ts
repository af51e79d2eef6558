import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { ConfigError, loadConfig } from '../index.ts'

function folder(t: TestContext): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'suanpan 配置 '))
  t.after(() => rmSync(directory, { recursive: true }))
  return directory
}

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.message.split('\n')
  }
  return assert.fail('it was accepted')
}

test('nothing needs to be configured, and keys made up at the first start stay', (t) => {
  const SUANPAN_DATA = path.join(folder(t), 'data')
  const first = loadConfig({ SUANPAN_DATA })
  assert.equal(first.zone, 'Asia/Shanghai')
  assert.equal(first.databaseUrl, undefined)
  assert.equal(first.keysFile, path.join(SUANPAN_DATA, 'keys.json'))
  assert.equal(statSync(first.keysFile).mode & 0o777, 0o600)
  const second = loadConfig({ SUANPAN_DATA })
  assert.deepEqual(second.encryptionKeys, first.encryptionKeys)
  assert.deepEqual(second.sessionSecret, first.sessionSecret)
  assert.ok(second.sealKey.equals(first.sealKey))
  assert.notDeepEqual(first.blindIndexKey, first.sessionSecret)
})

test('keys that are given are used, and no file is made when all are', (t) => {
  const data = folder(t)
  const seal = generateKeyPairSync('ed25519').privateKey
  const [one, two] = [randomBytes(32), randomBytes(32)]
  const config = loadConfig({
    SUANPAN_DATA: data,
    SUANPAN_SEAL_KEY: seal.export({ format: 'pem', type: 'pkcs8' }).toString(),
    SUANPAN_ENCRYPTION_KEYS: `2:${two.toString('base64')}, 1:${one.toString('base64')}`,
    SUANPAN_BLIND_INDEX_KEY: one.toString('base64'),
    SUANPAN_SESSION_SECRET: two.toString('base64'),
    DATABASE_URL: 'postgres://suanpan@db.example/suanpan',
    PORT: '0',
  })
  assert.ok(config.sealKey.equals(seal))
  assert.deepEqual(config.encryptionKeys, [
    { version: 2, key: two },
    { version: 1, key: one },
  ])
  assert.equal(config.databaseUrl, 'postgres://suanpan@db.example/suanpan')
  assert.equal(config.port, 0)
  assert.equal(config.keysFile, undefined)
  assert.deepEqual(readdirSync(data), [])
})

test('a secret may lie in a file', (t) => {
  const data = folder(t)
  const file = path.join(data, 'session')
  const secret = randomBytes(32)
  writeFileSync(file, `${secret.toString('base64')}\n`)
  const config = loadConfig({ SUANPAN_DATA: data, SUANPAN_SESSION_SECRET_FILE: file })
  assert.deepEqual(config.sessionSecret, secret)
})

test('every problem is named at once, with variable, value and what is expected, in both languages', (t) => {
  const problems = problemsOf({
    SUANPAN_DATA: folder(t),
    SUANPAN_ZONE: 'Mars/Olympus',
    PORT: '70000',
    DATABASE_POOL: '1e2',
    LOG_LEVEL: 'loud',
  })
  assert.equal(problems.length, 4)
  assert.deepEqual(
    problems.filter((line) => line.startsWith('SUANPAN_ZONE')),
    [
      'SUANPAN_ZONE = "Mars/Olympus"，应为：IANA 时区名，例如 Asia/Shanghai / expected an IANA time zone, e.g. Asia/Shanghai',
    ],
  )
  assert.ok(problems.some((line) => line.startsWith('PORT = "70000"')))
})

test('a secret that is wrong is never shown, and no keys are made for a start that fails', (t) => {
  const data = path.join(folder(t), 'data')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const problems = problemsOf({
    SUANPAN_DATA: data,
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    SUANPAN_SEAL_KEY: rsa.export({ format: 'pem', type: 'pkcs8' }).toString(),
    SUANPAN_ENCRYPTION_KEYS: '1:c2hvcnQ=',
    SUANPAN_BLIND_INDEX_KEY: 'hunter2',
  })
  assert.equal(problems.length, 4)
  assert.doesNotMatch(problems.join('\n'), /hunter2|c2hvcnQ|BEGIN/)
  assert.throws(() => readdirSync(data), { code: 'ENOENT' })
})

test('key versions are told apart', (t) => {
  const key = randomBytes(32).toString('base64')
  for (const keys of [`1:${key},1:${key}`, `0:${key}`, `70000:${key}`, key, `1:${key},`]) {
    const SUANPAN_DATA = folder(t)
    assert.equal(problemsOf({ SUANPAN_DATA, SUANPAN_ENCRYPTION_KEYS: keys }).length, 1, keys)
  }
})

test('a secret given twice, in a file that is not there, or a damaged key file stops the start', (t) => {
  const SUANPAN_DATA = folder(t)
  const secret = randomBytes(32).toString('base64')
  const [missing] = problemsOf({ SUANPAN_DATA, SUANPAN_SESSION_SECRET_FILE: '/not/there' })
  assert.match(missing ?? '', /^SUANPAN_SESSION_SECRET_FILE = "\/not\/there"/)
  const file = path.join(SUANPAN_DATA, 'session')
  writeFileSync(file, secret)
  const env = { SUANPAN_SESSION_SECRET: secret, SUANPAN_SESSION_SECRET_FILE: file }
  assert.match(problemsOf({ SUANPAN_DATA, ...env })[0] ?? '', /^SUANPAN_SESSION_SECRET /)

  const { keysFile = '' } = loadConfig({ SUANPAN_DATA })
  writeFileSync(keysFile, readFileSync(keysFile, 'utf8').slice(0, -20))
  assert.ok(problemsOf({ SUANPAN_DATA })[0]?.startsWith(keysFile))
})
