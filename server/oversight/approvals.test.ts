import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { Refusal, type RefusalCode } from '@suanpan/contract/refusals'
import { testGround, type TestGround } from '../../tests/harness/ground.ts'
import { startJobs, transaction } from '../platform/index.ts'
import {
  decideApproval,
  executeApproval,
  getApproval,
  listActs,
  listApprovals,
  requestApproval,
  type Approval,
  type ApprovalKinds,
  type ApprovalRequest,
} from './index.ts'

const WEEK_MS = 7 * 86_400_000
const approver = (id: string) => ({ id, role: 'approver' as const })
const refuses = (code: RefusalCode) => (error: unknown) =>
  error instanceof Refusal && error.code === code

async function ask(ground: TestGround, more: Partial<ApprovalRequest> = {}): Promise<Approval> {
  const wanted: ApprovalRequest = {
    kind: 'freeze.lift',
    subject: 'per_lin',
    payload: { person: 'per_lin', reason: '核实无误' },
    summary: { zh: '解冻用户', en: 'Lift the freeze of a person' },
    reason: '核实无误',
    by: 'opr_maker',
    ...more,
  }
  return transaction(ground.db, (tx) => requestApproval(tx, ground, wanted))
}

/** A verb that counts how often it did its deed; the same id does it once, as real verbs do. */
function countingVerb(before: (id: string) => void = () => {}) {
  const done = new Set<string>()
  const calls: string[] = []
  const kinds: ApprovalKinds = {
    'freeze.lift': async ({ id }) => {
      calls.push(id)
      before(id)
      done.add(id)
      return { deed: id }
    },
  }
  return { kinds, done, calls }
}

const decide = (ground: TestGround, approval: string, by = 'opr_checker', verdict = 'approved') =>
  decideApproval(ground, {
    approval,
    by: approver(by),
    reason: '已核对',
    verdict: verdict === 'approved' ? 'approved' : 'rejected',
  })

async function setUp(t: TestContext) {
  const ground = await testGround(t)
  return { ground, approval: await ask(ground) }
}

test('whoever asks for something does not decide about it, whatever their role', async (t) => {
  const { ground, approval } = await setUp(t)
  await assert.rejects(decide(ground, approval.id, 'opr_maker'), refuses('approval_own'))
  await assert.rejects(
    ground.db.query(
      `insert into oversight.decisions values ($1, 'approved', 'opr_maker', 'opr_maker', 'x', now())`,
      [approval.id],
    ),
    { code: '23514' },
  )
  const now = await getApproval(ground.db.query, approval.id, ground.clock.now())
  assert.deepEqual([now?.state, now?.decision], ['waiting', null])
})

test('an operator without the role of an approver decides nothing', async (t) => {
  const { ground, approval } = await setUp(t)
  await assert.rejects(
    decideApproval(ground, {
      approval: approval.id,
      verdict: 'approved',
      by: { id: 'opr_2', role: 'operator' },
      reason: 'x',
    }),
    refuses('forbidden'),
  )
})

test('twenty approvers at once decide once, and it is done once', async (t) => {
  const { ground, approval } = await setUp(t)
  const verb = countingVerb()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, async (_, i) => {
      await decide(ground, approval.id, `opr_${i}`, i % 2 === 0 ? 'approved' : 'rejected')
      return i
    }),
  )
  const won = outcomes.filter((one) => one.status === 'fulfilled')
  assert.equal(won.length, 1)
  for (const one of outcomes) {
    if (one.status === 'rejected') assert.ok(refuses('approval_decided')(one.reason))
  }
  const now = await getApproval(ground.db.query, approval.id, ground.clock.now())
  assert.equal(now?.decision?.by, `opr_${String(won[0]?.value)}`)
  if (now?.state === 'approved') {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        executeApproval(ground, verb.kinds, { approval: approval.id }),
      ),
    )
    assert.equal(verb.calls.length, 1)
  }
})

test('what waits for seven days is approved no more', async (t) => {
  const { ground, approval } = await setUp(t)
  ground.clock.tick(WEEK_MS - 1)
  const still = await getApproval(ground.db.query, approval.id, ground.clock.now())
  assert.equal(still?.state, 'waiting')
  ground.clock.tick(1)
  await assert.rejects(decide(ground, approval.id), refuses('approval_expired'))
  const states = await listApprovals(ground.db.query, ground.clock.now(), { limit: 9 })
  assert.deepEqual(
    states.map(({ state }) => state),
    ['expired'],
  )
  assert.notEqual((await ask(ground)).id, approval.id)
})

test('asking again for what waits already asks once, and for something else asks anew', async (t) => {
  const { ground, approval } = await setUp(t)
  const again = await Promise.all(Array.from({ length: 6 }, () => ask(ground)))
  assert.deepEqual(new Set(again.map(({ id }) => id)), new Set([approval.id]))
  const other = await ask(ground, { payload: { person: 'per_lin', reason: 'other' } })
  assert.notEqual(other.id, approval.id)
})

test('what is rejected is never done', async (t) => {
  const { ground, approval } = await setUp(t)
  const verb = countingVerb()
  await decide(ground, approval.id, 'opr_checker', 'rejected')
  for (const again of [undefined, { by: 'opr_checker' }]) {
    await assert.rejects(
      executeApproval(ground, verb.kinds, { approval: approval.id, ...(again && { again }) }),
      refuses('approval_not_open'),
    )
  }
  assert.deepEqual(verb.calls, [])
})

test('what nobody decided is never done', async (t) => {
  const { ground, approval } = await setUp(t)
  const verb = countingVerb()
  await assert.rejects(
    executeApproval(ground, verb.kinds, { approval: approval.id }),
    refuses('approval_not_open'),
  )
  assert.deepEqual(verb.calls, [])
})

test('a process that ends between decision and execution leaves it to the job, which does it once', async (t) => {
  const { ground, approval } = await setUp(t)
  const verb = countingVerb()
  // Decided long ago by the database's clock, so that the job is due.
  ground.clock.set('2020-01-01T04:00:00Z')
  const fresh = await ask(ground, { subject: 'per_wang' })
  await decide(ground, fresh.id)
  assert.deepEqual(verb.calls, [])
  const jobs = startJobs(
    ground,
    {
      'oversight:execute': async (payload) => {
        const id = (payload as { approval: string }).approval
        await executeApproval(ground, verb.kinds, { approval: id })
      },
    },
    [],
  )
  try {
    for (let i = 0; i < 100 && verb.calls.length === 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    await jobs.stop()
  }
  const now = await executeApproval(ground, verb.kinds, { approval: fresh.id })
  assert.equal(now.state, 'done')
  assert.deepEqual(verb.calls, [`${fresh.id}:1`])
  assert.notEqual(approval.id, fresh.id)
})

test('a process that ends between the deed and the note of it repeats the deed under the same id', async (t) => {
  const { ground, approval } = await setUp(t)
  await decide(ground, approval.id)
  let first = true
  const deeds = new Set<string>()
  const kinds: ApprovalKinds = {
    'freeze.lift': async ({ id }) => {
      deeds.add(id)
      if (first) {
        first = false
        throw new Error('the process ends here')
      }
      return {}
    },
  }
  await assert.rejects(executeApproval(ground, kinds, { approval: approval.id }), /ends here/)
  const now = await getApproval(ground.db.query, approval.id, ground.clock.now())
  assert.equal(now?.state, 'approved')
  assert.equal((await executeApproval(ground, kinds, { approval: approval.id })).state, 'done')
  assert.deepEqual([...deeds], [`${approval.id}:1`])
})

test('what could not be done says why and is tried again under an id of its own', async (t) => {
  const { ground, approval } = await setUp(t)
  await decide(ground, approval.id)
  const verb = countingVerb((id) => {
    if (id.endsWith(':1')) throw new Refusal('account_not_found', { account: 'x' })
  })
  const failed = await executeApproval(ground, verb.kinds, { approval: approval.id })
  assert.deepEqual(
    [failed.state, failed.execution?.result],
    ['failed', { code: 'account_not_found', account: 'x' }],
  )
  const left = await executeApproval(ground, verb.kinds, { approval: approval.id })
  assert.deepEqual([left.state, verb.calls.length], ['failed', 1])
  const again = { approval: approval.id, again: { by: 'opr_checker' } }
  const done = await executeApproval(ground, verb.kinds, again)
  assert.deepEqual([done.state, done.execution?.attempt], ['done', 2])
  assert.deepEqual([...verb.done], [`${approval.id}:2`])
  assert.deepEqual((await executeApproval(ground, verb.kinds, again)).execution?.attempt, 2)
  const acts = await listActs(ground.db.query, { action: 'approval.', limit: 9 })
  assert.deepEqual(
    acts.map(({ action, actor }) => [action, actor.id]),
    [
      ['approval.execute', 'opr_checker'],
      ['approval.fail', 'opr_checker'],
      ['approval.approve', 'opr_checker'],
      ['approval.request', 'opr_maker'],
    ],
  )
})

test('every box shows what belongs into it', async (t) => {
  const { ground, approval } = await setUp(t)
  const other = await ask(ground, { by: 'opr_other', subject: 'per_wang' })
  await decide(ground, other.id, 'opr_checker', 'rejected')
  const list = async (filter: Partial<Parameters<typeof listApprovals>[2]>) =>
    (await listApprovals(ground.db.query, ground.clock.now(), { limit: 9, ...filter })).map(
      ({ id }) => id,
    )
  assert.deepEqual(await list({ maker: 'opr_maker' }), [approval.id])
  assert.deepEqual(await list({ states: ['waiting'], notMaker: 'opr_other' }), [approval.id])
  assert.deepEqual(await list({ states: ['waiting'], notMaker: 'opr_maker' }), [])
  assert.deepEqual(await list({ states: ['rejected'] }), [other.id])
  assert.equal((await list({})).length, 2)
})
