/**
 * An earn rule is a value. This one gives points for each full step of net cash paid, in any of
 * the assets that it names; a person earns at most `dailyCap` a day.
 */
export type EarnRule = {
  code: 'earn.per_step'
  title: { zh: string; en: string }
  args: {
    /** For each asset that earns: so many minor units are a step, and a step gives so many points. */
    steps: { asset: string; stepMinor: string; points: string }[]
    /** Points a day a person, digits; null is no cap. */
    dailyCap: string | null
  }
}

/** What a rule would give for an amount of net cash, before any limit; 0 for an asset it does not name. */
export function pointsFor(rule: EarnRule, asset: string, netCash: bigint): bigint {
  const step = rule.args.steps.find((each) => each.asset === asset)
  return step ? (netCash / BigInt(step.stepMinor)) * BigInt(step.points) : 0n
}

/** One point a full yuan, at most 800 a day: the rule a new installation begins with. */
export const DEFAULT_RULE: EarnRule = {
  code: 'earn.per_step',
  title: { zh: '消费得积分', en: 'Points for payments' },
  args: { steps: [{ asset: 'CNY/2', stepMinor: '100', points: '1' }], dailyCap: '800' },
}

/** The rule as a sentence in both languages. */
export function ruleSentence({ args }: EarnRule): { zh: string; en: string } {
  const zh = args.steps.map(
    ({ asset, stepMinor, points }) => `实付每满 ${major(stepMinor, asset)} 得 ${points} 分`,
  )
  const en = args.steps.map(
    ({ asset, stepMinor, points }) =>
      `${points} point(s) for each full ${major(stepMinor, asset)} paid`,
  )
  return {
    zh: `${zh.join('；')}${args.dailyCap === null ? '' : `，每人每天最多 ${args.dailyCap} 分`}。`,
    en: `${en.join('; ')}${args.dailyCap === null ? '' : `, at most ${args.dailyCap} points a person a day`}.`,
  }
}

function major(minor: string, asset: string): string {
  const [code = asset, scale = '0'] = asset.split('/')
  const unit = 10n ** BigInt(scale)
  const value = BigInt(minor)
  const whole = String(value / unit)
  const rest = value % unit
  return `${rest === 0n ? whole : `${whole}.${String(rest).padStart(Number(scale), '0')}`} ${code}`
}
