import test from 'node:test'
import { torture } from './torture.ts'

const ROUNDS = 20

test(`${ROUNDS} times kill -9 of server and database under load: nothing acknowledged is lost, nothing is there twice or half`, async (t) => {
  const { payments, insisted, seconds } = await torture({ rounds: ROUNDS, seed: 7 })
  t.diagnostic(`${payments} payments, ${insisted} asked again, ${seconds.toFixed(0)} s`)
})
