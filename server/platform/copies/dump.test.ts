import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { emptyDatabase, testDatabase } from '../../../tests/harness/database.ts'
import { inOrder } from './catalogue.ts'
import { dump, load } from './index.ts'

const NOON = new Date('2026-03-01T04:00:00Z')

const base = mkdtempSync(path.join(os.tmpdir(), 'suanpan-dump-'))
after(() => rmSync(base, { recursive: true, force: true }))

async function within<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Letters of two days with awkward text, one parked, a job, and a late number of a sequence. They
 * compress badly, so that the database writes faster than the file takes it.
 */
async function furnish(client: pg.Client): Promise<void> {
  await client.query(`select platform.ensure_letter_days('2026-02-27', '2026-02-28')`)
  await client.query(
    `insert into platform.letters (day, id, type, party, at, sandbox, body)
     select '2026-02-27'::date + n % 2, 'let_' || n, 'payment.settled', 'per_lin', now(), false,
            jsonb_build_object('note', E'茶馆\\t\\\\N\\n"', 'n', n,
              'noise', (select string_agg(md5(n || ' ' || k), '') from generate_series(1, 60) as k))
     from generate_series(1, 5000) as n`,
  )
  await client.query(`insert into platform.subscribers (name, cursor) values ('points', 4999)`)
  await client.query(
    `insert into platform.parked
       (subscriber, party, letter_id, seq, type, at, sandbox, body, attempts, error, parked_at)
     values ('points', 'per_lin', 'let_5000', 5000, 'payment.settled', now(), false, '{}', 3, 'boom', now())`,
  )
  await client.query(`select graphile_worker.add_job('close_day', '{"day":"2026-02-28"}')`)
}

/** All rows of all tables, in an order of their own. */
async function everything(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
       and c.oid::regclass::text not in ('platform.migrations', 'graphile_worker.migrations')
     order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of rows) {
    const hash = await client.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash
       from ${name} as t`,
    )
    found[name] = hash.rows[0]?.hash ?? ''
  }
  return found
}

test('what is loaded is what was dumped, row for row, partition for partition', async (t) => {
  const source = await testDatabase(t)
  const target = await emptyDatabase(t)
  await within(source.ownerUrl, furnish)
  const into = path.join(base, 'whole')
  const note = await dump({ url: source.ownerUrl, into, at: NOON })
  assert.equal(note.tables.find(({ name }) => name === 'platform.letters')?.rows, '5000')
  await load({ url: target.ownerUrl, from: into })

  const before = await within(source.ownerUrl, everything)
  const found = await within(target.ownerUrl, everything)
  assert.deepEqual(found, before)
  assert.match(String(found['platform.letters_20260227']), /^2500 /)
  const next = await within(target.ownerUrl, (client) =>
    client.query<{ seq: string }>(`select nextval('platform.letter_seq')::text as seq`),
  )
  assert.equal(next.rows[0]?.seq, '5001')
})

test('the rules of the tables hold again after a load', async (t) => {
  const source = await testDatabase(t)
  const target = await emptyDatabase(t)
  const into = path.join(base, 'rules')
  await dump({ url: source.ownerUrl, into, at: NOON })
  await load({ url: target.ownerUrl, from: into })
  const { rows } = await within(target.ownerUrl, (client) =>
    client.query(`select tgname from pg_trigger where tgenabled = 'D'`),
  )
  assert.deepEqual(rows, [])
})

test('a database that is in use is never loaded over', async (t) => {
  const source = await testDatabase(t)
  const into = path.join(base, 'twice')
  await dump({ url: source.ownerUrl, into, at: NOON })
  await assert.rejects(load({ url: source.ownerUrl, from: into }), /not empty/)
  await assert.rejects(dump({ url: source.ownerUrl, into, at: NOON }), /exists already/)
})

test('a damaged file, an unknown migration and a changed one are refused by name', async (t) => {
  const source = await testDatabase(t)
  const into = path.join(base, 'damaged')
  await dump({ url: source.ownerUrl, into, at: NOON })
  const file = path.join(into, 'dump.json')
  const whole = readFileSync(file, 'utf8')

  writeFileSync(file, whole.replace('0001_platform.sql', '9999_future.sql'))
  const one = await emptyDatabase(t)
  await assert.rejects(load({ url: one.ownerUrl, from: into }), /9999_future\.sql/)

  writeFileSync(file, whole.replace(/"checksum": "\w{8}/, '"checksum": "00000000'))
  const other = await emptyDatabase(t)
  await assert.rejects(load({ url: other.ownerUrl, from: into }), /0001_platform\.sql/)

  writeFileSync(file, whole)
  appendFileSync(path.join(into, 'platform.letters.copy.gz'), 'x')
  await assert.rejects(load({ url: other.ownerUrl, from: into }), /platform\.letters\.copy\.gz/)
})

test('a dump that fails leaves nothing behind', async (t) => {
  const empty = await emptyDatabase(t)
  const into = path.join(base, 'nothing')
  await assert.rejects(dump({ url: empty.ownerUrl, into, at: NOON }), /no books/)
  assert.deepEqual([existsSync(into), existsSync(`${into}.partial`)], [false, false])
})

test('referenced tables come first, and a circle is named', () => {
  const tables = [{ name: 'entries' }, { name: 'accounts' }, { name: 'assets' }]
  const references = [
    { source: 'entries', target: 'accounts' },
    { source: 'accounts', target: 'assets' },
  ]
  assert.deepEqual(
    inOrder(tables, references).map(({ name }) => name),
    ['assets', 'accounts', 'entries'],
  )
  const circle = [...references, { source: 'assets', target: 'entries' }]
  assert.throws(() => inOrder(tables, circle), /refer to each other: entries, accounts, assets/)
})
