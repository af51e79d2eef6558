import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { FIGURES } from '@suanpan/contract/safety-words'
import { recordAct } from '../../../oversight/index.ts'
import {
  checkLimitValue,
  evidenceFile,
  evidenceOf,
  limitValueHistory,
  listLimitValues,
  listReviews,
  operatorNames,
  realNameOf,
  submissionOf,
  type LimitValue,
} from '../../../parties/index.ts'
import { needApproval } from '../../approvals.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { bytesOf, fileView } from '../care/files.ts'
import { findPerson } from '../people.ts'

/** The table of limits, and verifications that wait for a human. */
export const figureHandlers = [
  handle(routes.figures.list, async ({ house }) => ({
    items: await figureViews(house, await listLimitValues(house.ground)),
  })),

  handle(routes.figures.history, async ({ params, house }) => ({
    items: await figureViews(house, await limitValueHistory(house.ground, params)),
  })),

  handle(routes.figures.change, async ({ params, body, principal, house, origin }) => {
    const { value, source, reason } = body
    const current = await checkLimitValue(house.ground, { ...params, value: BigInt(value) })
    const effectiveFrom = body.effectiveFrom ?? house.ground.clock.now().toISOString()
    return needApproval(house, {
      kind: 'figure.change',
      subject: `${params.class}/${params.kind}`,
      payload: { ...params, value, source, effectiveFrom, reason },
      summary: {
        zh: `修改限额：${FIGURES[params.kind].zh}`,
        en: `Change a limit: ${FIGURES[params.kind].en}`,
      },
      before: { value: String(current.value), source: current.source },
      after: { value, source, effectiveFrom },
      reason,
      principal,
      origin,
    })
  }),

  handle(routes.realNameReviews.list, async ({ query, house }) => {
    const [askedAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const reviews = await listReviews(house.ground, {
      ...(query.cursor !== undefined && { after: { askedAt: instantOf(askedAt), id } }),
      limit: query.limit + 1,
    })
    return pageOf(reviews, query.limit, {
      view: ({ askedAt: at, ...review }) => ({
        ...review,
        askedAt: at.toISOString(),
        endedAt: null,
      }),
      cursor: (review) => cursorOf(review.askedAt, review.id),
    })
  }),

  handle(routes.realNameReviews.reveal, async ({ params, body, principal, house, origin }) => {
    const { ground } = house
    const { id: person, check } = params
    if (!principal.session.operator.scope.reveals) {
      throw new Refusal('forbidden', { needed: 'scope:reveals' })
    }
    await findPerson(house, person)
    const { checks } = await realNameOf(ground, person)
    const found = checks.find(({ id }) => id === check)
    const given = found?.state === 'review' ? await submissionOf(ground, check) : undefined
    if (!found || !given) throw new Refusal('real_name_check_not_open', { check })
    const act = await recordAct(ground.db, ground, {
      actor: { kind: 'operator', id: principal.id },
      action: 'real_name.reveal',
      subject: person,
      after: { check },
      reason: body.reason,
      origin,
    })
    const { name, idNumber, card, evidence } = given
    const tail = card?.number.slice(-4) ?? null
    const files = (await evidenceOf(ground, [check])).get(check) ?? []
    return {
      name,
      idNumber,
      card: tail,
      evidence: evidence ?? null,
      files: files.map(fileView),
      wanted: found.wanted,
      act,
    }
  }),

  handle(routes.realNameReviews.file, async ({ params, principal, house, origin, download }) => {
    const { ground } = house
    const { id: person, check, file: id } = params
    if (!principal.session.operator.scope.reveals) {
      throw new Refusal('forbidden', { needed: 'scope:reveals' })
    }
    await findPerson(house, person)
    const file = await evidenceFile(ground, { person, check, file: id })
    // The trail first: nobody sees a document whom nothing names.
    await recordAct(ground.db, ground, {
      actor: { kind: 'operator', id: principal.id },
      action: 'real_name.file',
      subject: person,
      after: { check, file: id },
      origin,
    })
    return bytesOf(house, file, download)
  }),
]

async function figureViews({ ground }: House, values: LimitValue[]) {
  const names = await operatorNames(
    ground,
    values.map(({ changedBy }) => changedBy),
  )
  return values.flatMap(({ class: className, kind, ...value }) => {
    if (!isFigure(kind) || !isClass(className)) return []
    return [
      {
        ...value,
        class: className,
        kind,
        unit: FIGURES[kind].unit,
        revision: String(value.revision),
        value: String(value.value),
        effectiveFrom: value.effectiveFrom.toISOString(),
        changedAt: value.changedAt.toISOString(),
        changedBy: { id: value.changedBy, name: names.get(value.changedBy) ?? value.changedBy },
      },
    ]
  })
}

const CLASSES = ['any', 'unverified', 'I', 'II', 'III'] as const
const isFigure = (kind: string): kind is keyof typeof FIGURES => Object.hasOwn(FIGURES, kind)
const isClass = (name: string): name is (typeof CLASSES)[number] =>
  CLASSES.some((each) => each === name)
