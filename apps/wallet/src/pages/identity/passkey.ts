import type { PasskeyAssertion } from '@suanpan/contract/shapes-proof'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { api } from '../../data/queries.ts'
import type { Proof } from '../../parts/act/ProofSheets.tsx'

/** Makes a passkey on this phone and registers it; some time after signing in it takes a proof. */
export async function addPasskey(label: string, proof?: Proof): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const options = await api.myPasskeys.begin()
  // The server writes them with the library whose other half this is.
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  const made = await startRegistration({ optionsJSON })
  const { id, rawId, type } = made
  const { clientDataJSON, attestationObject, transports } = made.response
  await api.myPasskeys.add({
    body: {
      label,
      ...(proof && { proof }),
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject, ...(transports && { transports }) },
      },
    },
  })
}

/** Signs in with a passkey of this phone. */
export async function signInByPasskey(): Promise<void> {
  const response = await signed(await api.wallet.passkeyOptions())
  await api.wallet.signInByPasskey({ body: { response } })
}

/** Confirms an act on the account with a passkey: for whoever forgot the PIN. */
export async function proveByPasskey(): Promise<Proof> {
  return { kind: 'passkey', response: await signed(await api.myConfirmations.begin()) }
}

async function signed(options: { challenge: string }): Promise<PasskeyAssertion> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: {
      clientDataJSON,
      authenticatorData,
      signature,
      ...(userHandle && { userHandle }),
    },
  }
}
