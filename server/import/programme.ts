import { ensureProgramme, saveProgramme, type NewProgramme } from '../points/index.ts'
import { transaction, type Ground } from '../platform/index.ts'

const SAVED_BY = 'import'

/**
 * Makes every programme earn for the asset, beside what its rule gives already: one point for each
 * full unit. A rule that names the asset is left alone.
 *
 * @returns codes of the programmes that got a new version of their rule
 */
export async function earnFor(ground: Ground, asset: string): Promise<string[]> {
  const changed: NewProgramme[] = []
  for (const programme of await ensureProgramme(ground, SAVED_BY)) {
    const { code, title, args } = programme.rule
    if (args.steps.some((step) => step.asset === asset)) continue
    const steps = [...args.steps, { asset, stepMinor: unitOf(asset), points: '1' }]
    const rule = { code, title, args: { ...args, steps } }
    changed.push({ ...programme, rule, by: SAVED_BY, at: ground.clock.now() })
  }
  if (changed.length === 0) return []
  await transaction(ground.db, async (tx) => {
    for (const programme of changed) await saveProgramme(tx, programme)
  })
  return changed.map(({ code }) => code)
}

/** One whole unit in minor units: a hundred for two decimals. */
function unitOf(asset: string): string {
  return `1${'0'.repeat(Number(asset.split('/')[1]))}`
}
