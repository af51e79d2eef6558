export {
  getProgramme,
  listProgrammes,
  saveProgramme,
  type NewProgramme,
  type Programme,
} from './programmes.ts'
export { ensureProgramme } from './first-programme.ts'
export { DEFAULT_RULE, ruleSentence, type EarnRule } from './earn-rule.ts'
export { redeem, type Redeemed, type RedemptionRequest } from './redeem.ts'
export { reverseRedemption, type ReturnedPoints } from './return.ts'
export { expireLots } from './expire.ts'
export { pointsOf, pointsOutstanding, type Lot, type PointsOf } from './lots.ts'
export { pointsSubscriber } from './letters.ts'
export { pointsRows } from './rows.ts'
