import { payments } from './payments.ts'
import { paces } from './harness/pace.ts'
import { openStage } from './harness/stage.ts'
import { table } from './harness/result.ts'
const stage = await openStage()
try {
  const pace = paces[process.argv[2] as 'quick']
  const t = performance.now()
  const r = await payments.run({ stage, pace, say: (l) => console.log(l, ((performance.now()-t)/1000).toFixed(1)) })
  console.log(table(r))
} finally { await stage.close() }
