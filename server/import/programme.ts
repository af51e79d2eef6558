import { DEFAULT_RULE, listProgrammes, saveProgramme, type NewProgramme } from '../points/index.ts'
import { transaction, type Ground } from '../platform/index.ts'

const SAVED_BY = 'import'

/** The programme of an installation that has none yet. */
const FIRST_PROGRAMME = {
  code: 'town',
  asset: 'PTS/0',
  titleZh: '小镇积分',
  titleEn: 'Town points',
  lotMonths: 12,
  minimumRedemption: 1n,
  cost: { asset: 'CNY/2', minor: 1n, points: 1n },
  returnGraceDays: 0,
}

/**
 * Makes every programme earn for the asset, beside what its rule gives already: one point for each
 * full unit. A rule that names the asset is left alone. Without any programme the first is made.
 *
 * @returns codes of the programmes that got a new version of their rule
 */
export async function earnFor(ground: Ground, asset: string): Promise<string[]> {
  const known = await listProgrammes(ground.db)
  const programmes = known.length > 0 ? known : [{ ...FIRST_PROGRAMME, rule: DEFAULT_RULE }]
  const changed: NewProgramme[] = []
  for (const programme of programmes) {
    const { code, title, args } = programme.rule
    const earns = args.steps.some((step) => step.asset === asset)
    if (earns && known.length > 0) continue
    const step = { asset, stepMinor: unitOf(asset), points: '1' }
    const rule = {
      code,
      title,
      args: { ...args, steps: earns ? args.steps : [...args.steps, step] },
    }
    changed.push({ ...programme, rule, by: SAVED_BY, at: ground.clock.now() })
  }
  if (changed.length > 0) {
    await transaction(ground.db, async (tx) => {
      for (const programme of changed) await saveProgramme(tx, programme)
    })
  }
  return changed.map(({ code }) => code)
}

/** One whole unit in minor units: a hundred for two decimals. */
function unitOf(asset: string): string {
  return `1${'0'.repeat(Number(asset.split('/')[1]))}`
}
