import { ledger } from './ledger-try.ts'
import { growth } from './growth-try.ts'
import { paces } from './harness/pace.ts'
import { openStage } from './harness/stage.ts'
import { table } from './harness/result.ts'
const stage = await openStage()
try {
  const pace = paces[process.argv[3] as 'quick']
  const t = performance.now()
  const r = await (process.argv[2] === 'ledger' ? ledger : growth).run({ stage, pace, say: (l) => console.log(l, ((performance.now()-t)/1000).toFixed(1)) })
  console.log(table(r))
} finally { await stage.close() }
