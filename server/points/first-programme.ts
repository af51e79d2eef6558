import { transaction, type Ground } from '../platform/index.ts'
import { DEFAULT_RULE } from './earn-rule.ts'
import { listProgrammes, saveProgramme, type Programme } from './programmes.ts'

/** A point a full yuan and a fen a point: what a new installation begins with. */
const FIRST_PROGRAMME = {
  code: 'basic',
  asset: 'PTS/0',
  titleZh: '积分',
  titleEn: 'Points',
  lotMonths: 12,
  minimumRedemption: 1n,
  cost: { asset: 'CNY/2', minor: 1n, points: 1n },
  returnGraceDays: 0,
  rule: DEFAULT_RULE,
}

/** All programmes; where there is none yet, the first one is made. */
export function ensureProgramme({ db, clock }: Ground, by: string): Promise<Programme[]> {
  return transaction(db, async (tx) => {
    const known = await listProgrammes(tx)
    if (known.length > 0) return known
    await saveProgramme(tx, { ...FIRST_PROGRAMME, by, at: clock.now() })
    return listProgrammes(tx)
  })
}
