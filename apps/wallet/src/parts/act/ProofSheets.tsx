import type { PayProof } from '@suanpan/contract/shapes-proof'
import type { MoneyView } from '@suanpan/ui'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import type { ReactNode } from 'react'
import { PasskeySheet } from './PasskeySheet.tsx'
import { PinSheet } from './PinSheet.tsx'

/** What a person shows so that money may leave: the pay PIN, or the answer of a passkey. */
export type Proof = PayProof

/** What the proof is for, shown while it is asked. */
export type Subject = { payee?: string; amount?: MoneyView }

export type Asked = {
  how: 'pin' | 'passkey'
  subject: Subject
  options: PublicKeyCredentialRequestOptionsJSON | undefined
  /** Tries the act with the proof; what it throws is shown in the sheet, or ends it. */
  answer: (proof: Proof) => Promise<void>
  leave: () => void
}

/** The sheet in which the proof is given that is asked for. */
export function ProofSheets(props: { asked: Asked | undefined }): ReactNode {
  const { asked } = props
  return (
    <>
      <PinSheet
        open={asked?.how === 'pin'}
        subject={asked?.subject ?? {}}
        onPin={async (pin) => asked?.answer({ kind: 'pin', pin })}
        onClose={() => asked?.leave()}
      />
      <PasskeySheet
        open={asked?.how === 'passkey'}
        subject={asked?.subject ?? {}}
        options={asked?.options}
        onResponse={async (response) => asked?.answer({ kind: 'passkey', response })}
        onClose={() => asked?.leave()}
      />
    </>
  )
}
