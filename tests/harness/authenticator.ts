import { createSign, generateKeyPairSync, hash, randomBytes } from 'node:crypto'

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const ATTESTED = 0x40
const AAGUID_BYTES = 16
const CREDENTIAL_BYTES = 32

type Flags = { origin?: string; verified?: boolean; userHandle?: string }

/** A phone that a test holds in its hand: a passkey without attestation, with a P-256 key. */
export function testAuthenticator({ rpId = 'localhost', origin = 'http://localhost:8080' } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(CREDENTIAL_BYTES)
  let used = 0
  const data = (flags: Flags, more: Buffer = Buffer.alloc(0)): Buffer => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(++used)
    const verified = flags.verified === false ? 0 : USER_VERIFIED
    const bits = USER_PRESENT | verified | (more.length > 0 ? ATTESTED : 0)
    return Buffer.concat([hash('sha256', rpId, 'buffer'), Buffer.of(bits), counter, more])
  }
  const clientData = (type: string, challenge: string, flags: Flags): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: flags.origin ?? origin }))
  return {
    credential: id.toString('base64url'),
    register: ({ challenge }: { challenge: string }, flags: Flags = {}) => {
      const jwk = publicKey.export({ format: 'jwk' })
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(AAGUID_BYTES), length, id, coseKey(jwk)])
      const attestationObject = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(data(flags, attested))],
      ])
      return {
        ...names(id),
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, flags).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    sign: ({ challenge }: { challenge: string }, flags: Flags = {}) => {
      const client = clientData('webauthn.get', challenge, flags)
      const authenticatorData = data(flags)
      const signed = Buffer.concat([authenticatorData, hash('sha256', client, 'buffer')])
      return {
        ...names(id),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
          ...(flags.userHandle !== undefined && { userHandle: flags.userHandle }),
        },
      }
    },
  }
}

function names(id: Buffer) {
  const text = id.toString('base64url')
  return { id: text, rawId: text, type: 'public-key' as const, clientExtensionResults: {} }
}

/** COSE: kty 2 (EC2), alg -7 (ES256), crv 1 (P-256), x, y. */
function coseKey({ x = '', y = '' }: { x?: string; y?: string }): Buffer {
  return cborMap([
    [Buffer.of(0x01), Buffer.of(0x02)],
    [Buffer.of(0x03), Buffer.of(0x26)],
    [Buffer.of(0x20), Buffer.of(0x01)],
    [Buffer.of(0x21), cborBytes(Buffer.from(x, 'base64url'))],
    [Buffer.of(0x22), cborBytes(Buffer.from(y, 'base64url'))],
  ])
}

function cborMap(pairs: [Buffer, Buffer][]): Buffer {
  return Buffer.concat([Buffer.of(0xa0 | pairs.length), ...pairs.flat()])
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 | text.length), Buffer.from(text)])
}

function cborBytes(bytes: Buffer): Buffer {
  const head =
    bytes.length < 24
      ? Buffer.of(0x40 | bytes.length)
      : bytes.length < 256
        ? Buffer.of(0x58, bytes.length)
        : Buffer.of(0x59, bytes.length >> 8, bytes.length & 0xff)
  return Buffer.concat([head, bytes])
}
