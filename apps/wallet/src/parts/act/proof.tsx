import { createContext, lazy, Suspense, use, useCallback, useState, type ReactNode } from 'react'
import { Problem } from '../../data/problem.ts'
import type { Asked, Proof, Subject } from './ProofSheets.tsx'

type Act<T> = (proof: Proof | undefined) => Promise<T>

// The sheets come over the wire when the first of them is needed.
const Sheets = lazy(async () => ({ default: (await import('./ProofSheets.tsx')).ProofSheets }))

type Prove = <T>(act: Act<T>, subject?: Subject) => Promise<T | undefined>

const Desk = createContext<Prove>(() => Promise.reject(new Error('no desk around this page')))

/**
 * Does what may need a proof: `const payment = await prove((proof) => api.x.pay({ …, proof }))`.
 * The act is tried without one; when the server asks for the PIN or a passkey the sheet comes up
 * and the same act is tried again with it. Undefined when the person closed the sheet.
 */
export function useProof(): Prove {
  return use(Desk)
}

/** Stands once around every page and holds the sheet. */
export function ProofDesk(props: { children: ReactNode }): ReactNode {
  const [asked, setAsked] = useState<Asked>()
  // Once drawn the sheets stay, so that they can slide away.
  const [used, setUsed] = useState(false)
  const ask = useCallback(
    <T,>(act: Act<T>, subject: Subject, wanted: Wanted) =>
      new Promise<T | undefined>((resolve, reject) => {
        const done = (): void => setAsked(undefined)
        const answer = async (proof: Proof): Promise<void> => {
          const tried = await attempt(act, proof)
          const next = 'error' in tried ? wantedBy(tried.error) : undefined
          if (next && next.how !== proof.kind) return setAsked(asking(next))
          if ('error' in tried && isSecondChance(tried.error)) throw tried.error
          done()
          return 'error' in tried ? reject(tried.error) : resolve(tried.value)
        }
        const leave = (): void => {
          resolve(undefined)
          done()
        }
        const asking = (now: Wanted): Asked => ({ ...now, subject, answer, leave })
        setUsed(true)
        setAsked(asking(wanted))
      }),
    [],
  )
  const prove = useCallback<Prove>(
    async (act, subject = {}) => {
      try {
        return await act(undefined)
      } catch (error) {
        const wanted = wantedBy(error)
        if (!wanted) throw error
        return ask(act, subject, wanted)
      }
    },
    [ask],
  )
  return (
    <Desk value={prove}>
      {props.children}
      {asked === undefined && !used ? null : (
        <Suspense>
          <Sheets asked={asked} />
        </Suspense>
      )}
    </Desk>
  )
}

async function attempt<T>(act: Act<T>, proof: Proof): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await act(proof) }
  } catch (error) {
    return { error }
  }
}

const PIN_HELPS = new Set<string>(['pin_required', 'pay_session_ended', 'pay_session_exceeded'])

type Wanted = Pick<Asked, 'how' | 'options'>

function wantedBy(error: unknown): Wanted | undefined {
  if (!(error instanceof Problem)) return undefined
  const { code } = error
  if (PIN_HELPS.has(code)) return { how: 'pin', options: undefined }
  if (code !== 'passkey_required') return undefined
  return { how: 'passkey', options: optionsOf(error.details) }
}

/** A wrong PIN may be typed again; anything else that is refused is the answer. */
function isSecondChance(error: unknown): boolean {
  return error instanceof Problem && error.code === 'pin_wrong'
}

/** The refusal carries what the phone needs to ask its owner. */
function optionsOf({ challenge, rpId, allowCredentials }: Problem['details']): Asked['options'] {
  if (typeof challenge !== 'string' || !Array.isArray(allowCredentials)) return undefined
  return {
    challenge,
    ...(typeof rpId === 'string' && { rpId }),
    allowCredentials: allowCredentials.flatMap((each) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? [{ id: String(each['id']), type: 'public-key' as const }]
        : [],
    ),
    userVerification: 'required',
  }
}
