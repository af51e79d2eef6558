import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { api } from '../../data/queries.ts'

/** Makes a passkey on this phone and registers it. */
export async function addPasskey(label: string): Promise<void> {
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
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const options = await api.wallet.passkeyOptions()
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  await api.wallet.signInByPasskey({
    body: {
      response: {
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
      },
    },
  })
}
