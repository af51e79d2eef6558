import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import type { Db, Query, Tx } from '../platform/index.ts'
import type { EarnRule } from './earn-rule.ts'

export type Programme = {
  code: string
  asset: string
  titleZh: string
  titleEn: string
  lotMonths: number
  minimumRedemption: bigint
  /** So many minor units of `asset` a number of points cost; null while nobody said. */
  cost: { asset: string; minor: bigint; points: bigint } | null
  returnGraceDays: number
  /** The version of the rule in force. */
  rule: EarnRule & { id: string; version: number }
}

export type NewProgramme = Omit<Programme, 'rule'> & { rule: EarnRule; by: string; at: Date }

const PROGRAMME = `
  select p.code, p.asset, p.title_zh as "titleZh", p.title_en as "titleEn", p.lot_months as "lotMonths",
    p.minimum_redemption as "minimumRedemption", p.cost_asset, p.cost_minor, p.cost_points,
    p.return_grace_days as "returnGraceDays", r.id as rule_id, r.version as rule_version, r.rule
  from points.programmes p
  join lateral (
    select id, version, rule from points.earn_rules where programme = p.code order by version desc limit 1
  ) r on true`

type ProgrammeRow = Omit<Programme, 'rule' | 'cost'> & {
  cost_asset: string | null
  cost_minor: bigint | null
  cost_points: bigint | null
  rule_id: string
  rule_version: number
  rule: EarnRule
}

export async function listProgrammes(db: { query: Query }): Promise<Programme[]> {
  const rows = await db.query<ProgrammeRow>(`${PROGRAMME} order by p.code`)
  return rows.map(programmeOf)
}

/** A programme with the rule in force. Refuses with `programme_not_found`. */
export async function getProgramme(db: Db, code: string): Promise<Programme> {
  const [row] = await db.query<ProgrammeRow>({
    name: 'points.get_programme',
    text: `${PROGRAMME} where p.code = $1`,
    values: [code],
  })
  if (!row) throw new Refusal('programme_not_found', { programme: code })
  return programmeOf(row)
}

/**
 * Creates a programme, or gives the one that is there a new version of its rule. What a programme
 * is (asset, months, cost) stands from its creation on; only the rule moves.
 */
export async function saveProgramme(tx: Tx, programme: NewProgramme): Promise<void> {
  const { code, asset, titleZh, titleEn, lotMonths, minimumRedemption, cost, at } = programme
  await tx.query(
    `insert into points.programmes
       (code, asset, title_zh, title_en, lot_months, minimum_redemption, cost_asset, cost_minor,
        cost_points, return_grace_days, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (code) do nothing`,
    [
      code,
      asset,
      titleZh,
      titleEn,
      lotMonths,
      minimumRedemption,
      cost?.asset ?? null,
      cost?.minor ?? null,
      cost?.points ?? null,
      programme.returnGraceDays,
      at,
    ],
  )
  await tx.query(
    `insert into points.earn_rules (id, programme, version, rule, by, saved_at)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from points.earn_rules
     where programme = $2
     having $3::jsonb is distinct from
       (select rule from points.earn_rules where programme = $2 order by version desc limit 1)`,
    [newId('rul', at), code, JSON.stringify(programme.rule), programme.by, at],
  )
}

function programmeOf(row: ProgrammeRow): Programme {
  const { cost_asset, cost_minor, cost_points, rule_id, rule_version, rule, ...rest } = row
  const known = cost_asset !== null && cost_minor !== null && cost_points !== null
  return {
    ...rest,
    cost: known ? { asset: cost_asset, minor: cost_minor, points: cost_points } : null,
    rule: { ...rule, id: rule_id, version: rule_version },
  }
}
