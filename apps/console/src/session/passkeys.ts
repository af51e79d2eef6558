import type { PasskeyAssertion, PasskeyAttestation } from '@suanpan/contract/shapes-proof'

/** Whether this browser can do passkeys here: not in an old one, and not on plain http elsewhere. */
export function passkeysWork(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function' &&
    window.isSecureContext
  )
}

/** Whoever closes the browser's own dialog wanted nothing, and is shown nothing. */
export class PasskeyDismissed extends Error {}

type Options = Record<string, unknown> & { challenge: string }

/** Lets the person choose a passkey and sign; the JSON of it for the server. */
export async function askPasskey(options: Options): Promise<PasskeyAssertion> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    // What the server wrote for exactly this call.
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  const made = await navigator.credentials.get({ publicKey }).catch(dismissed)
  return jsonOf(made) as PasskeyAssertion
}

/** Makes a new passkey in this browser or on a phone; the JSON of it for the server. */
export async function makePasskey(options: Options): Promise<PasskeyAttestation> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  const made = await navigator.credentials.create({ publicKey }).catch(dismissed)
  return jsonOf(made) as PasskeyAttestation
}

function dismissed(error: unknown): never {
  const names = ['NotAllowedError', 'AbortError']
  throw error instanceof DOMException && names.includes(error.name) ? new PasskeyDismissed() : error
}

function jsonOf(made: Credential | null): unknown {
  if (!(made instanceof PublicKeyCredential)) throw new PasskeyDismissed()
  const { id, rawId, type, response, clientExtensionResults } = made.toJSON()
  return { id, rawId, type, response: known({ ...response }), clientExtensionResults }
}

/** Browsers add more than the server asks for. */
function known(response: Record<string, unknown>): Record<string, unknown> {
  const names = ['clientDataJSON', 'authenticatorData', 'signature', 'userHandle']
  const wanted = [...names, 'attestationObject', 'transports']
  return Object.fromEntries(
    Object.entries(response).filter(
      ([name, value]) => wanted.includes(name) && value !== undefined,
    ),
  )
}
